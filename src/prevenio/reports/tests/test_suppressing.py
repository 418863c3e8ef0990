"""No count that is left out can be worked out from what is shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.reports.suppressing import FEWEST, Left, left_out

# How many of a count are shown one by one, and how many are not.
PARTS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(any)


def choices_for(
    counts: list[int], listed: list[int], left: Left
) -> tuple[list[tuple[int, ...]], list[int]]:
    """What the hidden rests may be for somebody who knows what is told, and which these are."""
    hidden = sorted(left.places)
    rests = [counts[place] - listed[place] for place in hidden]
    most = sum(rests) + FEWEST
    ranges = [
        range(max(0, 1 - listed[place]), FEWEST - listed[place])
        if counts[place] < FEWEST
        else range(max(0, FEWEST - listed[place]), most + 1)
        for place in hidden
    ]
    fitting = product(*ranges)
    return [one for one in fitting if left.is_total or sum(one) == sum(rests)], rests


@given(st.lists(st.integers(1, 9), max_size=4))
def test_whatever_is_left_out_may_be_one_of_two_numbers(counts: list[int]) -> None:
    left = left_out(counts)
    small = {place for place, count in enumerate(counts) if count < FEWEST}

    assert small <= left.places
    if left.places:
        fitting, hidden = choices_for(counts, [0] * len(counts), left)
        assert all(len(set(column)) > 1 for column in zip(*fitting, strict=True))
        assert len({tuple(sorted(one)) for one in fitting}) > 1
        assert left.is_total or sum(hidden) >= FEWEST


@given(st.lists(PARTS, max_size=4))
def test_no_small_rest_is_left_beside_what_is_shown_one_by_one(
    parts: list[tuple[int, int]],
) -> None:
    listed = [shown for shown, _rest in parts]
    counts = [sum(one) for one in parts]
    left = left_out(counts, listed=listed)

    told = [rest for place, (_shown, rest) in enumerate(parts) if place not in left.places]
    assert all(rest == 0 or rest >= FEWEST for rest in told)
    fitting, hidden = choices_for(counts, listed, left)
    assert left.is_total or sum(hidden) == 0 or sum(hidden) >= FEWEST
    for place, rest in enumerate(hidden):
        assert rest == 0 or len({one[place] for one in fitting}) > 1


@pytest.mark.parametrize(
    ("counts", "places", "is_total"),
    [
        ([], set(), False),
        ([5, 12], set(), False),
        ([2], {0}, True),
        ([2, 3], {0, 1}, False),
        ([1, 3], {0, 1}, True),
        ([4, 4], {0, 1}, True),
        ([3, 4], {0, 1}, True),
        ([1, 1, 1, 2], {0, 1, 2, 3}, True),
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


@pytest.mark.parametrize(
    ("counts", "listed", "places", "is_total"),
    [
        ([7], [6], {0}, True),
        ([6, 9], [6, 9], set(), False),
        # The first one is known wholly, so only the third can cover the second.
        ([6, 7, 20], [6, 6, 10], {1, 2}, False),
        ([6, 7], [6, 6], {1}, True),
        ([11], [6], set(), False),
    ],
)
def test_what_is_shown_one_by_one_covers_nothing(
    counts: list[int], listed: list[int], places: set[int], is_total: bool
) -> None:
    left = left_out(counts, listed=listed)
    assert (set(left.places), left.is_total) == (places, is_total)
