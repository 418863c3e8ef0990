"""Working days of a country: every day but Saturdays, Sundays and public holidays.

The holidays come from the package `holidays`, with the years from which they are days off (in
Poland 24 December is one from 2025 on).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, *, country: str) -> bool:
    """Whether offices of a country (ISO 3166 code, `PL`) work on a day."""
    return day.weekday() < _SATURDAY and day not in _days_off(country, day.year)


def working_day_from(day: date, number: int, *, country: str) -> date:
    """The working day that is `number` working days after a day, or before it if negative.

    With 0 it is the day itself, or the next working day if that one is free.
    """
    step = _DAY if number >= 0 else -_DAY
    while number == 0 and not is_working_day(day, country=country):
        day += step
    for _count in range(abs(number)):
        day += step
        while not is_working_day(day, country=country):
            day += step
    return day


def working_days_until(day: date, *, today: date, country: str) -> int:
    """How many working days lie after today up to a day; negative where the day has passed."""
    first, last = sorted((today, day))
    years = range(first.year, last.year)
    count = sum(_worked(country, year)[-1] for year in years)
    count += _worked(country, last.year)[last.timetuple().tm_yday - 1]
    count -= _worked(country, first.year)[first.timetuple().tm_yday - 1]
    return count if day >= today else -count


@cache
def _worked(country: str, year: int) -> Sequence[int]:
    """How many working days a year has had by the end of each of its days."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (first + _DAY * number for number in range((last - first).days + 1))
    return tuple(accumulate(is_working_day(one, country=country) for one in days))


@cache
def _days_off(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))
