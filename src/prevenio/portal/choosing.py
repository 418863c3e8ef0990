"""Which years of a programme are offered at once."""

from collections.abc import Sequence
from dataclasses import dataclass

# More pills than this are a wall: the years near the one that is read stand alone.
MOST_AT_ONCE = 8
NEAR = 3


@dataclass(frozen=True, slots=True)
class YearChoice:
    """The years offered at once, and all of them; the same unless there are many."""

    near: Sequence[int]
    all: Sequence[int]

    @property
    def has_more(self) -> bool:
        return len(self.near) < len(self.all)


def year_choice(years: Sequence[int], *, around: int) -> YearChoice:
    """All years, or of many the ones next to the year that is read."""
    if len(years) <= MOST_AT_ONCE:
        return YearChoice(near=years, all=years)
    first = min(max(around - NEAR // 2, years[0]), years[-1] - NEAR + 1)
    return YearChoice(near=range(first, first + NEAR), all=years)


def nearest_year(years: Sequence[int], *, to: int) -> int:
    """The year asked for, else the first or the last one."""
    return min(max(to, years[0]), years[-1])
