"""A problem place as one reads it: who says so, when it happens, what was tried, does it fade."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import pgettext_lazy

from prevenio.indicators.comparing import compare_counts
from prevenio.people.access import body_ids_of, is_bureau, today_in
from prevenio.people.models import Authority, Membership
from prevenio.reports.access import places_visible_to
from prevenio.reports.clustering import Cluster, Point, clusters_of
from prevenio.reports.models import (
    OPEN_STATES,
    UNSEEN_OUTCOMES,
    UNSEEN_STATES,
    Confirmation,
    PlaceEvent,
    PlaceState,
    ProblemPlace,
    Report,
)
from prevenio.reports.routing import hours_in

# Two spans of this length are compared to say whether a place fades.
SPAN = timedelta(days=90)
_DAYS, _HOURS = range(7), range(24)


class Trend(StrEnum):
    """Whether more or fewer reports come than before, beyond what chance does."""

    QUIET = "quiet"
    FADES = "fades"
    STEADY = "steady"
    GROWS = "grows"
    NEW = "new"

    @property
    def words(self) -> object:
        return _TRENDS[self]


_TRENDS: Mapping[Trend, object] = {
    Trend.QUIET: pgettext_lazy("trend of a problem place", "quiet: no reports for 90 days"),
    Trend.FADES: pgettext_lazy("trend of a problem place", "fades: fewer reports than before"),
    Trend.STEADY: pgettext_lazy("trend of a problem place", "goes on as before"),
    Trend.GROWS: pgettext_lazy("trend of a problem place", "grows: more reports than before"),
    Trend.NEW: pgettext_lazy("trend of a problem place", "new: too early to say"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One who says that it is so: by a report or by confirming one."""

    person_key: str
    at: datetime
    weekdays: int
    from_hour: int | None
    to_hour: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a weekday (Monday is 0, both hours included) in which most say that it happens."""

    weekday: int
    from_hour: int
    to_hour: int
    voices: int


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the voices of a place add up to. `heat` is voices by weekday and hour."""

    voices: int
    people: int
    still_there: int
    gone: int
    recent: int
    before: int
    trend: Trend
    first_on: date | None
    last_on: date | None
    heat: Sequence[Sequence[int]] = field(default_factory=list)
    windows: Sequence[Window] = ()

    @property
    def has_times(self) -> bool:
        return any(map(any, self.heat))


def facts_of(place: ProblemPlace, at: datetime) -> PlaceFacts:
    """What is known of a place; two statements."""
    rows = place.reports.exclude(outcome__in=UNSEEN_OUTCOMES)
    when = ("weekdays", "from_hour", "to_hour")
    voices = [Voice(*row) for row in rows.values_list("person_key", "received_at", *when)]
    told = Confirmation.objects.filter(report__place=place)
    confirmed = list(told.values_list("person_key", "at", *when, "is_there"))
    voices += [Voice(*row[:5]) for row in confirmed if row[5]]
    gone = [row for row in confirmed if not row[5]]
    return added_up(
        voices, place.authority, at, still_there=len(confirmed) - len(gone), gone=len(gone)
    )


def added_up(
    voices: Sequence[Voice],
    authority: Authority,
    at: datetime,
    *,
    still_there: int = 0,
    gone: int = 0,
) -> PlaceFacts:
    """What voices add up to at a moment."""
    moments = [one.at for one in voices]
    recent = sum(one > at - SPAN for one in moments)
    before = sum(at - 2 * SPAN < one <= at - SPAN for one in moments)
    heat = heat_of(voices)
    return PlaceFacts(
        voices=len(voices),
        people=len({one.person_key for one in voices}),
        still_there=still_there,
        gone=gone,
        recent=recent,
        before=before,
        trend=_trend(moments, recent, before, at),
        first_on=today_in(authority, min(moments)) if moments else None,
        last_on=today_in(authority, max(moments)) if moments else None,
        heat=heat,
        windows=windows_of(heat),
    )


def heat_of(voices: Sequence[Voice]) -> Sequence[Sequence[int]]:
    """Voices by weekday (Monday first) and hour, of those that said both or one of them.

    Hours without days are those of every day, days without hours those of the whole day. Hours
    after midnight belong to the day after the one that was said.
    """
    heat = [[0] * 24 for _day in _DAYS]
    for one in voices:
        if not one.weekdays and one.from_hour is None:
            continue
        days = [day for day in _DAYS if not one.weekdays or one.weekdays >> day & 1]
        span = (0, 23)
        if one.from_hour is not None and one.to_hour is not None:
            span = (one.from_hour, one.to_hour)
        for day in days:
            for hour in hours_in(span):
                later = span[0] > span[1] and hour <= span[1]
                heat[(day + later) % 7][hour] += 1
    return heat


