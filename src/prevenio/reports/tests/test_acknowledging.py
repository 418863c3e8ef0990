"""Whoever left an address learns that the report has arrived."""

from datetime import timedelta

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Imprint, User
from prevenio.reports.models import Nature, Outcome, Report
from prevenio.reports.operations import joining, resident, working
from prevenio.reports.operations.acknowledging import acknowledge
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import MORNING, make_report
from prevenio.web.templatetags.parts import day

QUARTER = MORNING + timedelta(minutes=15)
EWA = Contact("Ewa Nowak", "ewa@example.org")


def close(report: Report, outcome: Outcome, text: str, by: User) -> None:
    seen = report.revision
    working.close(report=report, seen=seen, outcome=outcome, text=text, by=by, at=MORNING)


def test_a_report_with_an_address_gets_one_letter_that_does_not_say_what_was_reported(
    authority: Authority,
) -> None:
    Imprint.objects.create(authority=authority, phone="41 000 00 00")
    report = make_report(authority, contact=EWA, words="Sąsiad krzyczy", language="pl")
    make_report(authority, words="Bez adresu")
    make_report(authority, contact=EWA, doubt="links")

    assert acknowledge(authority=authority, at=QUARTER) == 1
    assert acknowledge(authority=authority, at=QUARTER + timedelta(hours=1)) == 0
    letter = Notice.objects.get()
    assert (letter.to, letter.forgets_reader) == ("ewa@example.org", True)
    assert report.reference in letter.subject
    assert "41 000 00 00" in letter.text
    assert "krzyczy" not in letter.text
    assert str(report.version) not in letter.text


def test_a_request_is_told_the_day_of_its_answer(authority: Authority) -> None:
    make_report(authority, contact=EWA, nature=Nature.REQUEST, language="en")
    acknowledge(authority=authority, at=QUARTER)
    text = Notice.objects.get().text.replace("\xa0", " ")
    assert "you get our answer by 23 March 2026" in text


def test_the_letter_goes_with_its_report_and_no_other(authority: Authority) -> None:
    report, other = (make_report(authority, contact=EWA) for _ in range(2))
    acknowledge(authority=authority, at=QUARTER)
    resident.withdraw(report=report, at=QUARTER)
    assert other.reference in Notice.objects.get().subject


def test_what_came_long_ago_needs_no_letter(authority: Authority) -> None:
    make_report(authority, contact=EWA)
    assert acknowledge(authority=authority, at=MORNING + timedelta(days=4)) == 0


def test_whoever_is_taken_for_spam_or_a_mistake_is_not_written_to(
    authority: Authority, coordinator: User
) -> None:
    outcomes = (Outcome.SPAM, Outcome.MISTAKE)
    first, second = (make_report(authority, contact=EWA, doubt="links") for _ in outcomes)
    joining.merge(report=second, into=first, seen=1, by=coordinator, at=MORNING)
    for outcome in outcomes:
        report = make_report(authority, contact=EWA)
        close(report, outcome, "", coordinator)
    first.refresh_from_db()
    close(first, Outcome.SPAM, "", coordinator)
    assert acknowledge(authority=authority, at=QUARTER) == 0


def test_who_has_the_result_needs_no_letter_and_who_was_joined_gets_it(
    authority: Authority, coordinator: User
) -> None:
    solved, joined = (make_report(authority, contact=EWA) for _ in range(2))
    close(solved, Outcome.SOLVED, "Naprawione", coordinator)
    other = make_report(authority, version=joined.version)
    joining.merge(report=joined, into=other, seen=1, by=coordinator, at=MORNING)
    assert acknowledge(authority=authority, at=QUARTER) == 1
    assert Notice.objects.filter(subject__contains=joined.reference).count() == 1


def test_what_was_held_over_days_is_acknowledged_once_let_through(
    authority: Authority, coordinator: User
) -> None:
    report, later = make_report(authority, contact=EWA, doubt="links"), MORNING + timedelta(days=4)
    assert acknowledge(authority=authority, at=QUARTER) == 0
    working.release(report=report, seen=1, by=coordinator, at=later)
    for hour in (1, 2):
        acknowledge(authority=authority, at=later + timedelta(hours=hour))
    letter = Notice.objects.get()
    assert report.reference in letter.subject
    assert day(report.read_due_on) not in letter.text, "that day has passed"
