"""Whether a change between two spans is more than ordinary variation. Plain Python.

Two counts are compared by their rate ratio: given their sum, the newer one is binomial, so the
Clopper–Pearson interval of its share gives an exact interval for the ratio, whatever the rates
(Przyborowski and Wilenski 1940). Two shares are compared by their difference, with Newcombe's
hybrid score interval (method 10, 1998). Verdict, interval and p-value of one change always agree.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

LEVEL = 0.95
# Above this the exact interval and the one by logarithms agree in every digit that is printed.
MANY = 10**7
_ENOUGH = 1e-13
_TINY = 1e-300

Distribution = Callable[[float, float, float], float]


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure changed: by `estimate`, its interval, and how often chance alone does as much.

    Of counts all three numbers are relative (−0.13 is 13 per cent less), of shares they are
    differences (−0.02 is two percentage points less). Without an `estimate` the ratio has none,
    because the older count is zero; a `high` of infinity says the same.
    """

    estimate: float | None
    low: float
    high: float
    p_value: float

    @property
    def is_beyond_chance(self) -> bool:
        return self.low > 0 or self.high < 0


@lru_cache(maxsize=4096)
def compare_counts(
    new: int, old: int, *, new_exposure: float = 1.0, old_exposure: float = 1.0
) -> Change:
    """The relative change from one count of events to the next, exposures being days or people."""
    if new < 0 or old < 0 or new_exposure <= 0 or old_exposure <= 0:
        raise ValueError("Counts are not negative, exposures are positive.")
    by_exposure = old_exposure / new_exposure
    low, high = share_interval(new, new + old)
    return Change(
        estimate=new / old * by_exposure - 1 if old else None,
        low=_odds(low) * by_exposure - 1,
        high=_odds(high) * by_exposure - 1,
        p_value=_two_sided(new, new + old, 1 / (1 + by_exposure)),
    )


def compare_shares(new: int, new_of: int, old: int, old_of: int) -> Change:
    """The difference between two shares, `new` of `new_of` after `old` of `old_of`."""
    if not (0 <= new <= new_of and 0 <= old <= old_of and new_of and old_of):
        raise ValueError("A share is a part of something.")
    estimate = new / new_of - old / old_of
    low, high = _newcombe(new, new_of, old, old_of, _normal(LEVEL))
    p_value = _least_level(new, new_of, old, old_of)
    return Change(estimate=estimate, low=low, high=high, p_value=p_value)


def share_interval(
    part: int, whole: int, *, level: float = LEVEL, cdf: Distribution | None = None
) -> tuple[float, float]:
    """The Clopper–Pearson interval of `part` out of `whole`; everything is possible of nothing."""
    tail = (1 - level) / 2
    rest = whole - part
    if min(part, rest) > MANY:
        return _by_logarithms(part, rest, level)
    low = quantile(tail, part, rest + 1, cdf=cdf) if part else 0.0
    high = quantile(1 - tail, part + 1, rest, cdf=cdf) if rest else 1.0
    return low, high


def count_needed(old: int, *, more: bool) -> int | None:
    """The nearest count that would be more than chance after `old`; none may be low enough."""
    if not more and not compare_counts(0, old).is_beyond_chance:
        return None
    inside = old
    outside = 0
    if more:
        outside = old + 8
        while not compare_counts(outside, old).is_beyond_chance:
            outside = 2 * outside
    while abs(outside - inside) > 1:
        middle = (outside + inside) // 2
        if compare_counts(middle, old).is_beyond_chance:
            outside = middle
        else:
            inside = middle
    return outside


