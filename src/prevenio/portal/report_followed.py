"""Where a report goes on that was joined with another one, or split into several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from prevenio.portal.report_public import PublicState, state_of
from prevenio.portal.report_steps import Shown, steps_of
from prevenio.reports.forms.receipt import StillForm
from prevenio.reports.models import (
    EventKind,
    Outcome,
    PlaceEvent,
    Report,
    ReportEvent,
    TextKind,
)
from prevenio.reports.queries.families import GOES_ON, NO_REPORT, onward_of

# What was said between the staff and whoever reported; a part is as much theirs as the whole was.
_TO_REPORTER = (TextKind.ANSWER, TextKind.ASKING_BACK, TextKind.MESSAGE)


@dataclass(frozen=True, slots=True)
class Followed:
    """The report that one was joined with, or a part of it: how it stands and what was said.

    A part that was joined with another report stands as that one does.
    """

    report: Report
    is_part: bool
    is_mine: bool
    """Whether it is a part of what the reader sent."""
    state: PublicState
    steps: Sequence[Shown]
    events: Sequence[ReportEvent]
    still: StillForm | None = None
    """Where it can be said that this part is not solved; None where that is not asked."""


def followed_of(
    report: Report, onward: Sequence[Report], *, is_reporter: bool
) -> Sequence[Followed]:
    """What to look at instead of a report that ended by being joined or split.

    `onward` is all `beyond` it. One statement, none for other reports. Of what somebody else sent
    only the results are read, and only those since the reports are one.
    """
    is_part = report.merged_into_id is None
    is_mine = is_part and is_reporter
    shown = _parts_in(report, onward) if is_part else onward
    left_out = (Outcome.SPLIT,) if is_part else GOES_ON
    shown = [one for one in shown if one.outcome not in left_out]
    if not shown:
        return ()
    told, since = _told_in(onward, shown if is_mine else ()), _since(report, onward)
    return [
        Followed(
            one,
            is_part=is_part,
            is_mine=is_mine,
            state=state_of(_stands_as(one)),
            steps=steps_of(_stands_as(one), exactly=is_mine and one == _stands_as(one)),
            events=[
                *_said_of(one, told, None if is_mine else since[one.pk]),
                *_said_beyond(one, told, onward),
            ],
        )
        for one in shown
    ]


def beyond(report: Report) -> Sequence[Report]:
    """All that a report goes on as, with what is shown of it."""
    return onward_of(report, Report.objects.select_related("authority", "version", "category"))


def told_along(report: Report, onward: Sequence[Report]) -> Sequence[PlaceEvent]:
    """What is done about the places of a report and of all that it goes on as, oldest first.

    One statement, none where there is no place.
    """
    said = [one for one in (report, *onward) if one.outcome not in NO_REPORT]
    places = {one.place_id for one in said} - {None}
    if not places:
        return ()
    rows = PlaceEvent.objects.filter(place__in=places, is_public=True)
    return list(rows.order_by("at", "place", "number"))


def _parts_in(report: Report, onward: Sequence[Report]) -> Sequence[Report]:
    """The parts and their parts; what one of them was joined with is none of them."""
    keys, found = {report.pk}, []
    # A part is younger than what it is a part of.
    for one in sorted(onward, key=lambda one: one.pk):
        if one.split_from_id in keys:
            keys.add(one.pk)
            found.append(one)
    return found


def _stands_as(report: Report) -> Report:
    return report.merged_into or report


def _told_in(onward: Sequence[Report], mine: Sequence[Report]) -> Sequence[ReportEvent]:
    """The results of all, and what was talked about in those that are the reader's own."""
    rows = ReportEvent.objects.filter(report__in=onward, text__kind__in=_TO_REPORTER)
    is_result = Q(kind=EventKind.CLOSED, text__kind=TextKind.ANSWER)
    rows = rows.filter(is_result | Q(report__in=mine)).select_related("text")
    return list(rows.order_by("at", "number"))


def _said_of(
    report: Report, told: Sequence[ReportEvent], since: datetime | None
) -> Sequence[ReportEvent]:
    own = [one for one in told if one.report_id == report.pk]
    return [one for one in own if since is None or one.at >= since]


def _said_beyond(
    report: Report, told: Sequence[ReportEvent], onward: Sequence[Report]
) -> Sequence[ReportEvent]:
    """What came of that with which a part was joined."""
    if report.merged_into is None:
        return ()
    since = _since(report, onward)
    results = [one for one in told if one.kind == EventKind.CLOSED and one.report_id in since]
    return [one for one in results if one.at >= since[one.report_id]]


def _since(report: Report, onward: Sequence[Report]) -> Mapping[int, datetime]:
    """Since when each of those that a report goes on as is one with it, by id."""
    found, known = {report.pk: report.closed_at or report.changed_at}, [report]
    for one in known:
        for other in onward:
            is_joined = other.pk == one.merged_into_id
            if other.pk in found or not (is_joined or other.split_from_id == one.pk):
                continue
            found[other.pk] = (is_joined and one.closed_at) or found[one.pk]
            known.append(other)
    return {key: moment for key, moment in found.items() if key != report.pk}
