"""Several bodies review a place, on record; who must hold it hears of it in time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.kernel.written import WordsMissing
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member, make_user
from prevenio.reports.models import PlaceEvent, PlaceEventKind, ProblemPlace
from prevenio.reports.operations import clock, problem_places
from prevenio.reports.operations.working import BodyElsewhere
from prevenio.reports.queries.problem_places import public_events
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)

pytestmark = pytest.mark.django_db
PAGE = "/testowo/desk/reports/places/"
TODAY = MORNING.date()
DUE = date(2026, 3, 30)


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    reader = make_user(language="en", email="coordinator@example.org")
    return make_member(authority=authority, role=Role.COORDINATOR, user=reader)


@pytest.fixture
def police(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="Police")


@pytest.fixture
def officer(authority: Authority, police: Body) -> User:
    reader = make_user(language="en", email="officer@example.org")
    return make_member(authority=authority, role=Role.REPORTER, body=police, user=reader)


@pytest.fixture
def due(authority: Authority, coordinator: User, officer: User, police: Body) -> ProblemPlace:
    """A place that five people have reported: its review is due on 30 March."""
    version = make_category(authority)
    reports = [make_report(authority, version=version) for _ in range(5)]
    place = make_problem_place(authority, reports, name="Stairs")
    ProblemPlace.objects.filter(pk=place.pk).update(body=police)
    place.refresh_from_db()
    assert place.review_due_on == DUE
    return place


def held(place: ProblemPlace, by: User, bodies: list[Body], **said: Any) -> ProblemPlace:
    place.refresh_from_db()
    common: dict[str, Any] = {
        "held_on": TODAY,
        "text": "Patrols on Fridays.",
        "at": MORNING,
        **said,
    }
    return problem_places.review(place=place, seen=place.revision, bodies=bodies, by=by, **common)


def told(authority: Authority, day: str) -> dict[str, str]:
    """Whom the clock writes to about reviews on a day, and what about."""
    Notice.objects.all().delete()
    at = datetime.fromisoformat(f"{day}T09:00:00+00:00")
    problem_places.remind_of_reviews(authority=authority, at=at)
    return dict(Notice.objects.values_list("to", "subject"))


def test_a_review_says_who_held_it_when_and_what_follows(
    due: ProblemPlace, authority: Authority, coordinator: User, police: Body
) -> None:
    guards = make_body(authority=authority, short_name="Guards")
    later = date(2026, 6, 1)
    place = held(due, coordinator, [police, guards, police], next_on=later)

    event = place.events.get(kind=PlaceEventKind.REVIEWED)
    assert (event.held_on, event.next_on, event.due_on) == (TODAY, later, DUE)
    assert {one.body for one in event.took_part.all()} == {police, guards}
    assert (place.review_due_on, place.next_review_on) == (None, later)
    entry = Entry.objects.get(fact="reports.place.reviewed")
    assert entry.details["bodies"] == [police.pk, guards.pk]
    assert (entry.details["held_on"], entry.details["next_on"]) == ("2026-03-02", "2026-06-01")
    assert not public_events(place)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, problem_places.NotHeldYet),
        ({"next_on": TODAY}, problem_places.NextTooEarly),
        ({"text": "  "}, WordsMissing),
    ],
)
def test_a_review_that_makes_no_sense_is_refused(
    due: ProblemPlace, coordinator: User, police: Body, said: dict[str, Any], refusal: Any
) -> None:
    with pytest.raises(refusal):
        held(due, coordinator, [police], **said)
    due.refresh_from_db()
    assert due.review_due_on == DUE


def test_a_review_is_held_by_bodies_of_the_authority(
    due: ProblemPlace, coordinator: User, police: Body
) -> None:
    with pytest.raises(problem_places.BodiesMissing):
        held(due, coordinator, [])
    with pytest.raises(BodyElsewhere):
        held(due, coordinator, [police, make_body()])
    with pytest.raises(NotAllowed):
        held(due, make_member(role=Role.COORDINATOR), [police])


def test_nothing_is_planned_for_a_place_that_has_ended(
    due: ProblemPlace, coordinator: User, police: Body
) -> None:
    due.refresh_from_db()
    problem_places.end(
        place=due, seen=due.revision, is_solved=True, text="Quiet.", by=coordinator, at=MORNING
    )
    with pytest.raises(WrongState):
        held(due, coordinator, [police], next_on=date(2026, 6, 1))
    assert held(due, coordinator, [police]).reviewed_at == MORNING


def test_one_that_is_written_down_late_undoes_no_newer_one(
    due: ProblemPlace, coordinator: User, police: Body
) -> None:
    newer, later = date(2026, 3, 12), date(2026, 9, 1)
    at = MORNING + timedelta(days=10)
    reviewed = held(due, coordinator, [police], held_on=newer, next_on=later, at=at)
    older = held(due, coordinator, [police], held_on=date(2026, 2, 20), text="Before.", at=at)
    assert (older.review_due_on, older.next_review_on) == (None, later)
    assert older.reviewed_at == reviewed.reviewed_at
    assert problem_places.due_review(older, at) is None
    assert older.events.get(number=older.revision).due_on is None


def test_one_that_was_planned_is_not_late_once_the_place_is_open_again(
    authority: Authority, coordinator: User, police: Body
) -> None:
    place = make_problem_place(authority, by=coordinator)
    place = held(place, coordinator, [police], next_on=date(2026, 5, 4))
    common: dict[str, Any] = {"by": coordinator}
    place = problem_places.end(
        place=place, seen=place.revision, is_solved=True, text="Gone.", at=MORNING, **common
    )
    again = datetime(2026, 9, 7, 9, tzinfo=UTC)

    problem_places.reopen_place(place=place, seen=place.revision, text="Back.", at=again, **common)

    clock.set_reviews(authority=authority, at=again)
    place.refresh_from_db()
    assert place.review_due_on == date(2026, 9, 21)


def test_what_was_reported_since_it_was_held_counts_for_the_next_one(
    due: ProblemPlace, authority: Authority, coordinator: User, police: Body
) -> None:
    """Written down late, a review settles nothing of what came after it."""
    held(due, coordinator, [police], held_on=date(2026, 3, 1))
    assert clock.set_reviews(authority=authority, at=MORNING) == 1
    held(due, coordinator, [police])
    assert clock.set_reviews(authority=authority, at=MORNING) == 0


def test_a_planned_review_comes_due_before_its_day(
    due: ProblemPlace, authority: Authority, coordinator: User, police: Body
) -> None:
    later = date(2026, 6, 1)
    held(due, coordinator, [police], next_on=later)
    assert clock.set_reviews(authority=authority, at=MORNING + timedelta(days=60)) == 0
    Notice.objects.all().delete()
    assert clock.set_reviews(authority=authority, at=MORNING + timedelta(days=80)) == 1
    due.refresh_from_db()
    assert (due.review_due_on, due.next_review_on) == (later, None)
    assert Entry.objects.filter(fact="reports.place.planned_review_due").count() == 1
    assert {one.to for one in Notice.objects.all()} == {
        "coordinator@example.org",
        "officer@example.org",
    }


def test_reports_force_one_before_the_planned_day(
    due: ProblemPlace, authority: Authority, coordinator: User, police: Body
) -> None:
    held(due, coordinator, [police], next_on=date(2026, 9, 1))
    at = MORNING + timedelta(days=1)
    reports = [make_report(authority, at=at) for _ in range(5)]
    problem_places.join_reports(place=due, reports=reports, by=coordinator, at=at)
    due.refresh_from_db()
    assert (due.review_due_on, due.next_review_on) == (date(2026, 3, 31), None)


def test_whoever_must_hold_it_hears_when_it_is_set_near_and_late_each_once(
    due: ProblemPlace, authority: Authority
) -> None:
    head = make_user(language="en", email="head@example.org")
    make_member(authority=authority, role=Role.HEAD_OF_BUREAU, user=head)
    assert "coordinator@example.org" in {one.to for one in Notice.objects.all()}
    both = ("coordinator@example.org", "officer@example.org")
    assert told(authority, "2026-03-24") == {}
    near = "The day of a review of 1 problem place is near"
    assert told(authority, "2026-03-25") == dict.fromkeys(both, near)
    assert "Stairs" in Notice.objects.all()[0].text
    assert told(authority, "2026-03-30") == {}
    late = "A review of 1 problem place is late"
    assert told(authority, "2026-03-31") == dict.fromkeys(both, late)
    assert told(authority, "2026-04-03") == {}
    stays = "A review of 1 problem place stays late"
    # Easter Monday is no working day.
    assert told(authority, "2026-04-07") == {"head@example.org": stays}
    assert told(authority, "2026-04-20") == {}


def test_who_was_never_told_that_one_is_due_hears_it_now(
    due: ProblemPlace, authority: Authority
) -> None:
    due.reminders.all().delete()
    words = "A review of 1 problem place is due"
    assert told(authority, "2026-03-03")["officer@example.org"] == words
    assert told(authority, "2026-03-04") == {}


def test_of_several_places_one_letter_speaks(
    due: ProblemPlace, authority: Authority, coordinator: User
) -> None:
    other = make_problem_place(authority, name="Bench")
    ProblemPlace.objects.filter(pk=other.pk).update(review_due_on=DUE)
    letters = told(authority, "2026-03-25")
    assert letters["coordinator@example.org"].startswith("The days of reviews of 2 problem places")
    assert letters["officer@example.org"].startswith("The day of a review of 1")


def test_reviewed_and_forced_again_on_one_day_it_is_told_again(
    due: ProblemPlace, authority: Authority, coordinator: User, police: Body
) -> None:
    held(due, coordinator, [police])
    Notice.objects.all().delete()
    at = MORNING + timedelta(hours=1)
    reports = [make_report(authority, at=at) for _ in range(5)]
    problem_places.join_reports(place=due, reports=reports, by=coordinator, at=at)
    due.refresh_from_db()
    assert due.review_due_on == DUE
    assert Notice.objects.count() == 2


def test_nobody_is_reminded_of_a_place_that_has_ended(
    due: ProblemPlace, authority: Authority, coordinator: User
) -> None:
    due.refresh_from_db()
    problem_places.end(
        place=due, seen=due.revision, is_solved=True, text="Quiet.", by=coordinator, at=MORNING
    )
    assert told(authority, "2026-03-31") == {}


def test_a_review_is_recorded_by_its_form_and_printed(
    client: Client, due: ProblemPlace, authority: Authority, coordinator: User, police: Body
) -> None:
    client.force_login(coordinator)
    page = client.get(f"{PAGE}{due.pk}/review/").content.decode()
    assert f'value="{police.pk}"' in page
    sent = {"seen": due.revision, "text": "Patrols.", "held_on": "1.3.2026", "next_on": "x"}
    answer = client.post(f"{PAGE}{due.pk}/review/", sent)
    assert answer.status_code == 200
    assert "Patrols." in answer.content.decode()
    sent |= {"bodies": [police.pk], "next_on": "1.6.2099"}
    assert client.post(f"{PAGE}{due.pk}/review/", sent).status_code == 302

    event = due.events.get(kind=PlaceEventKind.REVIEWED)
    address = f"{PAGE}{due.pk}/reviews/{event.number}/"
    assert address in client.get(f"{PAGE}{due.pk}/").content.decode()
    record = client.get(address).content.decode()
    for words in ("1 March 2026", "Police", "5 reports of 5 people", "1 June 2099", "Patrols."):
        assert words in record.replace("\xa0", " ")
    assert client.get(f"{PAGE}{due.pk}/reviews/1/").status_code == 404
    assert client.get(f"{PAGE}{due.pk}/reviews/{2**40}/").status_code == 404


def test_a_review_of_before_stays_readable(
    client: Client, due: ProblemPlace, coordinator: User
) -> None:
    PlaceEvent(
        place=due, number=99, kind=PlaceEventKind.REVIEWED, text="Once.", by=coordinator, at=MORNING
    ).save()
    client.force_login(coordinator)
    assert "Once." in client.get(f"{PAGE}{due.pk}/").content.decode()
    assert "Once." in client.get(f"{PAGE}{due.pk}/reviews/99/").content.decode()


def test_the_desk_says_the_day_and_whether_it_is_late(
    client: Client, due: ProblemPlace, officer: User
) -> None:
    client.force_login(officer)
    ProblemPlace.objects.filter(pk=due.pk).update(review_due_on=date(2099, 3, 30))
    page = client.get("/testowo/desk/").content.decode().replace("\xa0", " ")
    assert "The first one by 30 March 2099. None is late." in page
    assert f"{PAGE}?state=review" in page
    ProblemPlace.objects.filter(pk=due.pk).update(review_due_on=date(2020, 3, 30))
    page = client.get("/testowo/desk/").content.decode().replace("\xa0", " ")
    assert "The first one was due by 30 March 2020. 1 of them is late." in page
