from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.activities.models import FindingState, FindingStepKind
from prevenio.activities.states import (
    SETTLED,
    Step,
    StepsOutOfOrder,
    can_follow,
    standing_after,
)

FOUND = Step(FindingStepKind.FOUND, date(2026, 3, 2), date(2026, 3, 20))
steps = st.builds(
    Step,
    st.sampled_from(list(FindingStepKind)),
    st.dates(date(2026, 3, 2), date(2026, 12, 31)),
    st.none() | st.dates(date(2026, 3, 2), date(2027, 12, 31)),
)


@given(st.lists(steps, max_size=8))
def test_nothing_leaves_what_is_remedied_or_dropped(later: list[Step]) -> None:
    """Whatever is tried, in any order: only a new finding opens the matter again."""
    taken, standing = [FOUND], standing_after([FOUND])
    for step in later:
        was = standing
        if can_follow(was.state, step.kind):
            taken.append(step)
            standing = standing_after(taken)
            assert was.state not in SETTLED
        else:
            with pytest.raises(StepsOutOfOrder):
                standing_after([*taken, step])
            assert standing_after(taken) == was


@given(st.lists(steps, max_size=8))
def test_state_is_what_the_steps_add_up_to(later: list[Step]) -> None:
    taken = [FOUND]
    for step in later:
        if can_follow(standing_after(taken).state, step.kind):
            taken.append(step)

    standing = standing_after(taken)

    last = taken[-1]
    assert (standing.state in SETTLED) == (standing.settled_on == last.on)
    assert standing.due_on == next(one.due_on for one in reversed(taken) if one.due_on)
    if last.kind == FindingStepKind.REMEDIED:
        assert standing.state == FindingState.REMEDIED
    if last.kind == FindingStepKind.NOT_REMEDIED:
        assert standing.state == FindingState.OPEN


def test_finding_begins_with_being_found() -> None:
    with pytest.raises(StepsOutOfOrder):
        standing_after([])
    with pytest.raises(StepsOutOfOrder):
        standing_after([Step(FindingStepKind.REMEDIED, date(2026, 3, 2))])
