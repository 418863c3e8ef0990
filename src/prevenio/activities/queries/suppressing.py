"""Which numbers of a table are left out, so that no small one can be worked out from the others.

The table has groups that add up: the numbers of one measure by kind, and their sum. A plain
function over plain values. The rule: in each group the numbers left out must be at least two and
add up to at least the threshold, the sum itself being left out where that cannot be reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

type Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: its name, the group that adds up, the smallest number that may be shown.

    A threshold of 0 means that everybody knows the number anyway.
    """

    name: Name
    group: str
    number: Decimal
    threshold: int

    @property
    def is_small(self) -> bool:
        return 0 < self.number < self.threshold


def hidden_cells(cells: Sequence[Cell]) -> frozenset[Name]:
    """The names of the numbers to leave out; (group, "") stands for the sum of a group."""
    hidden: set[Name] = set()
    for group in dict.fromkeys(one.group for one in cells):
        hidden |= _hidden_of([one for one in cells if one.group == group], group)
    return frozenset(hidden)


def _hidden_of(cells: Sequence[Cell], group: str) -> set[Name]:
    small = [one for one in cells if one.is_small]
    if not small:
        return set()
    # The next larger number gives the least away; a nought among them would give nothing.
    further = sorted(
        (one for one in cells if one.threshold and not one.is_small and one.number > 0),
        key=lambda one: (one.number, one.name),
    )
    hidden = list(small)
    while not _is_safe(hidden) and further:
        hidden.append(further.pop(0))
    if _is_safe(hidden):
        return {one.name for one in hidden}
    return {*(one.name for one in small), (group, "")}


def _is_safe(hidden: Sequence[Cell]) -> bool:
    """Whether the sum of what is left out, which can be worked out, says nothing of its parts."""
    threshold = max(one.threshold for one in hidden)
    total = sum(one.number for one in hidden)
    return len(hidden) > 1 and total >= threshold and total > len(hidden)
