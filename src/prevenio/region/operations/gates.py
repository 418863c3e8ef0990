"""The steps of a project towards the decision of a body, one after the other."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Body, User
from prevenio.programme.models import Act
from prevenio.region.gates import next_kind, standing_steps
from prevenio.region.models import GateKind, GateOutcome, GateStep, Project
from prevenio.region.operations.checking import not_ahead, only_bureau, only_of
from prevenio.region.operations.teams import locked


class OutOfOrder(Refused):
    message = _(
        "This step is not the next one. First the state of things is mapped, then a working group "
        "is set up, then a body decides."
    )


class BeforeTheLastStep(Refused):
    message = _("The step before was on %(day)s. This one cannot be earlier.")


class DecisionIncomplete(Refused):
    message = _("A decision needs the body that decided and the day.")


class WhyTakenBackMissing(Refused):
    message = _("Write why the step is taken back.")


class NothingToTakeBack(Refused):
    message = _("There is no step to take back.")


@dataclass(frozen=True, slots=True)
class Step:
    """What happened: which step, on which day, before which body, under which act."""

    kind: GateKind
    on: date | None = None
    body: Body | None = None
    act: Act | None = None
    act_reference: str = ""
    outcome: GateOutcome = GateOutcome.UNSAID
    words: str = ""


# The facts stand whole here: a search for one finds it.
_FACTS = {
    GateKind.MAPPING: "region.project.mapped",
    GateKind.WORKING_GROUP: "region.project.group_set_up",
    GateKind.DECISION: "region.project.decided",
    GateKind.TAKEN_BACK: "region.project.step_taken_back",
}


@transaction.atomic
def take_step(*, project: Project, step: Step, by: User, at: datetime) -> GateStep:
    """Write down the next step of a project.

    Raises NotAllowed, OutOfOrder, DecisionIncomplete, BeforeTheLastStep or DayAhead.
    """
    project = locked(project)
    only_bureau(by, project.authority, at)
    only_of(project.authority, step.body, step.act)
    standing = standing_steps(project.gate_steps.order_by("number"))
    if step.kind != next_kind(standing):
        raise OutOfOrder
    if step.kind == GateKind.DECISION and (step.body is None or step.on is None):
        raise DecisionIncomplete
    not_ahead(step.on, project.authority, at)
    last = max((one.on for one in standing if one.on), default=None)
    if step.on is not None and last is not None and step.on < last:
        raise BeforeTheLastStep(day=last)
    return _added(project, step, by, at)


@transaction.atomic
def take_back_step(*, project: Project, words: str, by: User, at: datetime) -> GateStep:
    """Take back the last step, which was entered by mistake; both rows stay.

    Raises NotAllowed, NothingToTakeBack or WhyTakenBackMissing.
    """
    project = locked(project)
    only_bureau(by, project.authority, at)
    if not standing_steps(project.gate_steps.order_by("number")):
        raise NothingToTakeBack
    if not words.strip():
        raise WhyTakenBackMissing
    return _added(project, Step(GateKind.TAKEN_BACK, words=words), by, at)


def _added(project: Project, step: Step, by: User, at: datetime) -> GateStep:
    is_decision = step.kind == GateKind.DECISION
    row = GateStep(
        project=project,
        number=project.gate_steps.count() + 1,
        kind=step.kind,
        on=step.on,
        body=step.body if is_decision else None,
        act=step.act if is_decision else None,
        act_reference=step.act_reference.strip() if is_decision else "",
        outcome=step.outcome if is_decision else GateOutcome.UNSAID,
        words=step.words.strip(),
        by=by,
        at=at,
    )
    row.save()
    details = {"words": row.words} if row.words else {}
    if row.outcome:
        details["outcome"] = row.outcome
    record(
        _FACTS[GateKind(row.kind)],
        about=project,
        by=by,
        at=at,
        authority_id=project.authority_id,
        details=details,
    )
    return row
