"""Problem places on the desk: seen by who works on reports, changed by whom they are with."""

from typing import Any

import pytest
from django.test import Client

from prevenio.activities.models import Activity
from prevenio.activities.tests.factories import make_kind
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.programme.models import Proposal, VersionState
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)
from prevenio.reports.models import PlaceState, ProblemPlace
from prevenio.reports.operations import problem_places
from prevenio.reports.operations.steps import calendar_of
from prevenio.reports.operations.taking import When
from prevenio.reports.queries.place_page import middles_of
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)

pytestmark = pytest.mark.django_db
HERE = "/testowo/desk/reports/places/"


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


@pytest.fixture
def place(authority: Authority, coordinator: User) -> ProblemPlace:
    version = make_category(authority)
    friday = When(weekdays=1 << 4, from_hour=21, to_hour=23)
    reports = [make_report(authority, version=version, when=friday) for _ in range(2)]
    return make_problem_place(authority, reports, by=coordinator)


@pytest.fixture
def staff(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_and_the_page_say_what_is_known(staff: Client, place: ProblemPlace) -> None:
    assert place.name in text_of(staff, HERE)
    page = text_of(staff, f"{HERE}{place.pk}/")
    assert "independent people" in page
    assert "Friday 21–24" in page
    assert page.count('data-longitude="') == 2


def test_the_page_makes_few_statements(
    staff: Client, place: ProblemPlace, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(15):
        staff.get(f"{HERE}{place.pk}/")


def test_an_activity_is_planned_at_the_place(
    staff: Client, authority: Authority, coordinator: User, place: ProblemPlace
) -> None:
    body = make_body(authority=authority)
    kind = make_kind(authority=authority)
    address = f"{HERE}{place.pk}/activity/"
    assert "Friday 21–24" in text_of(staff, address)
    answer = staff.post(
        address,
        {
            "seen": place.revision,
            "kind": kind.pk,
            "body": body.pk,
            "day": "1.12.2099",
            "from_hour": "21:00",
            "to_hour": "23:00",
            "text": "Patrol w piątek.",
        },
    )
    assert answer.status_code == 200, "a plan so far away is refused, and what was typed stays"
    assert "Patrol w piątek." in answer.content.decode()

    day = calendar_of(authority).after(MORNING.date().replace(year=2027), 1)
    problem_places.plan_activity(
        place=place, seen=place.revision, kind=kind, body=body, day=day, by=coordinator, at=MORNING
    )
    place.refresh_from_db()
    activity = Activity.objects.get()
    assert (place.activity, place.state) == (activity, PlaceState.IN_ACTION)
    # No nearer than the square that residents see.
    assert float(activity.latitude or 0) == pytest.approx(middles_of([place])[0][0], abs=1e-5)
    assert float(activity.latitude or 0) != pytest.approx(place.latitude, abs=1e-5)


def test_each_step_is_taken_by_its_form(staff: Client, place: ProblemPlace) -> None:
    def send(step: str, **values: object) -> None:
        place.refresh_from_db()
        answer = staff.post(f"{HERE}{place.pk}/{step}/", {"seen": place.revision, **values})
        assert answer.status_code == 302, answer.content.decode()

    send("tried", text="Patrol.", is_public="on")
    send("result", text="Jest lepiej.")
    police = make_body(authority=place.authority, short_name="Policja")
    send("review", held_on="1.3.2026", bodies=[police.pk], text="Spotkanie.")
    send("name", name="Nowa nazwa", body="")
    assert "Jest lepiej." in text_of(staff, f"{HERE}{place.pk}/publication/")
    place.refresh_from_db()
    assert not place.is_public
    send("publication")
    send("end", is_solved="yes", text="Spokój.")
    send("reopening", text="Znowu.")
    place.refresh_from_db()
    assert (place.name, place.is_public, place.state) == ("Nowa nazwa", True, PlaceState.OPEN)
    page = text_of(staff, f"{HERE}{place.pk}/")
    for words in ("Patrol.", "Jest lepiej.", "Spotkanie.", "Spokój.", "Znowu."):
        assert words in page


def test_what_was_written_meanwhile_is_read_before_everybody_reads_it(
    staff: Client, coordinator: User, place: ProblemPlace
) -> None:
    shown = place.revision
    problem_places.tell_result(place=place, text="Pan Jan.", by=coordinator, at=MORNING)
    answer = staff.post(f"{HERE}{place.pk}/publication/", {"seen": shown})
    assert "Pan Jan." in answer.content.decode()
    place.refresh_from_db()
    assert not place.is_public

    problem_places.show(
        place=place, seen=place.revision, is_public=True, by=coordinator, at=MORNING
    )
    staff.post(f"{HERE}{place.pk}/hiding/")
    place.refresh_from_db()
    assert not place.is_public


def test_what_somebody_typed_stays_when_another_was_first(
    staff: Client, place: ProblemPlace
) -> None:
    police = make_body(authority=place.authority)
    sent = {"seen": 1, "held_on": "1.3.2026", "bodies": [police.pk], "text": "Moje słowa."}
    answer = staff.post(f"{HERE}{place.pk}/review/", sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Moje słowa." in page
    assert "Somebody changed this problem place" in page


def test_a_report_is_taken_out_by_its_button(staff: Client, place: ProblemPlace) -> None:
    report = place.reports.order_by("pk")[0]
    staff.post(f"{HERE}{place.pk}/reports/{report.pk}/removal/")
    assert place.reports.count() == 1


def test_others_find_nothing_or_may_only_look(
    client: Client, authority: Authority, place: ProblemPlace
) -> None:
    body = make_body(authority=authority)
    client.force_login(make_member(authority=authority, role=Role.REPORTER, body=body))
    assert "Plan an activity there" not in text_of(client, f"{HERE}{place.pk}/")
    answer = client.post(f"{HERE}{place.pk}/result/", {"seen": 1, "text": "x"})
    assert answer.status_code == 403
    client.force_login(make_member(role=Role.COORDINATOR))
    for address in (HERE, f"{HERE}{place.pk}/", f"{HERE}{place.pk}/review/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("key", ["0", "9223372036854775808", "99999999999999999999"])
def test_places_that_are_not_there(staff: Client, place: ProblemPlace, key: str) -> None:
    assert staff.get(f"{HERE}{key}/").status_code == 404


def test_a_new_action_is_proposed(staff: Client, authority: Authority, place: ProblemPlace) -> None:
    address = f"{HERE}{place.pk}/proposal/"
    assert staff.get(address).status_code == 404
    version = make_version(make_programme(authority), state=VersionState.ADOPTED)
    assert place.name in text_of(staff, address)
    staff.post(address, {"seen": place.revision, "text": "Oświetlić schody."})
    proposal = Proposal.objects.get()
    assert (proposal.programme, proposal.text) == (version.programme, "Oświetlić schody.")
    assert "Oświetlić schody." in text_of(staff, f"{HERE}{place.pk}/")


def test_an_action_takes_the_place_up(
    staff: Client, authority: Authority, place: ProblemPlace
) -> None:
    version = make_version(make_programme(authority), state=VersionState.ADOPTED)
    action = make_action(make_area(version))
    address = f"{HERE}{place.pk}/action/"
    assert "Kontrole prędkości" in text_of(staff, address)
    staff.post(
        address, {"seen": place.revision, "action": action.pk, "text": "Weźmiemy się za to."}
    )
    place.refresh_from_db()
    assert (place.action, place.state) == (action, PlaceState.IN_ACTION)
    assert "Weźmiemy się za to." in text_of(staff, f"{HERE}{place.pk}/")
