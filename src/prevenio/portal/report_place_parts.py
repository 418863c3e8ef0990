"""A problem place as residents see it: no point, no number of people below five."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from prevenio.activities.queries.calendar import public_events
from prevenio.people.models import Authority
from prevenio.places.models import Precinct
from prevenio.portal.report_public import FEWEST
from prevenio.portal.street_ground import outline_of_precinct
from prevenio.reports.blurring import Point
from prevenio.reports.models import PlaceEvent, ProblemPlace, Report, ReportClass
from prevenio.reports.queries.ground import Names, names_at
from prevenio.reports.queries.place_page import in_words, middles_of, names_of
from prevenio.reports.queries.problem_places import facts_of
from prevenio.reports.queries.problem_places import public_events as told_of
from prevenio.web.outlines import Mark


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """What the page of a place says; `people` is None where they are fewer than five."""

    category: str
    people: int | None
    trend: object
    windows: Sequence[str]
    events: Sequence[PlaceEvent]
    visit: object | None


def public_places(authority: Authority) -> QuerySet[ProblemPlace]:
    """The places that the staff made public, of categories that residents may see one by one.

    Their towns and precincts are those of points that nobody may know: see `named`.
    """
    rows = ProblemPlace.objects.filter(authority=authority, is_public=True)
    told = Report.objects.filter(authority=authority, version__data_class__in=_HIDDEN)
    shown = rows.exclude(pk__in=told.exclude(place=None).values("place"))
    shown = shown.exclude(pk__in=told.exclude(merged_into__place=None).values("merged_into__place"))
    return shown.select_related("authority", "body", "action__area", "activity__kind")


_HIDDEN = (ReportClass.COUNTS, ReportClass.INTERNAL)


def shown_of(place: ProblemPlace, at: datetime) -> PublicPlace:
    """What residents read of a place. Hours are told only of which enough people said so."""
    facts = facts_of(place, at)
    is_enough = facts.people >= FEWEST
    visit = None
    if place.activity_id is not None:
        visit = public_events(place.authority).filter(pk=place.activity_id).first()
    return PublicPlace(
        category=names_of([place.category_id]).get(place.category_id, ""),
        people=facts.people if is_enough else None,
        trend=facts.trend.words if is_enough else "",
        windows=[in_words(one) for one in facts.shared_windows],
        events=list(told_of(place)),
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
