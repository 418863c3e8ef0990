"""A problem place as one reads it: who says so, when it happens, what was tried, does it fade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from prevenio.indicators.comparing import compare_counts
from prevenio.people.access import body_ids_of, is_bureau, today_in
from prevenio.people.models import Authority, Membership
from prevenio.reports.access import places_visible_to
from prevenio.reports.models import (
    OPEN_STATES,
    PlaceEvent,
    PlaceState,
    ProblemPlace,
    Report,
)
from prevenio.reports.queries.voices import (
    confirmations_in,
    reports_in,
)
from prevenio.reports.routing import cells_of
from prevenio.reports.suppressing import FEWEST

OPEN_PLACES = (PlaceState.OPEN, PlaceState.IN_ACTION)
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
    """What the voices of a place add up to. `heat` is voices by weekday and hour.

    `windows` are for the staff, `shared_windows` for everybody.
    """

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
    shared_windows: Sequence[Window] = ()

    @property
    def has_times(self) -> bool:
        return any(map(any, self.heat))


def facts_of(
    place: ProblemPlace, at: datetime, *, said_before: datetime | None = None
) -> PlaceFacts:
    """What is known of a place, of all that was said or of what was said before; two statements."""
    when = ("weekdays", "from_hour", "to_hour")
    rows, told = reports_in(place), confirmations_in(place)
    if said_before is not None:
        rows, told = rows.filter(received_at__lt=said_before), told.filter(at__lt=said_before)
    reports = rows.values_list("person_key", "received_at", *when)
    voices = [Voice(*row) for row in reports]
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
    recent, before = _spans_of(moments, at)
    heat = heat_of(voices)
    return PlaceFacts(
        voices=len(voices),
        people=len({one.person_key for one in voices}),
        still_there=still_there,
        gone=gone,
        recent=recent,
        before=before,
        trend=trend_of(moments, at),
        first_on=today_in(authority, min(moments)) if moments else None,
        last_on=today_in(authority, max(moments)) if moments else None,
        heat=heat,
        windows=windows_of(heat),
        shared_windows=shared_windows_of(voices),
    )


def heat_of(voices: Sequence[Voice]) -> Sequence[Sequence[int]]:
    """Voices by weekday (Monday first) and hour, of those that said both or one of them.

    Hours without days are those of every day, days without hours those of the whole day. Hours
    after midnight belong to the day after the one that was said.
    """
    heat = [[0] * 24 for _day in _DAYS]
    for one in voices:
        hours = None
        if one.from_hour is not None and one.to_hour is not None:
            hours = (one.from_hour, one.to_hour)
        days = [day for day in _DAYS if one.weekdays >> day & 1]
        for day, hour in cells_of(days, hours):
            heat[day][hour] += 1
    return heat


def shared_windows_of(voices: Sequence[Voice]) -> Sequence[Window]:
    """Windows of which enough different people told every hour, so that none of them is known."""
    by_person: dict[str, list[Voice]] = {}
    for one in voices:
        by_person.setdefault(one.person_key, []).append(one)
    heats = [heat_of(own) for own in by_person.values()]
    people = [[sum(bool(heat[day][hour]) for heat in heats) for hour in _HOURS] for day in _DAYS]
    return windows_of(people, least=FEWEST)


def windows_of(heat: Sequence[Sequence[int]], *, least: int = 1, most: int = 3) -> Sequence[Window]:
    """When to go there: stretches in which at least three quarters of the most are told."""
    highest = max((max(row) for row in heat), default=0)
    if not highest:
        return ()
    floor = max(-(-3 * highest // 4), least)
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


def trend_of(moments: Sequence[datetime], at: datetime) -> Trend:
    """Two spans of 90 days compared exactly (`indicators.comparing`); nothing said too early.

    A place is watched from its first voice on, which is why there is a place at all. Until the
    earlier span has been watched whole, it is shorter than the later one and begins with the voice
    that it was chosen by: two against eight would say nothing of the street. So nothing is compared
    until the first voice lies behind both spans. That a place is quiet is no comparison.
    """
    if not moments or min(moments) > at - SPAN:
        return Trend.NEW
    recent, before = _spans_of(moments, at)
    if not recent:
        return Trend.QUIET
    if min(moments) > at - 2 * SPAN:
        return Trend.NEW
    change = compare_counts(recent, before)
    if change.is_beyond_chance:
        return Trend.GROWS if recent > before else Trend.FADES
    return Trend.STEADY


def _spans_of(moments: Sequence[datetime], at: datetime) -> tuple[int, int]:
    """How many there are in the last span, and in the one before it."""
    recent = sum(one > at - SPAN for one in moments)
    return recent, sum(at - 2 * SPAN < one <= at - SPAN for one in moments)


def places_to_review(
    memberships: Sequence[Membership], authority: Authority
) -> QuerySet[ProblemPlace]:
    """Open places with a review that is due, of those that somebody answers for."""
    rows = places_visible_to(memberships, authority)
    if not is_bureau(memberships):
        rows = rows.filter(body__in=body_ids_of(memberships))
    return rows.filter(review_due_on__isnull=False, state__in=OPEN_PLACES)


def public_events(place: ProblemPlace) -> QuerySet[PlaceEvent]:
    """What everybody who reported a place reads of it, the newest first."""
    return place.events.filter(is_public=True).order_by("-number")


def open_in(place: ProblemPlace) -> QuerySet[Report]:
    """The reports of a place that are still open."""
    return place.reports.filter(state__in=OPEN_STATES)
