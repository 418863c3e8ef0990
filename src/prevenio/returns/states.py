"""The state of a return as what its events add up to: plain values, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from prevenio.kernel.errors import WrongState
from prevenio.returns.models import EventKind, ReturnState

_NEXT: Mapping[tuple[str, str], ReturnState] = {
    (ReturnState.DRAFT, EventKind.SUBMITTED): ReturnState.SUBMITTED,
    (ReturnState.SENT_BACK, EventKind.SUBMITTED): ReturnState.SUBMITTED,
    (ReturnState.SUBMITTED, EventKind.CERTIFIED): ReturnState.CERTIFIED,
    (ReturnState.SUBMITTED, EventKind.DECLINED): ReturnState.SENT_BACK,
    (ReturnState.SUBMITTED, EventKind.SENT_BACK): ReturnState.SENT_BACK,
    (ReturnState.CERTIFIED, EventKind.SENT_BACK): ReturnState.SENT_BACK,
    (ReturnState.CERTIFIED, EventKind.ACCEPTED): ReturnState.ACCEPTED,
    (ReturnState.ACCEPTED, EventKind.RELEASED): ReturnState.ACCEPTED,
}


class Happening(Protocol):
    """What an event says that the state depends on."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def due_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Projection:
    """State and moments of a return; the fields are those of `ActionReturn`."""

    state: ReturnState
    due_on: date
    first_submitted_at: datetime | None = None
    submitted_at: datetime | None = None
    certified_at: datetime | None = None
    accepted_at: datetime | None = None
    released_at: datetime | None = None


def projection_of(events: Iterable[Happening]) -> Projection:
    """What events, in their order, add up to; the first one prepares the return.

    Raises WrongState where an event cannot follow on the ones before it.
    """
    first, *later = events
    if first.kind != EventKind.PREPARED or first.due_on is None:
        raise WrongState
    reached = Projection(ReturnState.DRAFT, first.due_on)
    for event in later:
        reached = after(reached, event)
    return reached


def after(reached: Projection, event: Happening) -> Projection:
    """The state and moments once one more event has happened. Raises WrongState."""
    state = _NEXT.get((reached.state, event.kind))
    if state is None:
        raise WrongState
    reached = replace(reached, state=state, due_on=event.due_on or reached.due_on)
    match event.kind:
        case EventKind.SUBMITTED:
            first = reached.first_submitted_at or event.at
            return replace(
                reached, first_submitted_at=first, submitted_at=event.at, certified_at=None
            )
        case EventKind.CERTIFIED:
            return replace(reached, certified_at=event.at)
        case EventKind.ACCEPTED:
            return replace(reached, accepted_at=event.at)
        case EventKind.RELEASED:
            return replace(reached, released_at=reached.released_at or event.at)
    return replace(reached, certified_at=None)


def can_follow(state: str, kind: EventKind) -> bool:
    """Whether an event can happen to a return in this state."""
    return (state, kind) in _NEXT
