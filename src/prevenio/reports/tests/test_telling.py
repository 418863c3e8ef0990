"""The staff are told of what needs them: once, in one letter, without a word of a resident."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member, make_user
from prevenio.reports.models import Outcome, Report, ReportReminder, ReportState
from prevenio.reports.operations import clock, joining, resident, working
from prevenio.reports.queries import untold
from prevenio.reports.tests.factories import MORNING, make_report

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)
WORDS = "Pan N. znowu tu stoi."


@pytest.fixture
def officer(authority: Authority, body: Body) -> User:
    reader = make_user(language="en")
    return make_member(authority=authority, role=Role.REPORTER, body=body, user=reader)


def with_body(authority: Authority, body: Body, **fields: Any) -> Report:
    report = make_report(authority, **fields)
    Report.objects.filter(pk=report.pk).update(body=body)
    report.refresh_from_db()
    return report


def brought_to(state: str, report: Report, by: User) -> Report:
    match state:
        case ReportState.WAITING:
            working.ask_back(report=report, seen=1, text="Kiedy?", by=by, at=MORNING)
        case ReportState.CLOSED:
            working.close(
                report=report, seen=1, outcome=Outcome.SOLVED, text="Tak", by=by, at=MORNING
            )
        case ReportState.VERIFYING:
            working.read(report=report, seen=1, by=by, at=MORNING)
    Notice.objects.all().delete()
    report.refresh_from_db()
    return report


def told(authority: Authority, at: datetime) -> list[tuple[str, str]]:
    """Whom the clock writes to, and what about."""
    Notice.objects.all().delete()
    clock.tell_of_new(authority=authority, at=at)
    clock.tell_again(authority=authority, at=at)
    letters = list(Notice.objects.order_by("pk"))
    assert not any(WORDS in str(vars(one)) for one in letters)
    return [(one.to, one.subject) for one in letters]


def test_what_was_held_is_new_when_it_is_let_through(
    authority: Authority, body: Body, coordinator: User, officer: User
) -> None:
    report = with_body(authority, body, doubt="links")
    assert [to for to, _subject in told(authority, MORNING)] == [coordinator.email]
    assert told(authority, MORNING + QUARTER) == []
    at = MORNING + timedelta(days=9)
    working.release(report=report, seen=1, by=coordinator, at=at)

    assert [to for to, _subject in told(authority, at + QUARTER)] == [officer.email]
    assert told(authority, at + 2 * QUARTER) == []


def test_the_clock_says_nothing_of_what_was_just_handed_over(
    authority: Authority, body: Body, coordinator: User, officer: User
) -> None:
    for report in [make_report(authority) for _ in range(3)]:
        working.hand_over(
            report=report, seen=1, body=body, reason="Wasze", by=coordinator, at=MORNING
        )
    new = with_body(authority, body)

    assert len(told(authority, MORNING + QUARTER)) == 1
    assert list(new.reminders.values_list("occasion", flat=True)) == ["new"]


@pytest.mark.parametrize("act", ["reply", "message", "not_solved"])
def test_a_body_hears_once_of_what_needs_it_again(
    authority: Authority, body: Body, coordinator: User, officer: User, act: str
) -> None:
    state = ReportState.WAITING if act == "reply" else ReportState.CLOSED
    report = brought_to(state, with_body(authority, body), coordinator)
    does = resident.say_not_solved if act == "not_solved" else resident.add_message
    at = MORNING + timedelta(days=1)
    does(report=report, text=WORDS, at=at)
    if act == "message":
        resident.add_message(report=report, text=f"{WORDS} Jeszcze raz.", at=at)

    letter = (officer.email, "1 report of residents needs you again")
    assert told(authority, at + QUARTER) == [letter]
    assert told(authority, at + 2 * QUARTER) == []
    later = at + timedelta(days=1)
    report.refresh_from_db()
    brought_to_close(report, coordinator, at)
    resident.add_message(report=report, text="Nadal", at=later)
    assert told(authority, later) == [letter]


def brought_to_close(report: Report, by: User, at: datetime) -> None:
    if report.state != ReportState.CLOSED:
        working.close(
            report=report,
            seen=report.revision,
            outcome=Outcome.NO_MEANS,
            text="Nie",
            by=by,
            at=at + 3 * QUARTER,
        )


def test_many_reports_are_one_letter_and_take_one_statement(
    authority: Authority,
    body: Body,
    coordinator: User,
    officer: User,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(3):
        report = brought_to(ReportState.CLOSED, with_body(authority, body), coordinator)
        resident.add_message(report=report, text=WORDS, at=MORNING)
    with django_assert_num_queries(1):
        assert len(untold.calls(authority, MORNING)) == 3
    assert told(authority, MORNING) == [(officer.email, "3 reports of residents need you again")]


def test_nobody_is_told_of_what_is_in_hand(
    authority: Authority, body: Body, coordinator: User, officer: User
) -> None:
    """Of a report that is being worked on, of what somebody has seen since, of what is long ago."""
    worked_on = brought_to(ReportState.VERIFYING, with_body(authority, body), coordinator)
    seen = brought_to(ReportState.CLOSED, with_body(authority, body), coordinator)
    old = brought_to(ReportState.CLOSED, with_body(authority, body), coordinator)
    for report in (worked_on, seen, old):
        resident.add_message(report=report, text=WORDS, at=MORNING)
    working.note(report=seen, text="Oddzwonić", by=coordinator, at=MORNING)
    Report.objects.filter(pk=old.pk).update(changed_at=MORNING - timedelta(days=4))

    assert told(authority, MORNING) == []


def test_the_bureau_hears_of_what_goes_on_alone(
    authority: Authority, body: Body, coordinator: User
) -> None:
    """The report that others were joined with is withdrawn; the rest has nobody."""
    withdrawn, joined = make_report(authority), make_report(authority)
    joining.merge(report=joined, into=withdrawn, seen=1, by=coordinator, at=MORNING)
    working.read(report=withdrawn, seen=2, by=coordinator, at=MORNING)
    resident.withdraw(report=withdrawn, at=MORNING)

    assert [to for to, _subject in told(authority, MORNING)] == [coordinator.email]


def test_the_bureau_hears_of_held_reports_in_the_letter_of_its_own(
    authority: Authority, coordinator: User
) -> None:
    make_report(authority)
    make_report(authority, doubt="links")

    assert [to for to, _subject in told(authority, MORNING)] == [coordinator.email]
    assert Notice.objects.get().subject.startswith("2 ")
    assert {one.occasion for one in ReportReminder.objects.all()} == {"new", "held"}


def reminded(authority: Authority, day: str) -> set[str]:
    """Whom the clock reminds on a day of one report."""
    Notice.objects.all().delete()
    clock.remind(authority=authority, at=datetime.fromisoformat(f"{day}T09:00:00+00:00"))
    assert all(one.subject.startswith("1 ") for one in Notice.objects.all())
    assert Notice.objects.count() == Notice.objects.values("to").distinct().count()
    return set(Notice.objects.values_list("to", flat=True))


def test_what_is_late_with_a_partner_is_told_to_the_partner_too(
    authority: Authority, body: Body, coordinator: User, officer: User
) -> None:
    partner = make_body(authority=authority, email="partner@example.org")
    report = with_body(authority, body)
    working.pass_to_partner(
        report=report,
        seen=1,
        body=partner,
        due_on=date(2026, 3, 4),
        reason="Wasza droga",
        by=coordinator,
        at=MORNING,
    )
    assert [one.to for one in Notice.objects.all()] == ["partner@example.org"]

    assert reminded(authority, "2026-03-04") == set()
    assert reminded(authority, "2026-03-05") == {"partner@example.org", officer.email}
    assert reminded(authority, "2026-03-06") == set()


def test_what_stays_late_goes_up_once_and_once_more(
    authority: Authority, body: Body, coordinator: User
) -> None:
    head = make_user(language="en")
    make_member(authority=authority, role=Role.HEAD_OF_BUREAU, user=head)
    with_body(authority, body)

    reminded(authority, "2026-03-05")
    assert reminded(authority, "2026-03-09") == {coordinator.email}
    assert reminded(authority, "2026-03-13") == set()
    assert reminded(authority, "2026-03-16") == {head.email}
    assert reminded(authority, "2026-03-17") == set()


def test_where_nobody_leads_the_bureau_the_coordinators_are_told_once_more(
    authority: Authority, body: Body, coordinator: User
) -> None:
    with_body(authority, body)
    for day in ("2026-03-05", "2026-03-09"):
        reminded(authority, day)
    assert reminded(authority, "2026-03-16") == {coordinator.email}
