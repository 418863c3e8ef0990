"""Whose voices a place counts, and which reports the clock lets into it."""

from datetime import date, timedelta
from typing import Any

import pytest

from prevenio.people import access
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.access import places_visible_to
from prevenio.reports.blurring import METRES_PER_DEGREE
from prevenio.reports.models import CategoryVersion, PlaceEventKind, ProblemPlace, Report
from prevenio.reports.operations import clock, confirming, problem_places, resident
from prevenio.reports.queries import place_list
from prevenio.reports.queries.place_page import months_of, names_of, reports_of
from prevenio.reports.queries.problem_places import (
    Trend,
    facts_of,
    places_to_review,
)
from prevenio.reports.queries.report import voices_of
from prevenio.reports.queries.similar import similar_to
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_problem_place,
    make_report,
    make_row,
)
from prevenio.reports.tests.families import merge

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


@pytest.fixture
def version(authority: Authority) -> CategoryVersion:
    return make_category(authority)


def confirm(report: Report, person: str, *, is_there: bool = True) -> None:
    confirming.confirm(
        report=report,
        is_there=is_there,
        person_key=person,
        form_key=f"{report.pk} by {person} {is_there}",
        language="pl",
        at=MORNING,
    )


def listed(by: User, authority: Authority) -> list[Any]:
    seen = places_visible_to(access.standing(by, authority, MORNING), authority)
    return list(place_list.listed(seen, MORNING.date()))


