"""What a year is to be about: proposed, then approved or refused by a body on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.indicators.models import Indicator
from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused, WrongState
from prevenio.people.models import Authority, Body, User
from prevenio.region.models import Priority, PriorityState, Project
from prevenio.region.operations.checking import not_ahead, only_bureau, only_of


class ReasonOfRefusalMissing(Refused):
    message = _("Write why the priority was refused.")


class DecidedBeforeProposed(Refused):
    message = _("It was proposed on %(day)s. The decision cannot be earlier.")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A priority as it is proposed, with the indicators by which it will be known."""

    year: int
    name: str
    text: str = ""
    project: Project | None = None
    proposed_on: date | None = None
    indicators: Sequence[Indicator] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Which body decided what, on which day, in which act, and why."""

    is_approved: bool
    decided_by: Body
    decided_on: date
    act_reference: str = ""
    reason: str = ""


@transaction.atomic
def propose_priority(
    *, authority: Authority, proposed: Proposed, by: User, at: datetime
) -> Priority:
    """Propose what a year is to be about. Raises NotAllowed or DayAhead."""
    only_bureau(by, authority, at)
    _check(authority, proposed, at)
    position = authority.priorities.filter(year=proposed.year).count() + 1
    priority = Priority.objects.create(
        authority=authority, position=position, **_as_fields(proposed)
    )
    priority.indicators.set(proposed.indicators)
    _record("region.priority.proposed", priority, by, at)
    return priority


@transaction.atomic
def change_priority(*, priority: Priority, proposed: Proposed, by: User, at: datetime) -> Priority:
    """Change a priority that nobody has decided on. Raises NotAllowed, WrongState or DayAhead."""
    priority = _waiting(priority, by, at)
    _check(priority.authority, proposed, at)
    for name, value in _as_fields(proposed).items():
        setattr(priority, name, value)
    priority.save()
    priority.indicators.set(proposed.indicators)
    _record("region.priority.changed", priority, by, at)
    return priority


@transaction.atomic
def decide_priority(*, priority: Priority, decision: Decision, by: User, at: datetime) -> Priority:
    """Write down what a body decided about a priority.

    Raises NotAllowed, WrongState, DayAhead, DecidedBeforeProposed or ReasonOfRefusalMissing.
    """
    priority = _waiting(priority, by, at)
    only_of(priority.authority, decision.decided_by)
    not_ahead(decision.decided_on, priority.authority, at)
    if priority.proposed_on is not None and decision.decided_on < priority.proposed_on:
        raise DecidedBeforeProposed(day=priority.proposed_on)
    if not decision.is_approved and not decision.reason.strip():
        raise ReasonOfRefusalMissing
    approved, refused = PriorityState.APPROVED, PriorityState.REFUSED
    priority.state = approved if decision.is_approved else refused
    priority.decided_by, priority.decided_on = decision.decided_by, decision.decided_on
    priority.act_reference = decision.act_reference.strip()
    priority.reason = decision.reason.strip()
    priority.save()
    if decision.is_approved:
        _record("region.priority.approved", priority, by, at)
    else:
        _record("region.priority.refused", priority, by, at)
    return priority


def _waiting(priority: Priority, by: User, at: datetime) -> Priority:
    rows = Priority.objects.select_for_update(of=("self",), no_key=True).select_related("authority")
    found = rows.get(pk=priority.pk)
    only_bureau(by, found.authority, at)
    if found.state != PriorityState.PROPOSED:
        raise WrongState
    return found


def _check(authority: Authority, proposed: Proposed, at: datetime) -> None:
    only_of(authority, proposed.project, *proposed.indicators)
    not_ahead(proposed.proposed_on, authority, at)


def _as_fields(proposed: Proposed) -> dict[str, object]:
    return {
        "year": proposed.year,
        "name": proposed.name.strip(),
        "text": proposed.text.strip(),
        "project": proposed.project,
        "proposed_on": proposed.proposed_on,
    }


def _record(fact: str, priority: Priority, by: User, at: datetime) -> None:
    record(fact, about=priority, by=by, at=at, authority_id=priority.authority_id)
