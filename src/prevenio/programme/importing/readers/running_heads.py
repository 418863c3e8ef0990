"""Running heads and feet in plain text: lines that come again and only count the pages."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

_NUMBER = re.compile(r"\d+")
# What tells a page's number from a chapter's: white space, dashes around it, a word, a total.
_OF_A_PAGE = re.compile(
    r"\S\s{3,}\S|[-–—|]\s*\d+\s*(?:[-–—|]|$)|\bstr(?:ona|ana|\.)|\d\s*(?:/|z|ze)\s*\d",
    re.IGNORECASE,
)
LONGEST = 140
FEWEST_LETTERS = 4


def running_heads(lines: Sequence[str]) -> frozenset[int]:
    """The places of lines that are alike but for one number, which is the page's."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        words = tuple(line.split())
        if _may_be_head(line):
            alike[tuple(_NUMBER.sub("#", word) for word in words)].append(place)
    return frozenset(
        place for places in alike.values() if _count_pages(lines, places) for place in places
    )


def _may_be_head(line: str) -> bool:
    if "\t" in line or len(line) > LONGEST or not _NUMBER.search(line):
        return False
    has_words = sum(char.isalpha() for char in line) >= FEWEST_LETTERS
    return has_words and bool(_OF_A_PAGE.search(line))


def _count_pages(lines: Sequence[str], places: Sequence[int]) -> bool:
    """Whether exactly one number changes from line to line, by one each time, far apart."""
    if len(places) < 2 or any(below - above < 4 for above, below in pairwise(places)):
        return False
    numbers = [[int(number) for number in _NUMBER.findall(lines[place])] for place in places]
    changing = [column for column in zip(*numbers, strict=True) if len(set(column)) > 1]
    return len(changing) == 1 and all(b - a == 1 for a, b in pairwise(changing[0]))
