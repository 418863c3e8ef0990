"""The life of an activity and of a finding as plain functions over plain values.

The state of a finding is what its steps add up to: it is written beside them for the database, and
can be made again from them at any time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from prevenio.activities.models import ActivityState, FindingState, FindingStepKind

NEXT_STATES: Mapping[str, frozenset[str]] = {
    # What was announced is called off, never withdrawn: people may have signed up.
    ActivityState.PLANNED: frozenset({ActivityState.DONE, ActivityState.CANCELLED}),
    ActivityState.DONE: frozenset({ActivityState.WITHDRAWN}),
    ActivityState.CANCELLED: frozenset(),
    ActivityState.WITHDRAWN: frozenset(),
}

_AFTER: Mapping[str, Mapping[str, str]] = {
    "": {FindingStepKind.FOUND: FindingState.OPEN},
    FindingState.OPEN: {
        FindingStepKind.EXTENDED: FindingState.OPEN,
        FindingStepKind.REPORTED: FindingState.REPORTED,
        FindingStepKind.NOT_REMEDIED: FindingState.OPEN,
        FindingStepKind.REMEDIED: FindingState.REMEDIED,
        FindingStepKind.DROPPED: FindingState.DROPPED,
    },
    FindingState.REPORTED: {
        FindingStepKind.NOT_REMEDIED: FindingState.OPEN,
        FindingStepKind.REMEDIED: FindingState.REMEDIED,
        FindingStepKind.DROPPED: FindingState.DROPPED,
    },
    FindingState.REMEDIED: {},
    FindingState.DROPPED: {},
}
SETTLED = frozenset({FindingState.REMEDIED, FindingState.DROPPED})
UNSETTLED = (FindingState.OPEN, FindingState.REPORTED)


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of a finding says: its kind, its day, the new day for the remedy if any."""

    kind: str
    on: date
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a finding stands after its steps."""

    state: str
    due_on: date
    settled_on: date | None


class StepsOutOfOrder(ValueError):
    """Steps that no operation writes in this order."""


def can_become(state: str, following: str) -> bool:
    """Whether an activity in a state may pass into another."""
    return following in NEXT_STATES[state]


def can_follow(state: str, kind: str) -> bool:
    """Whether a step may follow upon a finding in a state; the empty state is that of no step."""
    return kind in _AFTER[state]


def standing_after(steps: Iterable[Step]) -> Standing:
    """The state, the day for the remedy and the settling day that steps add up to.

    Raises StepsOutOfOrder.
    """
    state, due_on, settled_on = "", None, None
    for step in steps:
        if not can_follow(state, step.kind):
            raise StepsOutOfOrder(f"{step.kind} after {state or 'nothing'}")
        state = _AFTER[state][step.kind]
        due_on = step.due_on or due_on
        settled_on = step.on if state in SETTLED else None
    if due_on is None:
        raise StepsOutOfOrder("a finding begins with the day by which it is to be remedied")
    return Standing(state, due_on, settled_on)
