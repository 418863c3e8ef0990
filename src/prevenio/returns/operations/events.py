"""Adding an event to a return: the one place where its state changes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from prevenio.journal.operations import Actor, record
from prevenio.kernel.errors import WrongState
from prevenio.returns.actors import Answerer
from prevenio.returns.models import ActionReturn, EventKind, ReturnEvent, SealedReturn
from prevenio.returns.states import projection_of

_PROJECTED = (
    "state",
    "due_on",
    "first_submitted_at",
    "submitted_at",
    "certified_at",
    "accepted_at",
    "released_at",
)

FACTS: Mapping[EventKind, str] = {
    EventKind.SUBMITTED: "returns.return.submitted",
    EventKind.CERTIFIED: "returns.return.certified",
    EventKind.DECLINED: "returns.return.declined",
    EventKind.SENT_BACK: "returns.return.sent_back",
    EventKind.ACCEPTED: "returns.return.accepted",
}


def locked_return(action_return: ActionReturn) -> ActionReturn:
    """The return with everything around it, locked until the transaction ends."""
    return (
        ActionReturn.objects.select_for_update(of=("self",), no_key=True)
        .select_related("period__authority", "period__window", "action__area", "body")
        .get(pk=action_return.pk)
    )


def add_event(
    action_return: ActionReturn,
    kind: EventKind,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    sections: list[str] | None = None,
    due_on: date | None = None,
    sealed: SealedReturn | None = None,
) -> ReturnEvent:
    """Append to the life of a locked return, set what follows from it, and record the fact.

    Raises WrongState where the event cannot follow.
    """
    before = list(action_return.events.order_by("number"))
    event = ReturnEvent(
        action_return=action_return,
        number=len(before) + 1,
        kind=kind,
        at=at,
        by_id=by.pk,
        by_name=str(by)[:150],
        by_office=by.office if isinstance(by, Answerer) else "",
        reason=reason,
        sections=sections or [],
        due_on=due_on,
        sealed=sealed,
    )
    project(action_return, [*before, event])
    event.save()
    action_return.save(update_fields=_PROJECTED)
    record(
        FACTS[kind],
        about=action_return,
        by=by,
        at=at,
        authority_id=action_return.period.authority_id,
        details=_details(event),
    )
    return event


def project(action_return: ActionReturn, events: list[ReturnEvent]) -> None:
    """Set the state and the moments of a return to what its events add up to. Does not save."""
    reached = projection_of(events)
    for name in _PROJECTED:
        setattr(action_return, name, getattr(reached, name))


def refuse_unless(is_right: bool) -> None:
    """Raises WrongState."""
    if not is_right:
        raise WrongState


def _details(event: ReturnEvent) -> dict[str, Any]:
    said: dict[str, Any] = {"event": event.number}
    if event.sealed is not None:
        said["seal"] = event.sealed.seal
    if event.reason:
        said["reason"] = event.reason
    return said
