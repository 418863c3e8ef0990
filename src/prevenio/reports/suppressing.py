"""Which counts of a group are left out, so that no small one can be worked out from the others.

A small count is told as "fewer than five". Where the sum of what is left out would give a small one
away, larger ones are left out with it and told as "five or more" (complementary suppression). Both
say more than nothing, so the rule is strict: whatever is left out can still be one of two numbers
at least, and all of it together is never fewer than five. Where that cannot be reached the sum of
the group is left out too.

Some of what is counted may be known already, because it is shown one by one. Whoever takes that
away from a count has the rest of it, so the same holds for what is not shown one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5
# More than there ever are.
_ANY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Left:
    """The places of the counts that are left out; `is_total` where their sum is left out too."""

    places: frozenset[int] = frozenset()
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A number that is left out, and between which ones it is by what is told of it."""

    number: int
    least: int
    most: int


def left_out(counts: Sequence[int], *, listed: Sequence[int] = (), fewest: int = FEWEST) -> Left:
    """What to leave out of a group of counts that add up, none of them below one.

    `listed` says how many of each count are shown one by one; none where it is empty.
    """
    known = listed or [0] * len(counts)
    rests = [count - shown for count, shown in zip(counts, known, strict=True)]
    small = [
        place for place, count in enumerate(counts) if count < fewest or 0 < rests[place] < fewest
    ]
    if not small:
        return Left()
    others = sorted(
        set(range(len(counts))) - set(small),
        key=lambda place: (rests[place] == 0, counts[place], place),
    )
    for more in range(len(others) + 1):
        places = [*small, *others[:more]]
        plain = [_hidden(counts[place], 0, fewest) for place in places]
        beyond = [_hidden(counts[place], known[place], fewest) for place in places]
        if _is_safe(plain, fewest) and _is_safe(beyond, fewest):
            return Left(frozenset(places))
    return Left(frozenset(small), is_total=True)


def _hidden(count: int, shown: int, fewest: int) -> _Hidden:
    """What is left of a count without those that are shown one by one."""
    if count < fewest:
        return _Hidden(count - shown, max(0, 1 - shown), fewest - 1 - shown)
    return _Hidden(count - shown, max(0, fewest - shown), _ANY)


def _is_safe(hidden: Sequence[_Hidden], fewest: int) -> bool:
    """Whether numbers of which the sum is known leave two choices for each that is not nothing."""
    total = sum(one.number for one in hidden)
    if total == 0:
        return True
    if total < fewest:
        return False
    least = sum(one.least for one in hidden)
    most = sum(one.most for one in hidden)
    # Numbers that are all told alike: only one of them off its end can be but in one way.
    if len({(one.least, one.most) for one in hidden}) == 1 and not least + 1 < total < most - 1:
        return False
    return all(
        max(one.least, total - (most - one.most)) < min(one.most, total - (least - one.least))
        for one in hidden
        if one.number
    )
