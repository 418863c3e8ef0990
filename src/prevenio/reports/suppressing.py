"""Which counts of a group are left out, so that no small one can be worked out from the others.

A small count is told as "fewer than five". Where the sum of what is left out would give a small one
away, larger ones are left out with it and told as "five or more" (complementary suppression). Both
say more than nothing, so the rule is strict: whatever is left out can still be one of two numbers
at least. Where that cannot be reached the sum of the group is left out too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Left:
    """The places of the counts that are left out; `is_total` where their sum is left out too."""

    places: frozenset[int] = frozenset()
    is_total: bool = False


def left_out(counts: Sequence[int], *, fewest: int = FEWEST) -> Left:
    """What to leave out of a group of counts that add up, none of them below one."""
    small = [place for place, count in enumerate(counts) if count < fewest]
    if not small:
        return Left()
    others = sorted(set(range(len(counts))) - set(small), key=lambda place: (counts[place], place))
    hidden = list(small)
    while True:
        total = sum(counts[place] for place in hidden)
        if _is_safe(total, len(small), len(hidden) - len(small), fewest):
            return Left(frozenset(hidden))
        if not others:
            return Left(frozenset(small), is_total=True)
        hidden.append(others.pop(0))


def _is_safe(total: int, small: int, large: int, fewest: int) -> bool:
    """Whether so many small and large numbers of that sum leave two choices for each of them."""
    least_small = 1 if large else max(1, total - (fewest - 1) * (small - 1))
    most_small = min(fewest - 1, total - (small - 1) - fewest * large)
    if most_small <= least_small:
        return False
    if not large:
        return True
    least_large = max(fewest, total - (fewest - 1) * small) if large == 1 else fewest
    return total - small - fewest * (large - 1) > least_large
