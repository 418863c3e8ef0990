"""What may be said about a series: breaks, small numbers, gaps, age, targets."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from prevenio.indicators.models import BreakState, Direction, Frequency, Nature
from prevenio.indicators.queries.series import series_of_one
from prevenio.indicators.series import TargetState, Verdict
from prevenio.indicators.spans import back, span_with, spans_until
from prevenio.indicators.tests.factories import (
    TODAY,
    make_break,
    make_indicator,
    make_series,
    make_target,
    make_value,
)
from prevenio.indicators.wording import mixed_span, not_compared, sentence, stale_words
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_sentence_says_change_numbers_and_interval(authority: Authority) -> None:
    series = series_of_one(make_series(authority), today=TODAY)

    with translation.override("en"):
        said = sentence(series.indicator, series.last_said)

    assert said == (
        "In 2023 13% fewer than a year before (3,079 after 3,527). That is more than ordinary "
        "variation: the 95% interval reaches from −17% to −8%."
    )


def test_nothing_is_compared_across_a_break(authority: Authority) -> None:
    series = series_of_one(make_series(authority), today=TODAY)

    last = series.last_comparison

    assert last is not None
    assert (last.verdict, last.difference) == (Verdict.BREAK, None)
    with translation.override("en"):
        assert not_compared(series.indicator, last) == "2024 is not compared with 2023."
        assert "end of 2023" in mixed_span(series.indicator, last)
    assert [len(run) for run in series.segments] == [11, 1]


def test_proposed_and_dismissed_breaks_stop_no_comparison(authority: Authority) -> None:
    indicator = make_indicator(authority)
    make_value(indicator, 2020, 100)
    make_value(indicator, 2021, 60)
    make_break(indicator, date(2021, 1, 1), state=BreakState.PROPOSED)
    make_break(indicator, date(2020, 12, 1), state=BreakState.DISMISSED)

    series = series_of_one(indicator, today=TODAY)

    assert series.last_comparison is not None
    assert series.last_comparison.verdict == Verdict.MORE_THAN_CHANCE


@pytest.mark.parametrize(
    ("day", "verdicts"),
    [
        (date(2021, 1, 1), [Verdict.BREAK, Verdict.MAY_BE_CHANCE]),
        (date(2021, 3, 1), [Verdict.BREAK, Verdict.MAY_BE_CHANCE]),
        (date(2021, 11, 1), [Verdict.MAY_BE_CHANCE, Verdict.BREAK]),
        (date(2030, 1, 1), [Verdict.MAY_BE_CHANCE, Verdict.MAY_BE_CHANCE]),
    ],
)
def test_break_inside_a_year_falls_on_the_side_of_the_fewer_days(
    authority: Authority, day: date, verdicts: list[Verdict]
) -> None:
    indicator = make_indicator(authority)
    for year in (2020, 2021, 2022):
        make_value(indicator, year, 100)
    make_break(indicator, day)

    series = series_of_one(indicator, today=TODAY)

    assert [one.verdict for one in series.comparisons] == verdicts


def test_small_numbers_give_no_sentence(authority: Authority) -> None:
    indicator = make_indicator(authority, smallest_shown=5)
    make_value(indicator, 2020, 30)
    make_value(indicator, 2021, 4)

    series = series_of_one(indicator, today=TODAY)

    assert series.last_comparison is not None
    assert series.last_comparison.verdict == Verdict.TOO_FEW
    assert series.last_said is None
    with translation.override("en"):
        said = not_compared(indicator, series.last_comparison)
    assert said == "Too few to compare 2021 with 2020: fewer than 5 events."


def test_missing_year_is_a_gap(authority: Authority) -> None:
    indicator = make_indicator(authority)
    make_value(indicator, 2019, 30)
    make_value(indicator, 2021, 40)

    series = series_of_one(indicator, today=TODAY)

    assert [one.verdict for one in series.comparisons] == [Verdict.GAP]


def test_old_value_is_not_current(authority: Authority) -> None:
    indicator = make_series(authority, stale_after=180)

    fresh = series_of_one(indicator, today=date(2026, 6, 29))
    stale = series_of_one(indicator, today=date(2026, 6, 30))

    assert fresh.stale_since is None
    assert stale.stale_since == date(2026, 6, 29)
    assert stale.latest is not None
    with translation.override("en"):
        said = plain(stale_words(indicator, stale.stale_since, stale.latest))
    assert said == "The newest value is of 2024. The next one has been due since 29 June 2026."


def test_chance_says_what_it_would_take(authority: Authority) -> None:
    indicator = make_indicator(authority)
    make_value(indicator, 2020, 14)
    make_value(indicator, 2021, 23)

    series = series_of_one(indicator, today=TODAY)

    with translation.override("en"):
        said = sentence(indicator, series.last_said)
    assert "may be chance" in said
    assert "It would take 28" in said


def test_shares_are_compared_by_points_with_their_counts(authority: Authority) -> None:
    indicator = make_indicator(authority, nature=Nature.SHARE, direction=Direction.MORE)
    make_value(indicator, 2020, "0.4", denominator=Decimal(1000))
    make_value(indicator, 2021, "0.5", denominator=Decimal(1000))

    last = series_of_one(indicator, today=TODAY).last_comparison

    assert last is not None
    assert last.verdict == Verdict.MORE_THAN_CHANCE
    with translation.override("en"):
        said = sentence(indicator, last)
    assert said.startswith(
        "In 2021 10.0 percentage points more than a year before (50.0% after 40.0%)."
    )


def test_share_in_per_cent_without_counts_says_nothing_about_chance(authority: Authority) -> None:
    indicator = make_indicator(authority, nature=Nature.SHARE, unit="%")
    make_value(indicator, 2020, "66.7")
    make_value(indicator, 2021, "64.7")

    last = series_of_one(indicator, today=TODAY).last_comparison

    assert last is not None
    assert last.verdict == Verdict.NO_COUNTS
    assert last.difference == pytest.approx(-0.02)


def test_newest_entry_of_the_ledger_holds_and_old_ones_stay(authority: Authority) -> None:
    indicator = make_series(authority)
    make_target(indicator, 2019, 2021, 3000)
    make_target(indicator, 2022, 2023, 2900)
    make_target(indicator, 2024, 2024, None)

    lines = series_of_one(indicator, today=TODAY).target_lines

    assert [(line.target.number, line.state) for line in lines] == [
        (None, TargetState.WAITING),
        (Decimal(2900), TargetState.NOT_MET),
        (Decimal(3000), TargetState.NOT_MET),
    ]
    assert [line.result and line.result.number for line in lines] == [2290, 3079, 3326]


@pytest.mark.parametrize(
    ("direction", "state"),
    [
        (Direction.LESS, TargetState.MET),
        (Direction.MORE, TargetState.NOT_MET),
        (Direction.NEITHER, None),
    ],
)
def test_target_is_met_in_its_direction(
    authority: Authority, direction: str, state: TargetState | None
) -> None:
    indicator = make_series(authority, direction=direction)
    make_target(indicator, 2024, 2024, 2300)

    line = series_of_one(indicator, today=TODAY).target_line

    assert line is not None
    assert line.state == state


@pytest.mark.parametrize(
    ("frequency", "first", "last"),
    [
        (Frequency.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
        (Frequency.HALF_YEAR, date(2024, 1, 1), date(2024, 6, 30)),
        (Frequency.QUARTER, date(2024, 1, 1), date(2024, 3, 31)),
        (Frequency.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (Frequency.SCHOOL_YEAR, date(2023, 9, 1), date(2024, 8, 31)),
    ],
)
def test_spans_of_each_frequency(frequency: str, first: date, last: date) -> None:
    span = span_with(frequency, date(2024, 2, 10))

    assert span == DateSpan(first, last)
    assert span_with(frequency, back(frequency, span, 1).first).last == (
        first - (date(2024, 1, 2) - date(2024, 1, 1))
    )
    assert [one.last < TODAY for one in spans_until(frequency, TODAY, 3) if one.last] == [True] * 3


def test_nothing_after_nothing_is_as_many(authority: Authority) -> None:
    indicator = make_indicator(authority)
    make_value(indicator, 2020, 0)
    make_value(indicator, 2021, 0)

    last = series_of_one(indicator, today=TODAY).last_comparison

    with translation.override("en"):
        assert sentence(indicator, last) == "In 2021 as many as a year before (0 after 0)."


def test_something_after_nothing_is_more_than_none(authority: Authority) -> None:
    indicator = make_indicator(authority)
    make_value(indicator, 2020, 0)
    make_value(indicator, 2021, 12)

    last = series_of_one(indicator, today=TODAY).last_comparison

    with translation.override("en"):
        assert sentence(indicator, last).startswith(
            "2021: more than none (12 after 0). That is more"
        )
