"""The clock ends a wait for the resident: nobody's question stops the days of a report for good."""

from datetime import datetime, timedelta

from django.db import transaction

from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reports import letters
from prevenio.reports.letters import Occasion
from prevenio.reports.models import EventKind, Report, ReportState
from prevenio.reports.operations.steps import locked, take_step

# Twice what Polish law leaves at least to mend a request (Code of Administrative Procedure,
# art. 64): time enough to read a receipt.
LONGEST_WAIT = timedelta(days=14)


@transaction.atomic
def end_waits(*, authority: Authority, at: datetime) -> int:
    """Let reports go on whose question nobody has answered for so long; how many went on.

    Their bodies get one letter each: it is their turn again. A reply still counts later.
    """
    last = today_in(authority, at) - LONGEST_WAIT
    rows = Report.objects.filter(authority=authority, state=ReportState.WAITING, paused_on__lt=last)
    gone_on = [one for row in rows.order_by("pk") if (one := _gone_on(row, at)) is not None]
    by_body: dict[int | None, list[Report]] = {}
    for report in gone_on:
        by_body.setdefault(report.body_id, []).append(report)
    for some in by_body.values():
        letters.write_about(authority, some[0].body, some, Occasion.AGAIN, at=at)
    return len(gone_on)


def _gone_on(report: Report, at: datetime) -> Report | None:
    """The report with its days going on; None where the reply came in this moment."""
    report = locked(report)
    if report.state != ReportState.WAITING:
        return None
    return take_step(report, EventKind.RESUMED, by=None, at=at)
