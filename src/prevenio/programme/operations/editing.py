"""Changing the content of a draft, one thing at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Body, User
from prevenio.programme import access
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    Chapter,
    Initiative,
    InitiativeRole,
    InitiativeRoleKind,
    ProgrammeVersion,
    Statement,
)
from prevenio.programme.searching import search_text_of


class NotADraft(Refused):
    message = _("Only a draft can be changed. Begin an amendment first.")


class LeadMissing(Refused):
    message = _("Say which body leads the action.")


EDITABLE: Mapping[type[Any], frozenset[str]] = {
    AreaOfAction: frozenset(
        {"title", "summary", "lead_body", "threat_analysis", "analysed_on", "analysis_sources"}
    ),
    Action: frozenset(
        {
            "title",
            "text",
            "kind",
            "timing",
            "condition",
            "season_first_month",
            "season_last_month",
            "ends_on",
        }
    ),
    Initiative: frozenset(
        {
            "name",
            "aim",
            "kind",
            "term_text",
            "first_year",
            "last_year",
            "is_open_ended",
            "method",
        }
    ),
    Chapter: frozenset({"title", "text"}),
    Statement: frozenset({"text", "body", "serves"}),
}


@transaction.atomic
def change(
    *,
    thing: AreaOfAction | Action | Initiative | Chapter | Statement,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
) -> bool:
    """Give a part of a draft new values; says whether anything changed.

    Only the fields in `EDITABLE` are taken. Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(thing.version, by, at)
    changed = {
        name: value
        for name, value in values.items()
        if name in EDITABLE[type(thing)] and getattr(thing, name) != value
    }
    if not changed:
        return False
    before = {name: _plain(getattr(thing, name)) for name in changed}
    for name, value in changed.items():
        setattr(thing, name, value)
    _refresh_search(thing)
    thing.save()
    _record("changed", thing, version, by, at, {"before": before, "after": _all_plain(changed)})
    return True


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
    _record("changed", action, version, by, at, {"before": before, "after": after})
    return True


@transaction.atomic
def set_initiative_implementers(
    *, initiative: Initiative, implementers: Sequence[Body], by: User, at: datetime
) -> bool:
    """Say who carries an initiative out, the first one chiefly; says whether anything changed.

    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(initiative.version, by, at)
    old = [role.body for role in initiative.roles.order_by("position", "pk").select_related("body")]
    if old == list(implementers):
        return False
    initiative.roles.all().delete()
    InitiativeRole.objects.bulk_create(
        InitiativeRole(
            initiative=initiative,
            body=body,
            position=position,
            role=InitiativeRoleKind.CO_IMPLEMENTER if position else InitiativeRoleKind.IMPLEMENTER,
        )
        for position, body in enumerate(implementers)
    )
    details = {
        "before": [body.short_name for body in old],
        "after": [body.short_name for body in implementers],
    }
    _record("changed", initiative, version, by, at, details)
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
    _record("added", action, version, by, at, {"code": action.code})
    return action


@transaction.atomic
def remove_action(*, action: Action, by: User, at: datetime) -> None:
    """Take an action out of a draft; the numbers of the others stay as they are.

    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(action.version, by, at)
    _record("removed", action, version, by, at, {"code": action.code})
    action.delete()


@transaction.atomic
def merge_actions(*, kept: Action, dropped: Action, by: User, at: datetime) -> None:
    """Make one action of two: the bodies of the dropped one join the kept one.

    A second responsible body becomes co-responsible. Raises NotAllowed or NotADraft.
    """
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
    _record("merged", kept, version, by, at, {"kept": kept.code, "dropped": dropped.code})
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
    _record("moved", action, version, by, at, {"code": action.code})


def draft_for_change(version: ProgrammeVersion, by: User, at: datetime) -> ProgrammeVersion:
    """The version, locked, if the person may change it now. Raises NotAllowed or NotADraft."""
    locked = (
        ProgrammeVersion.objects.select_for_update(of=("self",))
        .select_related("programme__authority")
        .get(pk=version.pk)
    )
    if not access.can_edit_programme(by, locked.programme.authority, at):
        raise NotAllowed
    if not locked.is_editable:
        raise NotADraft
    return locked


def _free_code(area: AreaOfAction, number: int) -> str:
    taken = set(area.version.actions.values_list("code", flat=True))
    while f"{area.code}.{number}" in taken:
        number += 1
    return f"{area.code}.{number}"


def _refresh_search(thing: Any) -> None:
    match thing:
        case AreaOfAction():
            thing.search_text = search_text_of(thing.title, thing.official_title, thing.summary)
        case Action():
            thing.search_text = search_text_of(thing.title, thing.text)
        case Initiative():
            thing.search_text = search_text_of(thing.name, thing.aim, thing.method)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | None) else str(value)


def _all_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _record(
    fact: str,
    thing: Any,
    version: ProgrammeVersion,
    by: User,
    at: datetime,
    details: Mapping[str, object],
) -> None:
    record(
        f"programme.{thing._meta.model_name}.{fact}",
        about=thing,
        by=by,
        at=at,
        authority_id=version.programme.authority_id,
        details=details,
    )
