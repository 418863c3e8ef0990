"""One report as residents see it: never its point, its words or who sent it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from prevenio.people.models import Authority
from prevenio.portal import report_places
from prevenio.portal.street_ground import outline_of_precinct
from prevenio.reports.models import (
    PlaceEvent,
    ProblemPlace,
    Report,
    ReportPhoto,
    ReportState,
)
from prevenio.reports.queries.similar import public_reports
from prevenio.reports.queries.voices import said_by_others
from prevenio.reports.states import OUTCOMES, STATES, Colour
from prevenio.web.outlines import Mark

# Fewer than this many people are not counted in public.
FEWEST = 5
_SHAPES = {
    Colour.GREEN: "ok",
    Colour.YELLOW: "warn",
    Colour.RED: "bad",
    Colour.GREY: "off",
    Colour.NONE: "off",
}


@dataclass(frozen=True, slots=True)
class PublicState:
    """The words of a state, the mark that the national threat map gives it, and our tag."""

    words: object
    colour: str
    tag: str


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What the page of a report says. `people` is None where they are fewer than five.

    `precinct` and `town` are those of the middle of the square, not those of the point.
    """

    key: UUID
    category: str
    reference: str
    state: PublicState
    received_on: date
    closed_on: date | None
    is_open: bool
    width: int
    precinct: str
    town: str
    people: int | None
    gone: int | None
    photos: Sequence[ReportPhoto]
    picture: SafeString


def found_public(authority: Authority, key: UUID, *, at: datetime) -> Report | None:
    """A report that residents may see at a moment."""
    rows = public_reports(authority, at)
    rows = rows.select_related(
        "authority", "version", "category", "public_municipality", "public_precinct"
    )
    return rows.filter(key=key).first()


def shown_of(report: Report) -> PublicReport:
    """What residents see of a public report. Three statements and those of its picture."""
    said = said_by_others([report.pk])[report.pk]
    return PublicReport(
        key=report.key,
        category=str(report.version),
        reference=report.reference,
        state=state_of(report),
        received_on=timezone.localdate(report.received_at),
        closed_on=timezone.localdate(report.closed_at) if report.closed_at else None,
        is_open=report.is_open,
        width=report.blur_metres,
        precinct=report.public_precinct.name if report.public_precinct else "",
        town=report.public_municipality.name if report.public_municipality else "",
        people=_counted(said.there | {report.person_key}),
        gone=_counted(said.gone),
        photos=list(report.photos.filter(is_public=True).order_by("number")),
        picture=_picture(report),
    )


def state_of(report: Report) -> PublicState:
    """A report that has ended is known by its outcome."""
    if report.state == ReportState.CLOSED and report.outcome in OUTCOMES:
        words, colour = OUTCOMES[report.outcome]
    else:
        state = STATES[report.state]
        words, colour = state.public, state.colour
    return PublicState(words, str(colour), _SHAPES[colour])


def told_of(place: ProblemPlace | None) -> Sequence[PlaceEvent]:
    """What whoever reported a problem place reads of it, the newest last; also of one not shown."""
    if place is None:
        return ()
    return list(place.events.filter(is_public=True).order_by("number"))


def _counted(people: set[str]) -> int | None:
    return len(people) if len(people) >= FEWEST else None


def _picture(report: Report) -> SafeString:
    """The precinct with the middle of the square, as far as residents may know it."""
    north, east = report.public_latitude, report.public_longitude
    if report.public_precinct_id is None:
        place = report_places.here(report.authority, north, east)
        return report_places.picture_of(report.authority, place, north, east)
    today = timezone.localdate()
    outline = outline_of_precinct(
        report.authority, report.public_precinct_id, day=today, marks=[Mark(east, north)]
    )
    return outline.svg if outline else SafeString("")
