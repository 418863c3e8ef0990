"""What the first page gathers for residents, from every room that has something for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import F
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from prevenio.activities.queries.calendar import Event, events_of, public_events
from prevenio.editorial.queries.public import FirstPage, on_first_page
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.places.models import Boundary, PlacesVersion, PrecinctKind
from prevenio.web.outlines import Mark, Shape, svg_outline

EVENTS = NEWS = 3
SOON = timedelta(days=30)
# More names would lie over each other.
MOST_NAMES = 16
WIDTH = 480
# The picture of an authority's precincts, by what it is made of; the worst case is a few megabytes.
_MOST_KEPT = 64
_kept: dict[tuple[int, int, date], SafeString] = {}


@dataclass(frozen=True, slots=True)
class Coming:
    """The next public events, and how many there are in the coming month."""

    events: Sequence[Event]
    soon: int


def coming(authority: Authority, *, at: datetime) -> Coming:
    """The next events of the calendar. 3 statements."""
    today = today_in(authority, at)
    ahead = public_events(authority).filter(last_day__gte=today)
    found = events_of(
        ahead.order_by("first_day", F("begins_at").asc(nulls_first=True), "pk")[:EVENTS], at=at
    )
    return Coming(found, ahead.filter(first_day__lte=today + SOON).count())


def told(authority: Authority, *, at: datetime) -> FirstPage:
    """Warnings and news in the language of the page, or in the one they have. 1 statement."""
    return on_first_page(authority, get_language() or authority.language, NEWS, at=at)


def ground(authority: Authority, *, today: date) -> SafeString | None:
    """The precincts of the first kind as a picture; None where none are drawn. 1 to 3 statements.

    None tells the page that nothing can be looked up yet. It grows with the number of precincts,
    but is drawn once for each day on which nothing changes.
    """
    version = PlacesVersion.objects.filter(authority=authority).values_list("number", flat=True)
    number = version.first()
    if number is None:
        return None
    key = (authority.pk, number, today)
    if key not in _kept:
        for old in list(islice(_kept, max(0, len(_kept) - _MOST_KEPT + 1))):
            _kept.pop(old, None)
        _kept[key] = _drawn(authority, today)
    return _kept[key]


def _drawn(authority: Authority, today: date) -> SafeString:
    kind = PrecinctKind.objects.filter(authority=authority, precincts__boundaries__isnull=False)
    first = kind.order_by("position", "pk").first()
    rows = (
        Boundary.objects.on(today).filter(precinct__kind=first)
        if first
        else Boundary.objects.none()
    )
    shapes = list(rows.order_by("pk").values_list("shape", "precinct__name"))
    if authority.is_region:
        return _region_drawn(authority, [Shape(bytes(shape)) for shape, _name in shapes])
    has_names = len(shapes) <= MOST_NAMES
    return svg_outline(
        [Shape(bytes(shape), name=name if has_names else "") for shape, name in shapes],
        width=WIDTH,
        has_border=True,
    )


def _region_drawn(authority: Authority, precincts: Sequence[Shape]) -> SafeString:
    """Precincts of a region are specks; the names of its towns say what they are."""
    towns = authority.municipalities.filter(latitude__isnull=False, precincts__isnull=False)
    points = towns.distinct().order_by("pk").values_list("longitude", "latitude", "name")
    marks = [
        Mark(east, north, look="dot", text=name)
        for east, north, name in points[:MOST_NAMES]
        if east is not None and north is not None
    ]
    return svg_outline(precincts, marks=marks, width=WIDTH)
