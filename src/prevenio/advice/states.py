"""The state of a question as what its events add up to: plain values, no database.

The table says which step may follow in which state. While the resident is asked back the clock
stands still: the working days that were left then run again from the day of the reply.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from prevenio.advice.models import EventKind as E
from prevenio.advice.models import QuestionState as S
from prevenio.kernel.errors import WrongState

# None keeps the state.
NEXT: Mapping[str, Mapping[str, S | None]] = {
    S.HELD: {E.RELEASED: S.OPEN, E.SPAM: S.SPAM, E.REPLIED: None, E.WITHDRAWN: S.WITHDRAWN},
    S.OPEN: {
        E.ANSWERED: S.ANSWERED,
        E.ASKED_BACK: S.WAITING,
        E.CLOSED: S.CLOSED,
        E.HANDED_OVER: None,
        E.REPLIED: None,
        E.SPAM: S.SPAM,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.WAITING: {
        E.ANSWERED: S.ANSWERED,
        E.CLOSED: S.CLOSED,
        E.HANDED_OVER: None,
        E.REPLIED: S.OPEN,
        E.SPAM: S.SPAM,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.ANSWERED: {
        E.CLOSED: S.CLOSED,
        E.CORRECTED: None,
        E.PUBLISHED: None,
        E.REPLIED: S.OPEN,
        E.UNPUBLISHED: None,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.CLOSED: {
        E.CORRECTED: None,
        E.ERASED: None,
        E.PUBLISHED: None,
        E.REPLIED: S.OPEN,
        E.UNPUBLISHED: None,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.SPAM: {E.RELEASED: S.OPEN, E.ERASED: None, E.WITHDRAWN: S.WITHDRAWN},
    S.WITHDRAWN: {},
}
# A published answer of a question that was opened again stays until somebody takes it off.
_ANYWHERE = frozenset({E.CONSENT_GIVEN, E.CONSENT_ENDED, E.UNPUBLISHED})


class Happening(Protocol):
    """What an event says that the state depends on."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def days_left(self) -> int | None: ...
    @property
    def body_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Projection:
    """State, due day, body and moments of a question; the fields are those of `Question`."""

    state: str
    due_on: date | None
    body_id: int | None = None
    days_left: int = 0
    may_be_published: bool = False
    answered_at: datetime | None = None
    closed_at: datetime | None = None


def projection_of(events: Iterable[Happening]) -> Projection:
    """What events, in their order, add up to; the first one receives the question.

    Raises WrongState where an event cannot follow on the ones before it.
    """
    first, *later = events
    if first.kind not in (E.ASKED, E.HELD):
        raise WrongState
    state = S.OPEN if first.kind == E.ASKED else S.HELD
    reached = Projection(state, first.due_on, first.body_id)
    for event in later:
        reached = after(reached, event)
    return reached


def after(reached: Projection, event: Happening) -> Projection:
    """The state and moments once one more event has happened. Raises WrongState."""
    if not can_follow(reached.state, event.kind):
        raise WrongState
    state = NEXT[reached.state].get(event.kind) or reached.state
    reached = replace(reached, state=state, due_on=event.due_on or reached.due_on)
    if event.days_left is not None:
        reached = replace(reached, days_left=event.days_left)
    match event.kind:
        case E.HANDED_OVER:
            return replace(reached, body_id=event.body_id)
        case E.ANSWERED:
            return replace(reached, answered_at=reached.answered_at or event.at)
        case E.CLOSED | E.SPAM | E.WITHDRAWN:
            return replace(reached, closed_at=event.at)
        case E.REPLIED | E.RELEASED:
            return replace(reached, closed_at=None)
        case E.CONSENT_GIVEN | E.CONSENT_ENDED:
            return replace(reached, may_be_published=event.kind == E.CONSENT_GIVEN)
    return reached


def can_follow(state: str, kind: str) -> bool:
    """Whether an event can happen to a question in this state."""
    if kind in _ANYWHERE:
        return state != S.WITHDRAWN
    return kind in NEXT[state]
