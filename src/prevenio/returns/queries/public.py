"""What residents read about the actions: the accepted state that was released, and nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from prevenio.people.models import Body
from prevenio.programme.models import Programme
from prevenio.returns.models import ActionReturn, Outcome, Part, SealedReturn


@dataclass(frozen=True, slots=True)
class PublicState:
    """The state of an action as its lead body reported it and the bureau accepted it."""

    outcome: Outcome
    as_of: date
    period_id: int
    period: str
    body: Body
    narrative: str
    counts: Sequence[tuple[str, str, str]]
    reason: str


def public_states(
    programme: Programme, *, lineages: Sequence[UUID] | None = None, year: int | None = None
) -> Mapping[UUID, PublicState]:
    """The newest released state of each action of a programme, by the action's lineage.

    With a year, as it stood in the periods that ended in that year. What is shown is what was
    sealed, not what stands in the form.
    """
    released = _released(programme)
    if lineages is not None:
        released = released.filter(action__lineage__in=lineages)
    if year is not None:
        released = released.filter(period__last_day__year=year)
    return _newest(released)


def _released(programme: Programme) -> QuerySet[ActionReturn]:
    return ActionReturn.objects.filter(
        period__programme=programme, part=Part.LEAD, released_at__isnull=False
    )


def _newest(released: QuerySet[ActionReturn]) -> Mapping[UUID, PublicState]:
    newest = SealedReturn.objects.filter(action_return=OuterRef("pk")).order_by("-number")
    rows = (
        released.select_related("period", "body", "action")
        .annotate(sealed_content=Subquery(newest.values("content")[:1]))
        .order_by("period__last_day", "released_at", "pk")
    )
    return {one.action.lineage: _state_of(one) for one in rows}


def public_state_of(programme: Programme, lineage: UUID) -> tuple[PublicState | None, bool]:
    """The newest released state of one action, and whether the programme shows any; one read."""
    released = _released(programme)
    first = released.order_by("pk").values("pk")[:1]
    states = _newest(released.filter(Q(action__lineage=lineage) | Q(pk__in=first)))
    return states.get(lineage), bool(states)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many actions are in which state, and as of which day the newest of them is known."""

    counts: Mapping[Outcome, int]
    unknown: int
    as_of: date | None


def progress_of(states: Mapping[UUID, PublicState], lineages: Sequence[UUID]) -> Progress:
    """What the states of some actions add up to; those without a released state are unknown."""
    known = [states[one] for one in lineages if one in states]
    return Progress(
        counts=Counter(state.outcome for state in known),
        unknown=len(lineages) - len(known),
        as_of=max((state.as_of for state in known), default=None),
    )


def _state_of(one: ActionReturn) -> PublicState:
    content = one.sealed_content  # type: ignore[attr-defined]
    return PublicState(
        outcome=Outcome(content["outcome"]),
        as_of=one.period.last_day,
        period_id=one.period_id,
        period=one.period.name,
        body=one.body,
        narrative=content["narrative"],
        counts=[(what, number, unit) for what, number, unit in content["counts"]],
        reason=content["reason"],
    )
