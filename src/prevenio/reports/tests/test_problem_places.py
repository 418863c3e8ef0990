"""Reports become a place, the place an action, and everybody who reported it hears of it."""

from datetime import date, timedelta

import pytest

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import EventKind, PlaceEventKind, PlaceState, ProblemPlace
from prevenio.reports.operations import clock, confirming, problem_places
from prevenio.reports.operations.taking import Contact, When
from prevenio.reports.queries.problem_places import Trend, facts_of, public_events
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def confirm(report, person: str, *, is_there: bool = True, at=MORNING):  # type: ignore[no-untyped-def]
    return confirming.confirm(
        report=report,
        is_there=is_there,
        person_key=person,
        form_key=f"confirmation of {person} {is_there}",
        language="pl",
        at=at,
    )


def test_reports_become_a_place_in_their_middle(authority: Authority, coordinator: User) -> None:
    version = make_category(authority)
    reports = [
        make_report(authority, version=version, latitude=HERE[0] + off) for off in (0, 0.0004)
    ]
    place = make_problem_place(authority, reports, by=coordinator)

    assert place.latitude == pytest.approx(HERE[0] + 0.0002)
    assert 20 <= place.radius <= 30
    assert place.precinct == reports[0].precinct
    assert set(place.reports.all()) == set(reports)
    kinds = [one.kind for one in place.events.order_by("number")]
    assert kinds == [PlaceEventKind.OPENED, PlaceEventKind.JOINED]
    assert reports[0].events.filter(kind=EventKind.JOINED).count() == 1


