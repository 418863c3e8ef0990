"""Intervals against scipy, zeros and millions; the verdict, the interval and p always agree."""

import itertools
import math

import pytest
from scipy import stats

from prevenio.indicators import comparing
from prevenio.indicators.comparing import (
    beta_below,
    compare_counts,
    compare_shares,
    count_needed,
    share_interval,
    stand_among_many,
)

COUNTS = [0, 1, 2, 3, 5, 10, 14, 23, 100, 257, 999, 10**4, 10**5, 10**6]
PAIRS = [pair for pair in itertools.product(COUNTS, COUNTS) if sum(pair)]


@pytest.mark.parametrize(
    ("new", "old", "estimate", "low", "high"),
    [
        (4361, 4851, -10, -14, -6),
        (3250, 4361, -25, -29, -22),
        (2597, 3204, -19, -23, -15),
        (3326, 2597, 28, 22, 35),
        (3079, 3527, -13, -17, -8),
    ],
)
def test_kielce_by_year(new: int, old: int, estimate: int, low: int, high: int) -> None:
    change = compare_counts(new, old)

    assert change.estimate is not None
    assert [round(100 * part) for part in (change.estimate, change.low, change.high)] == [
        estimate,
        low,
        high,
    ]
    assert change.is_beyond_chance


@pytest.mark.parametrize(("part", "rest"), PAIRS)
def test_interval_is_the_one_of_clopper_and_pearson(part: int, rest: int) -> None:
    low, high = share_interval(part, part + rest)

    truth = stats.binomtest(part, part + rest).proportion_ci(method="exact")
    assert low == pytest.approx(truth.low, rel=1e-7)
    assert high == pytest.approx(truth.high, rel=1e-7)


@pytest.mark.parametrize(("new", "old"), PAIRS)
def test_verdict_and_chance_agree(new: int, old: int) -> None:
    change = compare_counts(new, old)

    tails = stats.binom.cdf(new, new + old, 0.5), stats.binom.sf(new - 1, new + old, 0.5)
    assert change.p_value == pytest.approx(min(1, 2 * min(tails)), rel=1e-6, abs=1e-300)
    assert change.is_beyond_chance == (change.p_value < 0.05)


def test_exposures_move_the_ratio() -> None:
    half = compare_counts(50, 100, new_exposure=181, old_exposure=362)

    assert half.estimate == pytest.approx(0)
    assert half.low < 0 < half.high


def test_nothing_after_something_and_something_after_nothing() -> None:
    less, more, none = compare_counts(0, 12), compare_counts(12, 0), compare_counts(0, 0)

    assert (less.estimate, less.low) == (-1, -1)
    assert less.is_beyond_chance
    assert more.estimate is None
    assert (more.high, more.is_beyond_chance) == (math.inf, True)
    assert (none.p_value, none.is_beyond_chance) == (1, False)


@pytest.mark.parametrize("wrong", [(-1, 2, 1, 1), (1, -2, 1, 1), (1, 2, 0, 1), (1, 2, 1, -1)])
def test_what_cannot_be_compared_is_an_error(wrong: tuple[int, int, float, float]) -> None:
    with pytest.raises(ValueError, match="positive"):
        compare_counts(wrong[0], wrong[1], new_exposure=wrong[2], old_exposure=wrong[3])


def test_more_than_ten_million_is_compared_by_logarithms() -> None:
    just_above, just_below = (
        share_interval(comparing.MANY + step, 2 * comparing.MANY) for step in (1, 0)
    )

    assert just_above == pytest.approx(just_below, rel=1e-6)
    assert compare_counts(3 * 10**8, 3 * 10**8 + 10**6).is_beyond_chance


@pytest.mark.parametrize(("part", "rest"), PAIRS)
def test_an_interval_takes_few_steps(part: int, rest: int) -> None:
    steps = 0

    def counted(x: float, a: float, b: float) -> float:
        nonlocal steps
        steps += 1
        return beta_below(x, a, b)

    share_interval(part, part + rest, cdf=counted)

    assert steps <= 60


def test_three_hundred_changes_are_worked_out_once() -> None:
    compare_counts.cache_clear()
    for _again in range(3):
        for count in range(300):
            compare_counts(count, 300 - count)

    assert compare_counts.cache_info().misses == 300


@pytest.mark.parametrize(
    ("new", "of", "old", "old_of"),
    [(56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 0, 20), (5, 56, 0, 29)],
)
def test_shares_by_newcombes_tenth_method(new: int, of: int, old: int, old_of: int) -> None:
    first, second = (
        stats.binomtest(part, whole).proportion_ci(method="wilson")
        for part, whole in ((new, of), (old, old_of))
    )
    one, two = new / of, old / old_of

    change = compare_shares(new, of, old, old_of)

    assert change.estimate == pytest.approx(one - two)
    reach = math.hypot(one - first.low, second.high - two)
    assert change.low == pytest.approx(one - two - reach, abs=1e-12)
    assert change.is_beyond_chance == (change.p_value < 0.05)


def test_published_example_of_newcombe() -> None:
    change = compare_shares(56, 70, 48, 80)

    assert (round(change.low, 4), round(change.high, 4)) == (0.0524, 0.3339)


def test_what_it_would_take() -> None:
    assert count_needed(14, more=True) == 28
    assert count_needed(3, more=False) is None
    assert not compare_counts(27, 14).is_beyond_chance


def test_few_of_many_stand() -> None:
    p_values = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]

    assert stand_among_many(p_values) == [True, True, *[False] * 8]
    assert stand_among_many([]) == []
    expected = stats.false_discovery_control(p_values)
    assert [one < 0.05 for one in expected] == stand_among_many(p_values)
