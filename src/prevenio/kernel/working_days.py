"""Working days of a country: every day but Saturdays, Sundays and public holidays.

The holidays come from the package `holidays`, with the years from which they are days off (in
Poland 24 December is one from 2025 on).
"""

from datetime import date, timedelta
from functools import cache

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
    between = (first + _DAY * number for number in range(1, (last - first).days + 1))
    count = sum(is_working_day(one, country=country) for one in between)
    return count if day >= today else -count


@cache
def _days_off(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))
