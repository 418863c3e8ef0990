"""Whether days are kept: nobody looks better by not answering, and small numbers say nothing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import CategoryVersion, Outcome, Report, ReportClass
from prevenio.reports.operations import working
from prevenio.reports.queries.punctuality import (
    Kept,
    all_in_all,
    punctuality_by,
    shown_rows,
)
from prevenio.reports.tests.factories import MORNING, make_category, make_partner, make_report

# Received on Monday 2 March 2026: read by the 4th, verified by the 9th, acted on by the 23rd.
FIRST = date(2026, 2, 1)


@pytest.fixture
def authority(db: None) -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def kept(authority: Authority, today: date) -> list[Kept]:
    found = punctuality_by("category_id", authority=authority, first=FIRST, today=today)
    return list(all_in_all(found))


def read(report: Report, by: User, at: datetime) -> Report:
    return working.read(report=report, seen=report.revision, by=by, at=at)


def test_in_time_late_and_open_late_are_told_apart(authority: Authority, coordinator: User) -> None:
    version = make_category(authority)
    first, second, _third = (make_report(authority, version=version) for _ in range(3))
    read(first, coordinator, MORNING + timedelta(days=2))
    read(second, coordinator, MORNING + timedelta(days=3))

    steps = kept(authority, date(2026, 3, 5))
    assert steps[0] == Kept(in_time=1, late=1, open_late=1)
    assert steps[1] == Kept(0, 0, 0), "what is not due yet is left out"
    assert kept(authority, date(2026, 3, 10))[1] == Kept(0, 0, 3)


def test_whoever_never_answers_has_nothing_in_time(authority: Authority) -> None:
    version = make_category(authority)
    for _ in range(6):
        make_report(authority, version=version)
    steps = kept(authority, date(2026, 4, 1))
    assert [one.percent for one in steps] == [0, 0, 0]
    assert steps[0].open_late == 6


def test_while_the_resident_is_asked_nothing_is_late(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    working.ask_back(report=report, seen=report.revision, text="Gdzie?", by=coordinator, at=MORNING)
    steps = kept(authority, date(2026, 5, 1))
    assert steps[0] == Kept(1, 0, 0)
    assert steps[1] == Kept(0, 0, 0)


def test_what_was_late_when_the_resident_was_asked_stays_late(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    late = MORNING + timedelta(days=30)
    working.ask_back(report=report, seen=report.revision, text="Gdzie?", by=coordinator, at=late)

    assert kept(authority, date(2026, 9, 1)) == [Kept(0, 1, 0), Kept(0, 0, 1), Kept(0, 0, 1)]


def test_what_was_late_when_it_was_asked_back_or_passed_on_stays_late(
    authority: Authority, coordinator: User
) -> None:
    saturday, monday = datetime(2026, 3, 7, 9, tzinfo=UTC), datetime(2026, 3, 9, 9, tzinfo=UTC)
    received = datetime(2026, 2, 27, 9, tzinfo=UTC)
    asked, passed = (make_report(authority, at=received) for _ in range(2))
    assert asked.verify_due_on == date(2026, 3, 6)
    asked = working.ask_back(
        report=asked, seen=asked.revision, text="Gdzie?", by=coordinator, at=saturday
    )
    working.pass_to_partner(
        report=passed,
        seen=passed.revision,
        body=make_body(authority=authority, email="partner@example.org"),
        due_on=date(2029, 1, 1),
        reason="Droga powiatowa",
        by=coordinator,
        at=saturday,
    )
    assert kept(authority, date(2026, 3, 20))[1] == Kept(0, 0, 2)

    # Asked back on a Saturday and answered on Monday: its day of Friday would move to Monday.
    asked = working.go_on(report=asked, seen=asked.revision, by=coordinator, at=monday)
    working.confirm(report=asked, seen=asked.revision, by=coordinator, at=monday)
    assert kept(authority, date(2026, 3, 20))[1] == Kept(0, 1, 1)


def test_a_partner_who_lets_the_day_pass_is_late(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    working.pass_to_partner(
        report=report,
        seen=report.revision,
        body=make_body(authority=authority, email="partner@example.org"),
        due_on=date(2026, 4, 10),
        reason="Wy.",
        by=coordinator,
        at=MORNING,
    )

    assert kept(authority, date(2026, 4, 10))[1] == Kept(0, 0, 0)
    assert kept(authority, date(2026, 4, 11))[1] == Kept(0, 0, 1)


def test_what_a_partner_leaves_undone_is_late_in_every_step(
    authority: Authority, coordinator: User
) -> None:
    # Its own days are the 4th, the 9th and the 23rd of March.
    report = make_report(authority)
    working.pass_to_partner(
        report=report,
        seen=report.revision,
        body=make_partner(authority),
        due_on=date(2026, 3, 12),
        reason="Droga powiatowa",
        by=coordinator,
        at=MORNING,
    )

    def open_late(today: date) -> list[int]:
        return [one.open_late for one in kept(authority, today)]

    assert open_late(date(2026, 3, 12)) == [0, 0, 0]
    assert open_late(date(2026, 3, 13)) == [0, 1, 0]
    assert open_late(date(2026, 3, 24)) == [0, 1, 1]


def test_opening_and_closing_again_makes_nothing_better(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    late = MORNING + timedelta(days=90)

    def closed(report: Report) -> Report:
        said, outcome = "Naprawiono.", Outcome.SOLVED
        seen = report.revision
        return working.close(
            report=report, seen=seen, outcome=outcome, text=said, by=coordinator, at=late
        )

    report = closed(report)
    report = working.reopen(
        report=report, seen=report.revision, reason="Jeszcze.", by=coordinator, at=late
    )
    closed(report)

    assert kept(authority, date(2026, 7, 1)) == [Kept(0, 1, 0)] * 3


def test_what_was_no_report_counts_for_nothing(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    working.close(
        report=report,
        seen=report.revision,
        outcome=Outcome.SPAM,
        text="",
        by=coordinator,
        at=MORNING,
    )
    make_report(authority, version=make_category(authority, data_class=ReportClass.INTERNAL))
    assert kept(authority, date(2026, 5, 1)) == [Kept(0, 0, 0)] * 3


def test_few_reports_say_nothing_and_cannot_be_worked_out(authority: Authority) -> None:
    many, enough, few = (make_category(authority) for _ in range(3))
    for version, number in ((many, 9), (enough, 6), (few, 2)):
        for _ in range(number):
            make_report(authority, version=version)
    found = punctuality_by("category_id", authority=authority, first=FIRST, today=date(2026, 5, 1))
    names: dict[int | None, str] = {
        one.category_id: one.category.code for one in CategoryVersion.objects.all()
    }
    rows, hidden = shown_rows(found, names)
    # With the sum of all, one row alone that is left out would be known: the next one goes too.
    assert [one.key for one in rows] == [many.category_id]
    assert hidden == 2


@pytest.mark.parametrize(
    ("judged", "shown"),
    [
        ((9, 6, 2), (9, None, None)),
        ((9, 6, 2, 1), (9, None, None, None)),
        ((9, 6, 2, 4), (9, 6, None, None)),
        ((9, 6, 3, 4), (9, None, None, None)),
        ((9, 4, 4), (None, None, None)),
        ((9, 6, 4, 4, 4), (9, None, None, None, None)),
        ((5, 1), (None, None)),
        ((9, 6, 0), (9, 6, None)),
        ((2,), (None,)),
    ],
)
def test_no_small_number_of_a_step_is_left_over_from_the_sum(
    judged: tuple[int, ...], shown: tuple[int | None, ...]
) -> None:
    found: dict[int | None, Sequence[Kept]] = {
        key: (Kept(20, 0, 0), Kept(20, 0, 0), Kept(n, 0, 0)) for key, n in enumerate(judged)
    }

    rows, hidden = shown_rows(found, {key: str(key) for key in found})

    assert hidden == 0
    assert tuple(one.act.percent and one.act.judged for one in rows) == shown


def test_a_step_that_cannot_be_summed_up_is_told_in_no_table() -> None:
    def told(*judged: int) -> dict[int | None, Sequence[Kept]]:
        return {
            key: [Kept(20, 0, 0), Kept(20, 0, 0), Kept(n, 0, 0)] for key, n in enumerate(judged)
        }

    categories, bodies = told(5, 1), told(6)
    names: dict[int | None, str] = {0: "a", 1: "b"}

    assert [one.is_small for one in all_in_all(categories, beside=bodies)] == [False, False, True]
    # One body has all of them: it would tell the sum.
    for found, beside in ((categories, bodies), (bodies, categories)):
        rows, _hidden = shown_rows(found, names, beside=beside)
        assert [one.act.percent for one in rows] == [None] * len(found)
        assert [one.read.percent for one in rows] == [100] * len(found)


def test_bodies_answer_for_what_is_with_them(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    body = make_body(authority=authority)
    working.hand_over(
        report=report, seen=report.revision, body=body, reason="Ich.", by=coordinator, at=MORNING
    )
    found = punctuality_by("body_id", authority=authority, first=FIRST, today=date(2026, 5, 1))
    assert set(found) == {body.pk}
