"""Others say that what was closed is still there: the staff hear of it, and then it opens again."""

from datetime import timedelta

import pytest

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.reports.models import Outcome, Report, ReportState
from prevenio.reports.operations import clock, working
from prevenio.reports.operations.confirming import OPENS_AGAIN, confirm
from prevenio.reports.operations.erasing import erase_report
from prevenio.reports.tests.factories import MORNING, make_report

LATER = MORNING + timedelta(days=1)


def close(report: Report, by: User, outcome: str = Outcome.SOLVED) -> Report:
    report.refresh_from_db()
    return working.close(
        report=report, seen=report.revision, outcome=outcome, text="Tak.", by=by, at=LATER
    )


def say(report: Report, person: str, *, is_there: bool = True, days: int = 2) -> Report:
    confirm(
        report=report,
        is_there=is_there,
        person_key=person,
        form_key=f"{person}-{is_there}-{days}",
        language="pl",
        at=MORNING + timedelta(days=days),
    )
    report.refresh_from_db()
    return report


@pytest.mark.parametrize("outcome", [Outcome.SOLVED, Outcome.NOT_CONFIRMED, Outcome.NO_MEANS])
def test_so_many_people_open_it_again(
    authority: Authority, coordinator: User, outcome: str
) -> None:
    report = make_report(authority)
    say(report, "before", days=0)
    report = close(report, coordinator, outcome)
    for number in range(OPENS_AGAIN - 1):
        assert say(report, f"person-{number}").state == ReportState.CLOSED
    # The same one again, and who says that it is gone, change nothing.
    say(report, "person-0", days=3)
    assert say(report, "other", is_there=False).state == ReportState.CLOSED

    assert say(report, "last").state == ReportState.VERIFYING
    assert (report.outcome, report.closed_at) == ("", None)


def test_the_staff_hear_of_the_first(authority: Authority, coordinator: User) -> None:
    report = close(make_report(authority), coordinator)
    say(report, "person", days=2)
    Notice.objects.all().delete()
    for _again in range(2):
        clock.tell_again(authority=authority, at=MORNING + timedelta(days=2, minutes=15))
    assert list(Notice.objects.values_list("to", flat=True)) == [coordinator.email]


@pytest.mark.parametrize("outcome", [Outcome.SPAM, Outcome.MISTAKE])
def test_what_was_no_report_stays_closed(
    authority: Authority, coordinator: User, outcome: str
) -> None:
    report = close(make_report(authority), coordinator, outcome)
    for number in range(OPENS_AGAIN):
        say(report, f"person-{number}")
    assert report.state == ReportState.CLOSED


def test_what_was_erased_stays_closed(authority: Authority, coordinator: User) -> None:
    report = close(make_report(authority), coordinator)
    erase_report(report=report, seen=report.revision, by=coordinator, at=LATER)
    for number in range(OPENS_AGAIN):
        say(report, f"person-{number}")
    assert report.state == ReportState.CLOSED