def windows_of(heat: Sequence[Sequence[int]], *, most: int = 3) -> Sequence[Window]:
    """When to go there: stretches in which at least three quarters of the most are told."""
    highest = max((max(row) for row in heat), default=0)
    if not highest:
        return ()
    floor = -(-3 * highest // 4)
    found = []
    for day, row in enumerate(heat):
        start = None
        for hour in (*_HOURS, 24):
            is_high = hour < 24 and row[hour] >= floor
            if is_high and start is None:
                start = hour
            elif not is_high and start is not None:
                found.append(Window(day, start, hour - 1, max(row[start:hour])))
                start = None
    found.sort(key=lambda one: (-one.voices, one.to_hour - one.from_hour, one.weekday))
    return tuple(found[:most])


def _trend(moments: Sequence[datetime], recent: int, before: int, at: datetime) -> Trend:
    """Two spans of 90 days compared exactly (`indicators.comparing`); nothing said too early."""
    if not moments:
        return Trend.NEW
    if min(moments) > at - SPAN:
        return Trend.NEW
    if not recent:
        return Trend.QUIET
    change = compare_counts(recent, before)
    if change.is_beyond_chance:
        return Trend.GROWS if recent > before else Trend.FADES
    return Trend.STEADY


def places_listed(
    memberships: Sequence[Membership], authority: Authority, *, state: str = ""
) -> QuerySet[ProblemPlace]:
    """Problem places that somebody sees: a review that is due first, then the busiest."""
    rows = places_visible_to(memberships, authority)
    if state in PlaceState.values:
        rows = rows.filter(state=state)
    counted = ~Q(reports__outcome__in=UNSEEN_OUTCOMES)
    return (
        rows.select_related("category", "precinct", "body", "action", "activity")
        .annotate(
            report_count=Count("reports", filter=counted),
            people_count=Count("reports__person_key", filter=counted, distinct=True),
            newest=Max("reports__received_at", filter=counted),
        )
        .order_by("review_due_on", "-report_count", "pk")
    )


def places_to_review(
    memberships: Sequence[Membership], authority: Authority
) -> QuerySet[ProblemPlace]:
    """Open places with a review that is due, of those that somebody answers for."""
    rows = places_visible_to(memberships, authority)
    if not is_bureau(memberships):
        rows = rows.filter(body__in=body_ids_of(memberships))
    return rows.filter(review_due_on__isnull=False)


def public_events(place: ProblemPlace) -> QuerySet[PlaceEvent]:
    """What everybody who reported a place reads of it, the newest first."""
    return place.events.filter(is_public=True).order_by("-number")


def unplaced_clusters(
    authority: Authority, *, at: datetime, since: datetime, fewest: int = 3
) -> Sequence[tuple[str, Cluster]]:
    """Reports of one category that belong together and to no place yet; one statement.

    The code of the category with each cluster, the largest first.
    """
    rows = Report.objects.filter(
        authority=authority, place=None, received_at__gt=since, received_at__lte=at
    ).exclude(state__in=UNSEEN_STATES)
    rows = rows.exclude(outcome__in=UNSEEN_OUTCOMES)
    by_category: dict[str, list[Point]] = {}
    columns = ("category__code", "pk", "latitude", "longitude", "person_key", "received_at")
    for code, *point in rows.values_list(*columns):
        by_category.setdefault(code, []).append(Point(*point))
    found = [
        (code, cluster)
        for code, points in by_category.items()
        for cluster in clusters_of(points, fewest=fewest)
    ]
    return sorted(found, key=lambda one: (-len(one[1].points), one[0]))


def counts_by_state(places: QuerySet[ProblemPlace]) -> Mapping[str, int]:
    rows = places.order_by().values_list("state").annotate(number=Count("pk", distinct=True))
    return Counter(dict(rows))


def open_in(place: ProblemPlace) -> QuerySet[Report]:
    """The reports of a place that are still open."""
    return place.reports.filter(state__in=OPEN_STATES)
