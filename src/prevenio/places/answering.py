"""Who answers at a moment: plain rules over plain values, without a database.

All times are those of the authority's own clock.

- A duty in office hours is on within its hours. Hours past midnight belong to the day on which they
  began. On a public holiday hours do not hold, but for a duty that has hours on all seven days of
  the week: whoever works every day works on holidays too.
- A duty of the night is on in hours of its own; if it has none, when nobody's office hours are on.
- Whoever is away is replaced by who stands in; where nobody does, the duty is not on. The hours
  that count are those of the duty that stands in, if it has any.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

HOURS, NIGHT, ALWAYS = "HOURS", "NIGHT", "ALWAYS"
PRECINCT, MUNICIPALITY, AUTHORITY = range(3)

_DAY = timedelta(days=1)
_DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of hours on one weekday (0 is Monday); one past midnight closes before it opens."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Away:
    """Days without somebody, and who stands in: a duty, or a name with a phone."""

    first_day: date
    last_day: date
    deputy_id: int | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be known of a duty to say whether it answers."""

    pk: int
    level: int = AUTHORITY
    """How near it is: `PRECINCT`, `MUNICIPALITY` or `AUTHORITY`."""
    position: int = 0
    span: str = HOURS
    has_priority: bool = False
    first_day: date | None = None
    last_day: date | None = None
    hours: tuple[Hours, ...] = ()

    def is_in_force(self, day: date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """The duties that can be asked, and who is away; `turns` hold those that stand in too."""

    country: str
    turns: Mapping[int, Turn]
    away: Mapping[int, Sequence[Away]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does a duty on a day: a duty, or only a name with a phone."""

    duty_id: int | None
    name: str = ""
    phone: str = ""


def absence_on(duty_id: int, day: date, roster: Roster) -> Away | None:
    """The absence of a duty on a day; the one that lasts longest, if there are several."""
    there = [one for one in roster.away.get(duty_id, ()) if one.first_day <= day <= one.last_day]
    return max(there, key=lambda one: one.last_day, default=None)


def who_does(duty_id: int, day: date, roster: Roster) -> Doer | None:
    """Who is there for a duty on a day; None where nobody is.

    Whoever stands in may be away as well: then the next in the chain, and at its end a name with
    a phone that somebody on the way has left. A ring ends with nobody.
    """
    named: Doer | None = None
    seen: set[int] = set()
    asked: int | None = duty_id
    while asked is not None and asked not in seen:
        seen.add(asked)
        turn = roster.turns.get(asked)
        if turn is None or not turn.is_in_force(day):
            break
        away = absence_on(asked, day, roster)
        if away is None:
            return Doer(asked)
        if named is None and (away.name or away.phone):
            named = Doer(None, away.name, away.phone)
        asked = away.deputy_id
    return named


def on_at(duties: Iterable[int], moment: datetime, roster: Roster) -> frozenset[int]:
    """Which of the duties of a place are on at a moment of the authority's own clock."""
    turns = [roster.turns[duty_id] for duty_id in duties]
    there = [turn for turn in turns if who_does(turn.pk, moment.date(), roster)]
    on = {turn.pk for turn in there if _is_on_by_itself(turn, moment, roster)}
    if not any(turn.pk in on for turn in there if turn.span == HOURS):
        on |= {turn.pk for turn in there if turn.span == NIGHT and not turn.hours}
    return frozenset(on)


def leading(duties: Iterable[int], moment: datetime, roster: Roster) -> int | None:
    """The one duty to turn to at a moment; None where only the emergency number is left.

    First one that answers before all others, then office hours, then the night, then day and
    night; among equals the nearer one, then the order of the kinds.
    """
    on = sorted(on_at(duties, moment, roster), key=lambda pk: nearness(roster.turns[pk]))
    ranked = sorted(on, key=lambda pk: _rank(roster.turns[pk]))
    return next(iter(ranked), None)


def nearness(turn: Turn) -> tuple[int, int, int]:
    """The order of duties of a place: the precinct's, the municipality's, everybody's."""
    return turn.level, turn.position, turn.pk


def are_hours_on(hours: Sequence[Hours], moment: datetime, *, country: str) -> bool:
    """Whether a moment lies in office hours, holidays and hours past midnight thought of."""
    clock = moment.replace(tzinfo=None)
    is_daily = len({one.weekday for one in hours}) == _DAYS_OF_A_WEEK
    days = (clock.date(), clock.date() - _DAY)
    return any(
        _covers(one, day, clock)
        for day in days
        if is_daily or not is_holiday(day, country=country)
        for one in hours
        if one.weekday == day.weekday()
    )


def is_holiday(day: date, *, country: str) -> bool:
    """Whether a day is a public holiday of a country (ISO 3166 code, `PL`)."""
    return day in _holidays(country, day.year)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


def _covers(hours: Hours, day: date, clock: datetime) -> bool:
    closing_day = day + _DAY if hours.closes <= hours.opens else day
    return datetime.combine(day, hours.opens) <= clock < datetime.combine(closing_day, hours.closes)


def _is_on_by_itself(turn: Turn, moment: datetime, roster: Roster) -> bool:
    if turn.span == ALWAYS:
        return True
    return are_hours_on(_hours_of_doer(turn, moment, roster), moment, country=roster.country)


def _hours_of_doer(turn: Turn, moment: datetime, roster: Roster) -> Sequence[Hours]:
    doer = who_does(turn.pk, moment.date(), roster)
    if doer is None or doer.duty_id is None:
        return turn.hours
    return roster.turns[doer.duty_id].hours or turn.hours


def _rank(turn: Turn) -> int:
    return -1 if turn.has_priority else (HOURS, NIGHT, ALWAYS).index(turn.span)
