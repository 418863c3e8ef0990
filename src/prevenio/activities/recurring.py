"""The days of what comes back: a rule of RFC 5545 and its days. Plain values, no database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

import holidays
from dateutil.rrule import rrulestr
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused

MOST_DAYS = 400
LONGEST = timedelta(days=366 * 10)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SCHOOL_YEAR_ENDS = (8, 31)
LAST_OF_MONTH = -1


class TooManyDays(Refused):
    message = _("A series has at most %(most)s days. Choose an earlier last day, or fewer days.")


class NoDays(Refused):
    message = _("This rule gives no day. Look at the days of the week, the season and the end.")


class SeriesDaysWrong(Refused):
    message = _("The last day is before the first one, or more than ten years later.")


class Every(StrEnum):
    WEEK = "WEEK"
    TWO_WEEKS = "TWO_WEEKS"
    MONTH = "MONTH"
    YEAR = "YEAR"


_FREQUENCY = {
    Every.WEEK: "FREQ=WEEKLY",
    Every.TWO_WEEKS: "FREQ=WEEKLY;INTERVAL=2",
    Every.MONTH: "FREQ=MONTHLY",
    Every.YEAR: "FREQ=YEARLY",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """How something comes back. `weekdays` count from Monday as 0; `nth` is the first to fourth
    weekday of its month, or the last one as -1; without it a month or year keeps its day.
    """

    every: Every
    weekdays: Sequence[int] = ()
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """The part of every year in which something takes place; it may run over the turn of a year.

    Both ends are `month-day` as `11-01`, both included.
    """

    first: str
    last: str

    def __contains__(self, day: date) -> bool:
        here = f"{day:%m-%d}"
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


def rule_of(pattern: Pattern, *, first: date) -> str:
    """The pattern as an RRULE without its name; the days of a month come from the first day."""
    parts = [_FREQUENCY[pattern.every]]
    is_weekly = pattern.every in (Every.WEEK, Every.TWO_WEEKS)
    weekdays = sorted(set(pattern.weekdays)) or [first.weekday()]
    if pattern.every == Every.YEAR:
        parts.append(f"BYMONTH={first.month}")
    if is_weekly:
        parts += ["WKST=MO", "BYDAY=" + ",".join(_WEEKDAYS[one] for one in weekdays)]
    elif pattern.nth is not None:
        parts.append("BYDAY=" + ",".join(f"{pattern.nth}{_WEEKDAYS[one]}" for one in weekdays))
    else:
        parts.append(f"BYMONTHDAY={first.day}")
    return ";".join(parts)


def days_of(
    rule: str,
    *,
    first: date,
    last: date,
    season: Season | None = None,
    is_free: Callable[[date], bool] = lambda _day: False,
) -> Sequence[date]:
    """The days on which it takes place, in order: within the season, never on a free day.

    A month without the day (31 April) is passed over. Raises SeriesDaysWrong, NoDays or
    TooManyDays.
    """
    if not timedelta(0) <= last - first <= LONGEST:
        raise SeriesDaysWrong
    days: list[date] = []
    for day in _all_days(rule, first, last):
        if (season is None or day in season) and not is_free(day):
            days.append(day)
        if len(days) > MOST_DAYS:
            raise TooManyDays(most=MOST_DAYS)
    if not days:
        raise NoDays
    return days


def end_of_school_year(first: date) -> date:
    """The last day of the school year in which a day lies; it begins on 1 September."""
    month, day = _SCHOOL_YEAR_ENDS
    year = first.year if first.month <= month else first.year + 1
    return date(year, month, day)


def is_public_holiday(day: date, *, country: str) -> bool:
    """Whether a day is a public holiday, on whichever day of the week it falls."""
    return day in _holidays(country, day.year)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


def _all_days(rule: str, first: date, last: date) -> Iterator[date]:
    found = rrulestr(rule, dtstart=datetime.combine(first, time.min))
    for moment in found:
        if moment.date() > last:
            return
        yield moment.date()