def test_joined_reports_go_on_speaking_wherever_people_are_counted(
    authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    first, second, third, beside = (make_report(authority, version=version) for _ in range(4))
    place = make_problem_place(authority, [first, second, third], by=coordinator)
    confirm(second, "neighbour")
    confirm(second, second.person_key)
    confirm(third, "passer-by", is_there=False)
    for one in (second, third, beside):
        merge(one, first, coordinator)

    facts = facts_of(place, MORNING)
    assert (facts.voices, facts.people, facts.still_there, facts.gone) == (6, 5, 2, 1)
    (row,) = listed(coordinator, authority)
    assert (row.report_count, row.people_count, row.newest) == (4, 5, MORNING)
    assert months_of(place, MORNING)[-1].number == facts.voices
    inside = {first, second, third}
    assert set(reports_of(place, Report.objects.all())) == inside
    # Five people, six voices: the next report forces the review.
    problem_places.join_reports(
        place=place, reports=[make_report(authority, version=version)], by=coordinator, at=MORNING
    )
    due = place.events.get(kind=PlaceEventKind.REVIEW_DUE)
    assert (due.reports, due.people) == (7, 6)


def test_the_report_counts_those_who_were_joined_with_it(
    authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    report, *others = (make_report(authority, version=version) for _ in range(4))
    confirm(others[0], "neighbour")
    confirm(others[0], "passer-by", is_there=False)
    confirm(report, report.person_key)
    for one in others:
        merge(one, report, coordinator)
    report.refresh_from_db()

    voices = voices_of(report)
    assert (voices.there, voices.gone) == (4, 1)
    (similar,) = similar_to(
        authority=authority,
        version=version,
        latitude=HERE[0],
        longitude=HERE[1],
        at=MORNING + HOUR,
    )
    assert similar.people == 5


def test_what_is_withdrawn_or_no_report_says_nothing(
    authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    reports = [make_report(authority, version=version) for _ in range(5)]
    place = make_problem_place(authority, reports[:4], by=coordinator)
    confirm(reports[0], "neighbour")
    for one in reports[:3]:
        resident.withdraw(report=one, at=MORNING)
    make_row(authority, version=version, state="CLOSED", outcome="SPAM", place=place)
    make_row(authority, version=version, state="HELD", place=place)

    facts = facts_of(place, MORNING)
    assert (facts.voices, facts.people) == (1, 1)
    (row,) = listed(coordinator, authority)
    assert (row.report_count, row.people_count) == (1, 1)
    problem_places.join_reports(place=place, reports=reports[4:], by=coordinator, at=MORNING)
    place.refresh_from_db()
    assert place.review_due_on is None


def test_confirmations_and_joined_reports_open_a_place(
    authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    old = make_report(authority, version=version, at=MORNING - 300 * DAY)
    confirm(old, "a")
    confirm(old, "b")
    merge(make_report(authority, version=version, person_key="c"), old, coordinator)
    make_report(authority, version=version, person_key="a")
    assert clock.find_places(authority=authority, at=MORNING + HOUR) == 0, "four voices"

    confirm(old, "c")
    assert clock.find_places(authority=authority, at=MORNING + HOUR) == 1
    place = ProblemPlace.objects.get()
    due = place.events.get(kind=PlaceEventKind.REVIEW_DUE)
    # What was said longer ago than the trigger's months counts for nothing: the old report itself.
    assert (due.reports, due.people) == (5, 3)
    assert place.reports.count() == 2


def test_the_clock_does_not_put_back_what_was_taken_out(
    authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    stays, other, joined = (make_report(authority, version=version) for _ in range(3))
    place = make_problem_place(authority, [stays, other, joined], by=coordinator)
    merge(joined, other, coordinator)
    problem_places.take_out(place=place, report=other, by=coordinator, at=MORNING)

    fresh = make_report(authority, version=version)
    clock.find_places(authority=authority, at=MORNING + HOUR)
    assert set(place.reports.all()) == {stays, fresh}
    assert facts_of(place, MORNING).people == 2

    problem_places.join_reports(place=place, reports=[other], by=coordinator, at=MORNING)
    other.refresh_from_db()
    assert (other.place, other.apart_from_places) == (place, [])
    assert facts_of(place, MORNING).people == 4


@pytest.mark.parametrize(
    ("first", "later", "taken_in"),
    [
        # Too far from its middle.
        ((0, 0, 0, 0, 0), (60, 120, 180, 240, 300), 2),
        # Near its middle, but it would reach too far.
        ((0, 120), (175, 240, 280), 2),
    ],
)
def test_a_place_does_not_creep_along_a_street(
    authority: Authority,
    coordinator: User,
    version: CategoryVersion,
    first: tuple[int, ...],
    later: tuple[int, ...],
    taken_in: int,
) -> None:
    def told(metres: int, days: int = 0) -> Report:
        north = HERE[0] + metres / METRES_PER_DEGREE
        return make_report(authority, version=version, latitude=north, at=MORNING + days * DAY)

    place = make_problem_place(authority, [told(one) for one in first], by=coordinator)
    for days, metres in enumerate(later, start=1):
        told(metres, days)
        clock.find_places(authority=authority, at=MORNING + days * DAY + HOUR)
    place.refresh_from_db()
    assert place.reports.count() == len(first) + taken_in
    assert place.radius <= 150


def test_the_clock_reads_thousands_of_reports_in_few_statements(
    authority: Authority, version: CategoryVersion, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        north = HERE[0] + number / 100
        make_row(authority, version=version, latitude=north)
    with django_assert_max_num_queries(7):
        clock.find_places(authority=authority, at=MORNING + HOUR)


def test_nothing_is_compared_before_the_earlier_span_was_watched_whole(
    authority: Authority, version: CategoryVersion
) -> None:
    now = MORNING + 400 * DAY
    days = (179, 91, *range(80, 0, -8))
    reports = [make_report(authority, version=version, at=now - day * DAY) for day in days]
    place = make_problem_place(authority, reports, at=now)
    facts = facts_of(place, now)
    assert (facts.recent, facts.before, facts.trend) == (10, 2, Trend.NEW)
    assert facts_of(place, now + 2 * DAY).trend == Trend.GROWS
    assert facts_of(place, now + 100 * DAY).trend == Trend.QUIET


def test_a_review_that_is_due_stands_first_until_the_place_ends(
    authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    usual = make_problem_place(authority, by=coordinator)
    reports = [make_report(authority, version=version) for _ in range(5)]
    urgent = make_problem_place(authority, reports, by=coordinator)
    assert listed(coordinator, authority) == [urgent, usual]
    standing = access.standing(coordinator, authority, MORNING)
    assert list(places_to_review(standing, authority)) == [urgent]

    due = urgent.review_due_on
    urgent.refresh_from_db()
    common: dict[str, Any] = {"by": coordinator, "at": MORNING}
    ended = problem_places.end(
        place=urgent, seen=urgent.revision, is_solved=True, text="Spokój.", **common
    )
    assert ended.review_due_on is None
    assert ended.events.get(kind=PlaceEventKind.SOLVED).due_on == due
    assert not places_to_review(standing, authority).exists()
    # Nobody has reviewed what forced it.
    problem_places.reopen_place(place=ended, seen=ended.revision, text="Znowu.", **common)
    assert clock.set_reviews(authority=authority, at=MORNING) == 1


def test_a_category_is_called_as_it_is_called_on_the_day(version: CategoryVersion) -> None:
    for year, name in ((2026, "Alkohol"), (2030, "Przyszła")):
        CategoryVersion.objects.create(
            category=version.category, first_day=date(year, 1, 1), names={"en": name}, position=1
        )
    key = version.category_id
    assert names_of([key], date(2025, 6, 1)) == {key: str(version)}
    assert names_of([key], date(2026, 6, 1)) == {key: "Alkohol"}
    assert names_of([key], date(2031, 6, 1)) == {key: "Przyszła"}
