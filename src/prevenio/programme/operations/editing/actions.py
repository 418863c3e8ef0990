"""Actions of a draft: their bodies, goals, order, and joining two into one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused, WrongState
from prevenio.people.models import Body, User
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    Statement,
)
from prevenio.programme.operations.editing.rows import draft_for_change, record_change
from prevenio.programme.searching import search_text_of


class LeadMissing(Refused):
    message = _("Say which body leads the action.")


@transaction.atomic
def set_action_roles(
    *,
    action: Action,
    lead: Body | None,
    co_responsible: Sequence[Body],
    partners: Sequence[Body],
    by: User,
    at: datetime,
) -> bool:
    """Say who leads an action, who answers with it and who helps; says whether anything changed.

    A body that leads is not also co-responsible. Raises NotAllowed, NotADraft or LeadMissing.
    """
    version = draft_for_change(action.version, by, at)
    if lead is None:
        raise LeadMissing
    wanted = [
        (lead, ActionRoleKind.LEAD),
        *((body, ActionRoleKind.CO_RESPONSIBLE) for body in co_responsible if body != lead),
        *((body, ActionRoleKind.PARTNER) for body in partners),
    ]
    old = list(action.roles.order_by("position", "pk").select_related("body"))
    if [(role.body, role.role) for role in old] == wanted:
        return False
    written = {(role.body_id, role.role): role.written_as for role in old}
    action.roles.all().delete()
    ActionRole.objects.bulk_create(
        ActionRole(
            action=action,
            body=body,
            role=role,
            position=position,
            written_as=written.get((body.pk, role), ""),
        )
        for position, (body, role) in enumerate(wanted)
    )
    before = [f"{role.role}: {role.body.short_name}" for role in old]
    after = [f"{role}: {body.short_name}" for body, role in wanted]
    record_change("changed", action, version, by, at, {"before": before, "after": after})
    return True


@transaction.atomic
def set_action_links(
    *,
    action: Action,
    goals: Sequence[Statement],
    forms: Sequence[Statement],
    by: User,
    at: datetime,
) -> bool:
    """Say which goals an action serves and in which forms it is done; says whether it changed.

    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(action.version, by, at)
    before = (set(action.goals.all()), set(action.forms.all()))
    if before == (set(goals), set(forms)):
        return False
    action.goals.set(goals)
    action.forms.set(forms)
    details = {
        "goals": [goal.position for goal in goals],
        "forms": [form.position for form in forms],
    }
    record_change("changed", action, version, by, at, details)
    return True


@transaction.atomic
def add_action(
    *, area: AreaOfAction, title: str, text: str, lead: Body | None, by: User, at: datetime
) -> Action:
    """Add an action at the end of an area of a draft, under the area's next number.

    Raises NotAllowed, NotADraft or LeadMissing.
    """
    version = draft_for_change(area.version, by, at)
    if lead is None:
        raise LeadMissing
    last = area.actions.filter(parent=None).aggregate(last=Max("position"))["last"] or 0
    action = Action.objects.create(
        version=version,
        area=area,
        position=last + 1,
        code=_free_code(area, last + 1),
        title=title,
        text=text,
        search_text=search_text_of(title, text),
    )
    ActionRole.objects.create(action=action, body=lead, role=ActionRoleKind.LEAD)
    record_change("added", action, version, by, at, {"code": action.code})
    return action


@transaction.atomic
def remove_action(*, action: Action, by: User, at: datetime) -> None:
    """Take an action out of a draft; the numbers of the others stay as they are.

    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(action.version, by, at)
    record_change("removed", action, version, by, at, {"code": action.code})
    action.delete()


@transaction.atomic
def merge_actions(*, kept: Action, dropped: Action, by: User, at: datetime) -> None:
    """Make one action of two: the bodies of the dropped one join the kept one.

    A second responsible body becomes co-responsible. Raises NotAllowed, NotADraft, or WrongState
    where both are the same action or stand in different versions.
    """
    if kept.pk == dropped.pk or kept.version_id != dropped.version_id:
        raise WrongState
    version = draft_for_change(kept.version, by, at)
    here = {(role.body_id, role.role == ActionRoleKind.PARTNER) for role in kept.roles.all()}
    joining = [
        role
        for role in dropped.roles.order_by("position", "pk")
        if (role.body_id, role.role == ActionRoleKind.PARTNER) not in here
    ]
    start = (kept.roles.aggregate(last=Max("position"))["last"] or 0) + 1
    ActionRole.objects.bulk_create(
        ActionRole(
            action=kept,
            body_id=role.body_id,
            role=ActionRoleKind.PARTNER
            if role.role == ActionRoleKind.PARTNER
            else ActionRoleKind.CO_RESPONSIBLE,
            position=start + offset,
            written_as=role.written_as,
        )
        for offset, role in enumerate(joining)
    )
    record_change("merged", kept, version, by, at, {"kept": kept.code, "dropped": dropped.code})
    dropped.delete()


@transaction.atomic
def move_action(*, action: Action, earlier: bool, by: User, at: datetime) -> None:
    """Change places with the neighbour in the same area; the numbers stay with their actions.

    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(action.version, by, at)
    siblings = action.area.actions.filter(parent=action.parent)
    neighbour = (
        siblings.filter(position__lt=action.position).order_by("-position").first()
        if earlier
        else siblings.filter(position__gt=action.position).order_by("position").first()
    )
    if neighbour is None:
        return
    distance = neighbour.position - action.position
    Action.objects.filter(pk=action.pk).update(position=F("position") + distance)
    Action.objects.filter(pk=neighbour.pk).update(position=F("position") - distance)
    record_change("moved", action, version, by, at, {"code": action.code})


def _free_code(area: AreaOfAction, number: int) -> str:
    taken = set(area.version.actions.values_list("code", flat=True))
    while f"{area.code}.{number}" in taken:
        number += 1
    return f"{area.code}.{number}"
