"""The order of a project's steps: mapping, then a working group, then the decision of a body.

Plain functions over the rows of the ledger, oldest first.
"""

from collections.abc import Iterable, Sequence

from prevenio.region.models import GateKind, GateOutcome, GateStep


def standing_steps(steps: Iterable[GateStep]) -> list[GateStep]:
    """The steps that were not taken back."""
    standing: list[GateStep] = []
    for step in steps:
        if step.kind == GateKind.TAKEN_BACK:
            standing.pop()
        else:
            standing.append(step)
    return standing


def next_kind(standing: Sequence[GateStep]) -> GateKind | None:
    """The only step that may come next; None once a body approved.

    What was refused begins anew; what was returned, or was dealt with without a word on the
    outcome, may be decided on again.
    """
    if not standing:
        return GateKind.MAPPING
    last = standing[-1]
    if last.kind == GateKind.MAPPING:
        return GateKind.WORKING_GROUP
    if last.kind == GateKind.WORKING_GROUP:
        return GateKind.DECISION
    if last.outcome == GateOutcome.APPROVED:
        return None
    return GateKind.MAPPING if last.outcome == GateOutcome.REFUSED else GateKind.DECISION
