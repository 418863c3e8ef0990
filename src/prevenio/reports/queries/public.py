"""Single reports as residents may see them: the blurred point, the day, the public words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, QuerySet

from prevenio.journal.models import ChainHead
from prevenio.people.models import Authority
from prevenio.reports.blurring import NEVER
from prevenio.reports.models import (
    OPEN_STATES,
    UNSEEN_OUTCOMES,
    UNSEEN_STATES,
    Outcome,
    Report,
    ReportClass,
    ReportState,
)
from prevenio.reports.queries.similar import public_reports
from prevenio.reports.states import OUTCOMES, STATES

OPEN, CLOSED = "open", "closed"
# What a report can be asked for by; a report that has ended is known by its outcome.
STATES_SHOWN: Mapping[str, Q] = {
    OPEN: Q(state__in=OPEN_STATES),
    CLOSED: Q(state=ReportState.CLOSED),
    "received": Q(state=ReportState.RECEIVED),
    "verifying": Q(state=ReportState.VERIFYING),
    "waiting": Q(state=ReportState.WAITING),
    "with_partner": Q(state=ReportState.WITH_PARTNER),
    "confirmed": Q(state=ReportState.CONFIRMED),
    "solved": Q(outcome=Outcome.SOLVED),
    "passed_on": Q(outcome=Outcome.PASSED_ON),
    "not_confirmed": Q(outcome=Outcome.NOT_CONFIRMED),
    "no_means": Q(outcome=Outcome.NO_MEANS),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map in WGS84 degrees, all sides included."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which reports are asked for; what is empty narrows nothing. Days are both included."""

    categories: Collection[str] = ()
    state: str = ""
    first: date | None = None
    last: date | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """How a report stands: its key for machines, its words for people, the mark of the map."""

    key: str
    words: str
    mark: str


def public_from(report: Report) -> datetime | None:
    """From when residents see a report that stands as it does; None where they never do."""
    is_hidden = (
        report.version.data_class != ReportClass.PUBLIC
        or report.state in UNSEEN_STATES
        or report.outcome in UNSEEN_OUTCOMES
        or report.public_at >= NEVER
    )
    return None if is_hidden else report.public_at


def shown_reports(authority: Authority, chosen: Chosen, at: datetime) -> QuerySet[Report]:
    """The public reports that are asked for, with what residents read of them.

    The newest day first, and in no order within a day: whoever knows the hour of some reports, such
    as the own ones, would else learn that of those between them.
    """
    rows = narrowed(public_reports(authority, at), chosen, ZoneInfo(authority.time_zone))
    return rows.select_related("version", "category").order_by("-received_on", "key")


def narrowed(rows: QuerySet[Report], chosen: Chosen, zone: ZoneInfo) -> QuerySet[Report]:
    """Only what is asked for. By whole days: nobody learns at what hour a report came."""
    if chosen.categories:
        rows = rows.filter(category__code__in=chosen.categories)
    if chosen.state:
        rows = rows.filter(STATES_SHOWN[chosen.state])
    if chosen.first is not None:
        rows = rows.filter(received_at__gte=datetime.combine(chosen.first, time(), zone))
    if chosen.last is not None:
        behind = chosen.last + timedelta(days=1)
        rows = rows.filter(received_at__lt=datetime.combine(behind, time(), zone))
    if chosen.box is not None:
        rows = rows.filter(
            public_latitude__range=(chosen.box.south, chosen.box.north),
            public_longitude__range=(chosen.box.west, chosen.box.east),
        )
    return rows


def shown_state(state: str, outcome: str) -> Shown:
    """What residents read of a state, or of what came of a report that has ended."""
    if state == ReportState.CLOSED and outcome in OUTCOMES:
        words, colour = OUTCOMES[outcome]
        return Shown(outcome.lower(), str(words), str(colour))
    shown = STATES[state]
    return Shown(state.lower(), str(shown.public), str(shown.colour))


def stamp_of(authority: Authority, at: datetime) -> str:
    """Changes whenever anything that residents see of reports may have changed. Two statements.

    A report changes with an entry in the journal, whose head is another one after every change, in
    the order in which changes are written down (the newest moment of a change is not: of two at
    once the earlier one may be written later). What becomes public with time shows in the newest
    moment of that. Where there is no journal yet nothing is known to be the same.
    """
    shown = Report.objects.filter(authority=authority, public_at__lte=at)
    newest = shown.aggregate(newest=Max("public_at"))["newest"]
    heads = ChainHead.objects.filter(authority_id=authority.pk).values_list("hash", flat=True)
    head = heads.first() or uuid4().hex
    return f"{head}-{newest.timestamp() if newest else 0:.6f}"
