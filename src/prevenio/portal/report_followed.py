"""Where a report goes on that was joined with another one, or split into several."""

from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.portal.report_public import PublicState, state_of
from prevenio.portal.report_steps import Shown, steps_of
from prevenio.reports.forms.receipt import StillForm
from prevenio.reports.models import EventKind, Outcome, Report, ReportEvent, TextKind
from prevenio.reports.queries.families import parts_of

# What was said between the staff and whoever reported; a part is as much theirs as the whole was.
_TO_REPORTER = (TextKind.ANSWER, TextKind.ASKING_BACK, TextKind.MESSAGE)


@dataclass(frozen=True, slots=True)
class Followed:
    """The report that one was joined with, or a part of it: how it stands and what was said."""

    report: Report
    is_part: bool
    is_mine: bool
    """Whether it is a part of what the reader sent."""
    state: PublicState
    steps: Sequence[Shown]
    events: Sequence[ReportEvent]
    still: StillForm | None = None
    """Where it can be said that this part is not solved; None where that is not asked."""


def followed_of(report: Report, *, is_reporter: bool) -> Sequence[Followed]:
    """What to look at instead of a report that ended by being joined or split.

    Two statements, one more for each time that a part was split again, none for other reports. Of
    what somebody else sent only the results are read, and only those since the reports are one.
    """
    rows = Report.objects.select_related("authority", "version", "category", "place")
    is_part = report.merged_into_id is None
    whole = report if report.merged_into_id is None else rows.get(pk=report.merged_into_id)
    parts = [one for one in parts_of(whole, rows) if one.outcome != Outcome.SPLIT]
    found = parts if is_part else parts or [whole]
    if not found:
        return ()
    said = ReportEvent.objects.filter(report__in=found, text__kind__in=_TO_REPORTER)
    if not (is_part and is_reporter):
        said = said.filter(
            kind=EventKind.CLOSED, text__kind=TextKind.ANSWER, at__gte=report.closed_at
        )
    told = list(said.select_related("text").order_by("number"))
    return [
        Followed(
            one,
            is_part=is_part,
            is_mine=is_part and is_reporter,
            state=state_of(one),
            steps=steps_of(one, exactly=is_part and is_reporter),
            events=[event for event in told if event.report_id == one.pk],
        )
        for one in found
    ]