def test_a_report_belongs_to_one_place_only(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    make_problem_place(authority, [report], by=coordinator)
    with pytest.raises(problem_places.AnotherPlace):
        make_problem_place(authority, [report], by=coordinator)
    assert ProblemPlace.objects.count() == 1


def test_one_that_is_not_the_same_is_taken_out(authority: Authority, coordinator: User) -> None:
    first, second = (make_report(authority) for _ in range(2))
    place = make_problem_place(authority, [first, second], by=coordinator)
    problem_places.take_out(place=place, report=second, by=coordinator, at=MORNING)
    assert list(place.reports.all()) == [first]
    with pytest.raises(problem_places.NotInPlace):
        problem_places.take_out(place=place, report=second, by=coordinator, at=MORNING)


def test_independent_people_and_the_hours_add_up(authority: Authority, coordinator: User) -> None:
    friday_night = When(weekdays=1 << 4, from_hour=22, to_hour=1)
    one = make_report(authority, person_key="a", when=friday_night)
    same = make_report(authority, person_key="a", when=friday_night)
    other = make_report(authority, person_key="b", when=When(weekdays=0, from_hour=22, to_hour=22))
    place = make_problem_place(authority, [one, same, other], by=coordinator)
    confirm(other, "c")
    confirm(other, "c")
    confirm(other, "d", is_there=False)

    facts = facts_of(place, MORNING + timedelta(days=1))
    assert (facts.voices, facts.people, facts.still_there, facts.gone) == (4, 3, 1, 1)
    assert facts.heat[4][22] == 3
    assert facts.heat[5][0] == 2
    assert facts.heat[0][22] == 1
    assert (facts.windows[0].weekday, facts.windows[0].from_hour) == (4, 22)
    assert facts.trend == Trend.NEW


@pytest.mark.parametrize(
    ("recent", "before", "trend"),
    [(0, 3, Trend.QUIET), (1, 12, Trend.FADES), (12, 1, Trend.GROWS), (4, 4, Trend.STEADY)],
)
def test_a_place_says_whether_it_fades(
    authority: Authority, recent: int, before: int, trend: Trend
) -> None:
    version = make_category(authority)
    now = MORNING + timedelta(days=400)
    first = make_report(authority, version=version, at=now - timedelta(days=200))
    reports = [first] + [
        make_report(authority, version=version, at=now - timedelta(days=120, hours=number))
        for number in range(before)
    ]
    reports += [
        make_report(authority, version=version, at=now - timedelta(days=9, hours=number))
        for number in range(recent)
    ]
    place = make_problem_place(authority, reports, at=now)
    assert facts_of(place, now).trend == trend


def test_enough_reports_of_enough_people_force_a_review(
    authority: Authority, coordinator: User
) -> None:
    reports = [make_report(authority, person_key=f"p{number}") for number in range(4)]
    place = make_problem_place(authority, reports, by=coordinator)
    assert place.review_due_on is None

    confirm(reports[0], "somebody else")
    clock.set_reviews(authority=authority, at=MORNING)
    place.refresh_from_db()
    # Twenty working days after Monday 2 March 2026.
    assert place.review_due_on == date(2026, 3, 30)
    due = place.events.get(kind=PlaceEventKind.REVIEW_DUE)
    assert (due.reports, due.people, due.by) == (5, 5, None)

    place = problem_places.review(
        place=place,
        seen=place.revision,
        held_on=MORNING.date(),
        bodies=[make_body(authority=authority)],
        text="Patrole w piątki.",
        by=coordinator,
        at=MORNING,
    )
    assert place.review_due_on is None
    assert clock.set_reviews(authority=authority, at=MORNING + timedelta(days=1)) == 0


def test_many_reports_of_one_person_force_nothing(authority: Authority, coordinator: User) -> None:
    reports = [make_report(authority, person_key="the same") for _ in range(6)]
    assert make_problem_place(authority, reports, by=coordinator).review_due_on is None


def test_the_clock_opens_a_place_where_nobody_has(authority: Authority) -> None:
    version = make_category(authority)
    for number in range(5):
        make_report(authority, version=version, latitude=HERE[0] + number * 1e-5)
    make_report(authority, latitude=HERE[0] + 0.05)

    assert clock.find_places(authority=authority, at=MORNING + timedelta(hours=1)) == 1
    place = ProblemPlace.objects.get()
    assert (place.name, place.reports.count()) == ("Picie alkoholu, Rejon 12", 5)
    assert place.review_due_on is not None
    assert place.events.get(number=1).by is None

    later = make_report(authority, version=version, at=MORNING + timedelta(hours=2))
    assert clock.find_places(authority=authority, at=MORNING + timedelta(hours=3)) == 0
    later.refresh_from_db()
    assert later.place == place


def test_a_result_reaches_everybody_who_reported(authority: Authority, coordinator: User) -> None:
    place = make_problem_place(authority, by=coordinator)
    place = problem_places.say_tried(
        place=place, text="Wewnętrzne.", is_public=False, by=coordinator, at=MORNING
    )
    place = problem_places.tell_result(
        place=place, text="Stoi latarnia.", by=coordinator, at=MORNING
    )
    place = problem_places.end(
        place=place,
        seen=place.revision,
        is_solved=True,
        text="Spokój od miesiąca.",
        by=coordinator,
        at=MORNING,
    )
    assert place.state == PlaceState.SOLVED
    assert [one.text for one in public_events(place)] == ["Spokój od miesiąca.", "Stoi latarnia."]
    with pytest.raises(WrongState):
        problem_places.say_tried(place=place, text="x", is_public=True, by=coordinator, at=MORNING)
    place = problem_places.reopen_place(
        place=place, seen=place.revision, text="Znowu.", by=coordinator, at=MORNING
    )
    assert place.state == PlaceState.OPEN


def test_everybody_who_left_an_address_gets_a_letter_once(
    authority: Authority, coordinator: User
) -> None:
    anna = make_report(authority, contact=Contact("Anna", "anna@example.org"))
    again = make_report(authority, contact=Contact("Anna", "anna@example.org"))
    nobody = make_report(authority)
    place = make_problem_place(authority, [anna, again, nobody], by=coordinator)
    confirming.confirm(
        report=nobody,
        is_there=True,
        person_key="jan",
        form_key="jan",
        email="jan@example.org",
        language="pl",
        at=MORNING,
    )
    problem_places.tell_result(place=place, text="Stoi latarnia.", by=coordinator, at=MORNING)
    told = Notice.objects.filter(to__in=("anna@example.org", "jan@example.org"))
    assert sorted(told.values_list("to", flat=True)) == ["anna@example.org", "jan@example.org"]
    assert all("Stoi latarnia." in one.text for one in told)


def test_who_comes_second_is_told(authority: Authority, coordinator: User) -> None:
    place = make_problem_place(authority, by=coordinator)
    seen = place.revision
    problem_places.show(place=place, seen=seen, is_public=True, by=coordinator, at=MORNING)
    with pytest.raises(problem_places.PlaceChangedMeanwhile):
        problem_places.show(place=place, seen=seen, is_public=False, by=coordinator, at=MORNING)


def test_strangers_and_other_bodies_change_nothing(authority: Authority, coordinator: User) -> None:
    place = make_problem_place(authority, by=coordinator)
    body = make_body(authority=authority)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    stranger = make_member(role=Role.COORDINATOR)
    for somebody in (officer, stranger):
        with pytest.raises(NotAllowed):
            problem_places.tell_result(place=place, text="x", by=somebody, at=MORNING)
    with pytest.raises(NotAllowed):
        make_problem_place(authority, by=stranger)


def test_a_foreign_report_cannot_join(authority: Authority, coordinator: User) -> None:
    foreign = make_report(make_authority(country="PL"))
    with pytest.raises(NotAllowed):
        make_problem_place(authority, [make_report(authority), foreign], by=coordinator)
    with pytest.raises(problem_places.ReportsElsewhere):
        make_problem_place(authority, [make_report(authority), foreign], by=None)


def test_the_journal_holds_no_name_of_a_place(authority: Authority, coordinator: User) -> None:
    place = make_problem_place(authority, by=coordinator, name="U Nowaka, Ogrodowa 3")
    problem_places.rename(
        place=place,
        seen=place.revision,
        name="Ogrodowa",
        body=None,
        by=coordinator,
        at=MORNING,
    )
    told = Entry.objects.filter(fact__startswith="reports.place.")
    assert told.filter(fact="reports.place.changed").exists()
    assert not [one for one in told if "Ogrodowa" in str(one.payload)]
