from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.activities.recurring import (
    MOST_DAYS,
    Every,
    NoDays,
    Pattern,
    Season,
    SeriesDaysWrong,
    TooManyDays,
    days_of,
    end_of_school_year,
    is_public_holiday,
    rule_of,
)

FIRST = date(2026, 9, 1)


def days(pattern: Pattern, *, first: date = FIRST, last: date, **more: object) -> list[date]:
    rule = rule_of(pattern, first=first)
    return list(days_of(rule, first=first, last=last, **more))  # type: ignore[arg-type]


def test_every_second_week_on_two_weekdays() -> None:
    found = days(Pattern(Every.TWO_WEEKS, [1, 3]), last=date(2026, 9, 20))

    assert [day.day for day in found] == [1, 3, 15, 17]


def test_the_second_tuesday_and_the_last_friday_of_months() -> None:
    second = days(Pattern(Every.MONTH, [1], nth=2), last=date(2026, 11, 30))
    last = days(Pattern(Every.MONTH, [4], nth=-1), last=date(2026, 11, 30))

    assert second == [date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10)]
    assert last == [date(2026, 9, 25), date(2026, 10, 30), date(2026, 11, 27)]


def test_a_month_without_the_day_is_passed_over() -> None:
    found = days(Pattern(Every.MONTH), first=date(2026, 1, 31), last=date(2026, 5, 31))

    assert [day.month for day in found] == [1, 3, 5]


def test_every_year_on_its_day_or_weekday() -> None:
    safer_internet = date(2026, 2, 10)
    fixed = days(Pattern(Every.YEAR), first=safer_internet, last=date(2028, 12, 31))
    tuesday = days(Pattern(Every.YEAR, [1], nth=2), first=safer_internet, last=date(2027, 12, 31))

    assert fixed == [date(2026, 2, 10), date(2027, 2, 10), date(2028, 2, 10)]
    assert tuesday == [date(2026, 2, 10), date(2027, 2, 9)]


def test_a_winter_runs_over_the_turn_of_the_year() -> None:
    winter = Season("11-01", "03-31")
    found = days(Pattern(Every.MONTH), last=date(2027, 8, 31), season=winter)

    assert [day.month for day in found] == [11, 12, 1, 2, 3]


def test_holidays_are_left_out_on_weekends_too() -> None:
    assert is_public_holiday(date(2026, 11, 1), country="PL")
    found = days(
        Pattern(Every.WEEK, [6]),
        first=date(2026, 10, 25),
        last=date(2026, 11, 8),
        is_free=lambda day: is_public_holiday(day, country="PL"),
    )

    assert [day.day for day in found] == [25, 8]


def test_school_year_ends_in_august() -> None:
    assert end_of_school_year(date(2026, 9, 1)) == date(2027, 8, 31)
    assert end_of_school_year(date(2026, 8, 31)) == date(2026, 8, 31)
    assert end_of_school_year(date(2026, 12, 31)) == date(2027, 8, 31)


def test_too_many_none_and_out_of_order() -> None:
    every_day = Pattern(Every.WEEK, range(7))
    assert len(days(every_day, last=FIRST + timedelta(days=MOST_DAYS - 1))) == MOST_DAYS
    with pytest.raises(TooManyDays):
        days(every_day, last=FIRST + timedelta(days=MOST_DAYS))
    with pytest.raises(NoDays):
        days(Pattern(Every.WEEK), last=date(2026, 9, 20), season=Season("01-01", "01-31"))
    with pytest.raises(NoDays):
        days(Pattern(Every.WEEK, [0]), last=date(2026, 9, 2))
    with pytest.raises(SeriesDaysWrong):
        days(every_day, last=FIRST - timedelta(days=1))
    with pytest.raises(SeriesDaysWrong):
        days(every_day, last=date(2099, 1, 1))


@given(
    every=st.sampled_from(Every),
    weekdays=st.lists(st.integers(0, 6), max_size=7),
    nth=st.none() | st.sampled_from([1, 2, 3, 4, -1]),
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 1000),
)
def test_days_lie_in_the_span_in_order_and_once(
    every: Every, weekdays: list[int], nth: int | None, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    try:
        found = days(Pattern(every, weekdays, nth), first=first, last=last)
    except (NoDays, TooManyDays):
        return

    assert found == sorted(set(found))
    assert first <= found[0]
    assert found[-1] <= last
    asked = set(weekdays) or {first.weekday()}
    if every in (Every.WEEK, Every.TWO_WEEKS) or nth is not None:
        assert {day.weekday() for day in found} <= asked
