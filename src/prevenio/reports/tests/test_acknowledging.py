"""Whoever left an address learns that the report has arrived."""

from datetime import timedelta

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Imprint
from prevenio.reports.models import Nature
from prevenio.reports.operations import resident
from prevenio.reports.operations.acknowledging import acknowledge
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import MORNING, make_report

QUARTER = MORNING + timedelta(minutes=15)
EWA = Contact("Ewa Nowak", "ewa@example.org")


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
