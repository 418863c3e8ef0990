"""Problem places as residents may see them: no point, no number of people below five."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reports.blurring import Point
from prevenio.reports.models import PlaceEvent, ProblemPlace, Report, ReportClass, ReportState
from prevenio.reports.queries.ground import Names, names_at
from prevenio.reports.queries.place_list import voices_of
from prevenio.reports.queries.place_page import middles_of, names_of, week_in_words, widths_of
from prevenio.reports.queries.problem_places import PlaceFacts, added_up
from prevenio.reports.suppressing import FEWEST

_HIDDEN = (ReportClass.COUNTS, ReportClass.INTERNAL)


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of what residents say; `people` is None where they are fewer than five."""

    people: int | None
    trend: str
    windows: Sequence[str]


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place for a table or a map: the middle of a square of so many metres, what was done."""

    place: ProblemPlace
    category: str
    middle: Point
    width: int
    names: Names
    told: Told
    events: Sequence[PlaceEvent]


def public_places(authority: Authority) -> QuerySet[ProblemPlace]:
    """The places that the staff made public, of categories that residents may see one by one.

    Their towns and precincts are those of points that nobody may know: see `ShownPlace.names`.
    """
    rows = ProblemPlace.objects.filter(authority=authority, is_public=True)
    told = Report.objects.filter(authority=authority, version__data_class__in=_HIDDEN)
    # What was taken back says nothing of the place any more.
    told = told.exclude(state=ReportState.WITHDRAWN)
    shown = rows.exclude(pk__in=told.exclude(place=None).values("place"))
    shown = shown.exclude(pk__in=told.exclude(merged_into__place=None).values("merged_into__place"))
    return shown.select_related("authority", "body", "action__area", "activity__kind")


def counted_until(authority: Authority, at: datetime) -> datetime:
    """Until when residents' words are in the public numbers: the beginning of the day.

    Whoever says that they see it too and looks again does not learn whether they were counted,
    and so not whether somebody whose address they typed had said so before.
    """
    zone = ZoneInfo(authority.time_zone)
    return datetime.combine(today_in(authority, at), time(), tzinfo=zone)


def told_of(facts: PlaceFacts) -> Told:
    """Hours are told only of which enough people said so."""
    is_enough = facts.people >= FEWEST
    return Told(
        people=facts.people if is_enough else None,
        trend=str(facts.trend.words) if is_enough else "",
        windows=week_in_words(facts.shared_windows),
    )


def shown_places(places: Sequence[ProblemPlace], at: datetime) -> Sequence[ShownPlace]:
    """What residents may see of places of one authority. Eight statements, however many."""
    if not places:
        return ()
    authority, keys = places[0].authority, [one.pk for one in places]
    middles, widths = middles_of(places), widths_of(places)
    names = names_at(authority=authority, points=middles, day=timezone.localdate())
    categories = names_of([one.category_id for one in places])
    until = counted_until(authority, at)
    said = {
        key: [one for one in voices if one.at < until] for key, voices in voices_of(keys).items()
    }
    events = _events_of(keys)
    return [
        ShownPlace(
            place=one,
            category=categories.get(one.category_id, ""),
            middle=middle,
            width=width,
            names=named,
            told=told_of(added_up(said.get(one.pk, ()), authority, at)),
            events=events.get(one.pk, ()),
        )
        for one, middle, width, named in zip(places, middles, widths, names, strict=True)
    ]


def _events_of(place_ids: Sequence[int]) -> Mapping[int, Sequence[PlaceEvent]]:
    """What everybody may read of places, the newest last; one statement."""
    found: dict[int, list[PlaceEvent]] = {}
    rows = PlaceEvent.objects.filter(place__in=place_ids, is_public=True)
    for one in rows.order_by("place_id", "number"):
        found.setdefault(one.place_id, []).append(one)
    return found
