"""No count that is left out can be worked out from what is shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.reports.suppressing import FEWEST, left_out


def choices_for(counts: list[int], hidden: list[int]) -> list[set[int]]:
    """What each hidden count may be, for somebody who knows the sum and what is said of each."""
    total = sum(counts[place] for place in hidden)
    ranges = [
        range(1, FEWEST) if counts[place] < FEWEST else range(FEWEST, total + 1) for place in hidden
    ]
    fitting = [one for one in product(*ranges) if sum(one) == total]
    return [set(column) for column in zip(*fitting, strict=True)]


@given(st.lists(st.integers(1, 9), max_size=5))
def test_whatever_is_left_out_may_be_one_of_two_numbers(counts: list[int]) -> None:
    left = left_out(counts)
    small = {place for place, count in enumerate(counts) if count < FEWEST}

    assert small <= left.places
    if left.places and not left.is_total:
        assert all(len(one) > 1 for one in choices_for(counts, sorted(left.places)))


@pytest.mark.parametrize(
    ("counts", "places", "is_total"),
    [
        ([], set(), False),
        ([5, 12], set(), False),
        ([2], {0}, True),
        ([2, 3], {0, 1}, False),
        ([4, 4], {0, 1}, True),
        ([1, 5], {0}, True),
        ([2, 9, 30], {0, 1}, False),
        ([1, 5, 8], {0, 1, 2}, False),
    ],
)
def test_as_few_as_possible_are_left_out(
    counts: list[int], places: set[int], is_total: bool
) -> None:
    left = left_out(counts)
    assert (set(left.places), left.is_total) == (places, is_total)
