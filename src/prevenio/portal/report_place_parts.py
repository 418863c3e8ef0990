"""A problem place as residents see it: no point, no number of people below five."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from prevenio.activities.queries.calendar import public_events
from prevenio.places.models import Precinct
from prevenio.portal.street_ground import outline_of_precinct
from prevenio.reports.blurring import Point
from prevenio.reports.models import PlaceEvent, ProblemPlace
from prevenio.reports.queries.ground import Names, names_at
from prevenio.reports.queries.place_page import middles_of, names_of
from prevenio.reports.queries.problem_places import facts_of
from prevenio.reports.queries.problem_places import public_events as public_events_of
from prevenio.reports.queries.public_places import counted_until, told_of
from prevenio.web.outlines import Mark


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """What the page of a place says; `people` is None where they are fewer than five."""

    category: str
    people: int | None
    trend: str
    windows: Sequence[str]
    events: Sequence[PlaceEvent]
    visit: object | None


def shown_of(place: ProblemPlace, at: datetime) -> PublicPlace:
    """What residents read of a place."""
    until = counted_until(place.authority, at)
    told = told_of(facts_of(place, at, said_before=until))
    visit = None
    if place.activity_id is not None:
        visit = public_events(place.authority).filter(pk=place.activity_id).first()
    return PublicPlace(
        category=names_of([place.category_id]).get(place.category_id, ""),
        people=told.people,
        trend=told.trend,
        windows=told.windows,
        events=list(public_events_of(place)),
        visit=visit,
    )


def named(places: Sequence[ProblemPlace]) -> Sequence[Names]:
    """The town and the precinct of each place, as far as residents may know: of its middle.

    Four statements, however many places of one authority.
    """
    if not places:
        return ()
    middles = middles_of(places)
    return names_at(authority=places[0].authority, points=middles, day=timezone.localdate())


def picture_of(place: ProblemPlace, precinct: Precinct | None) -> SafeString:
    """A precinct with the pin where residents may know it."""
    if precinct is None:
        return SafeString("")
    north, east = middle_of(place)
    outline = outline_of_precinct(
        place.authority, precinct.pk, day=timezone.localdate(), marks=[Mark(east, north)]
    )
    return outline.svg if outline else SafeString("")


def middle_of(place: ProblemPlace) -> Point:
    """Latitude and longitude of a square, as wide as that of the most private report in it."""
    return middles_of([place])[0]