def stand_among_many(p_values: Sequence[float], *, rate: float = 1 - LEVEL) -> list[bool]:
    """Which of many changes stand when at most `rate` of those named may be false alarms.

    Benjamini and Hochberg 1995.
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    last = 0
    for place, index in enumerate(order, start=1):
        if p_values[index] <= rate * place / len(p_values):
            last = place
    standing = set(order[:last])
    return [index in standing for index in range(len(p_values))]


def quantile(share: float, a: float, b: float, *, cdf: Distribution | None = None) -> float:
    """Where the beta distribution reaches `share`: Newton's steps kept between two bounds."""
    distribution = cdf or beta_below
    low, high = 0.0, 1.0
    spread = math.sqrt(a * b / (a + b + 1)) / (a + b)
    x = a / (a + b) + NormalDist().inv_cdf(share) * spread
    for _step in range(200):
        if not low < x < high:
            x = (low + high) / 2
        off = distribution(x, a, b) - share
        low, high = (low, x) if off > 0 else (x, high)
        slope = math.exp(_log_density(x, a, b))
        step = off / slope if slope > _TINY else math.inf
        if abs(step) <= _ENOUGH * x or high - low <= _ENOUGH * high:
            return x
        x -= step
    return x


def beta_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(_log_density(x, a, b) + math.log(x) + math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _log_density(x: float, a: float, b: float) -> float:
    whole = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return whole + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x)


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's way through the continued fraction; about as many steps as the root of a + b."""
    upper, lower = 1.0, _away_from_zero(1 - (a + b) * x / (a + 1))
    lower = 1 / lower
    value = lower
    for m in range(1, 200_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1 / _away_from_zero(1 + even * lower)
        upper = _away_from_zero(1 + even / upper)
        value *= lower * upper
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        lower = 1 / _away_from_zero(1 + odd * lower)
        upper = _away_from_zero(1 + odd / upper)
        value *= lower * upper
        if abs(lower * upper - 1) < 1e-15:
            break
    return value


def _away_from_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _two_sided(part: int, whole: int, share: float) -> float:
    """Twice the smaller tail, which is what the Clopper–Pearson interval inverts."""
    if not whole:
        return 1.0
    rest = whole - part
    if min(part, rest) > MANY:
        away = math.log(part / rest) - math.log(share / (1 - share))
        return 2 * NormalDist().cdf(-abs(away) / math.sqrt(1 / part + 1 / rest))
    at_least = beta_below(share, part, rest + 1) if part else 1.0
    at_most = beta_below(1 - share, rest, part + 1) if rest else 1.0
    return min(1.0, 2 * min(at_least, at_most))


def _by_logarithms(part: int, rest: int, level: float) -> tuple[float, float]:
    middle, reach = math.log(part / rest), _normal(level) * math.sqrt(1 / part + 1 / rest)
    low, high = math.exp(middle - reach), math.exp(middle + reach)
    return low / (1 + low), high / (1 + high)


def _normal(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _wilson(part: int, whole: int, z: float) -> tuple[float, float]:
    share, squared = part / whole, z * z
    middle = (share + squared / (2 * whole)) / (1 + squared / whole)
    inside = share * (1 - share) / whole + squared / (4 * whole * whole)
    reach = z * math.sqrt(inside) / (1 + squared / whole)
    # What rounding leaves at the ends is nothing.
    low = 0.0 if part == 0 else max(0.0, middle - reach)
    return low, 1.0 if part == whole else min(1.0, middle + reach)


def _newcombe(new: int, new_of: int, old: int, old_of: int, z: float) -> tuple[float, float]:
    first, second = new / new_of, old / old_of
    first_low, first_high = _wilson(new, new_of, z)
    second_low, second_high = _wilson(old, old_of, z)
    difference = first - second
    return (
        difference - math.hypot(first - first_low, second_high - second),
        difference + math.hypot(first_high - first, second - second_low),
    )


def _least_level(new: int, new_of: int, old: int, old_of: int) -> float:
    """The p-value that belongs to Newcombe's interval: where its nearer end touches zero."""
    near, far = 0.0, 40.0
    for _step in range(60):
        z = (near + far) / 2
        low, high = _newcombe(new, new_of, old, old_of, z)
        near, far = (near, z) if low <= 0 <= high else (z, far)
    return 2 * NormalDist().cdf(-near)
