"""A problem place as residents see it: no point, no number of people below five."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from prevenio.activities.queries.calendar import public_events
from prevenio.people.models import Authority
from prevenio.portal.report_public import FEWEST
from prevenio.portal.street_ground import outline_of_precinct
from prevenio.reports.blurring import square_of
from prevenio.reports.models import PlaceEvent, ProblemPlace, ReportClass
from prevenio.reports.queries.place_page import in_words, names_of
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
    """The places that the staff made public, of categories that residents may see one by one."""
    rows = ProblemPlace.objects.filter(authority=authority, is_public=True)
    hidden = rows.filter(reports__version__data_class__in=_HIDDEN).values("pk")
    return rows.exclude(pk__in=hidden).select_related(
        *("authority", "municipality", "precinct", "body", "action__area", "activity__kind")
    )


_HIDDEN = (ReportClass.COUNTS, ReportClass.INTERNAL)


def shown_of(place: ProblemPlace, at: datetime) -> PublicPlace:
    """What residents read of a place. Hours are told only where enough people said so."""
    facts = facts_of(place, at)
    is_enough = facts.people >= FEWEST
    visit = None
    if place.activity_id is not None:
        visit = public_events(place.authority).filter(pk=place.activity_id).first()
    return PublicPlace(
        category=names_of([place.category_id]).get(place.category_id, ""),
        people=facts.people if is_enough else None,
        trend=facts.trend.words if is_enough else "",
        windows=[in_words(one) for one in facts.windows] if is_enough else [],
        events=list(told_of(place)),
        visit=visit,
    )


def picture_of(place: ProblemPlace) -> SafeString:
    """The precinct with the pin where residents may know it."""
    north, east = middle_of(place)
    if place.precinct_id is None:
        return SafeString("")
    outline = outline_of_precinct(
        place.authority, place.precinct_id, day=timezone.localdate(), marks=[Mark(east, north)]
    )
    return outline.svg if outline else SafeString("")


def middle_of(place: ProblemPlace) -> tuple[float, float]:
    """Latitude and longitude of a square, as wide as that of the most private report in it."""
    widest = place.reports.aggregate(widest=Max("blur_metres"))["widest"] or 100
    return square_of(place.latitude, place.longitude, widest).middle
