"""Working days of both countries."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.working_days import (
    is_working_day,
    working_day_from,
    working_days_until,
)

days = st.dates(min_value=date(2021, 1, 1), max_value=date(2030, 12, 31))
countries = st.sampled_from(["PL", "CZ"])
numbers = st.integers(min_value=-60, max_value=60)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("PL", date(2024, 12, 24), True),
        ("PL", date(2025, 12, 24), False),
        ("CZ", date(2024, 12, 24), False),
        ("PL", date(2025, 1, 6), False),
        ("CZ", date(2025, 1, 6), True),
        ("PL", date(2025, 6, 19), False),
        ("CZ", date(2025, 7, 4), True),
        ("CZ", date(2024, 7, 5), False),
        ("PL", date(2023, 1, 28), False),
    ],
)
def test_days_off_are_those_of_the_country_and_the_year(
    country: str, day: date, works: bool
) -> None:
    assert is_working_day(day, country=country) is works


def test_working_days_jump_over_christmas() -> None:
    assert working_day_from(date(2025, 12, 23), 1, country="PL") == date(2025, 12, 29)
    assert working_day_from(date(2024, 12, 23), 1, country="PL") == date(2024, 12, 24)
    assert working_day_from(date(2025, 12, 29), -1, country="PL") == date(2025, 12, 23)
    assert working_days_until(date(2025, 12, 29), today=date(2025, 12, 23), country="PL") == 1
    assert working_days_until(date(2025, 12, 23), today=date(2025, 12, 29), country="PL") == -1


@given(days, numbers, countries)
def test_counting_there_and_back_gives_the_same_number(
    day: date, number: int, country: str
) -> None:
    start = working_day_from(day, 0, country=country)

    reached = working_day_from(start, number, country=country)

    assert is_working_day(reached, country=country)
    assert working_days_until(reached, today=start, country=country) == number


@given(days, countries)
def test_no_working_day_lies_between_a_day_and_the_next_one(day: date, country: str) -> None:
    following = working_day_from(day, 1, country=country)

    between = (day + timedelta(days=number) for number in range(1, (following - day).days))
    assert not any(is_working_day(one, country=country) for one in between)


@given(days, days, countries)
def test_working_days_between_are_those_met_on_the_way(
    day: date, today: date, country: str
) -> None:
    first, last = sorted((day, today))
    met = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    number = sum(is_working_day(one, country=country) for one in met)

    until = working_days_until(day, today=today, country=country)

    assert until == (number if day >= today else -number)


def test_working_days_are_counted_to_the_end_of_the_calendar() -> None:
    last = date.max

    assert working_days_until(last, today=last - timedelta(days=7), country="CZ") >= 3
