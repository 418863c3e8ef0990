"""Initiatives of a draft: who carries them out, for whom, with what money."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from prevenio.people.models import Body, User
from prevenio.programme.models import (
    Audience,
    Funding,
    Initiative,
    InitiativeRole,
    InitiativeRoleKind,
    ProgrammeVersion,
)
from prevenio.programme.operations.contents.initiatives import audiences_of
from prevenio.programme.operations.editing.rows import draft_for_change, record_change
from prevenio.programme.searching import search_text_of

FUNDING_FIELDS = ("source", "is_in_kind", "year", "planned", "spent")


@transaction.atomic
def add_initiative(*, version: ProgrammeVersion, name: str, by: User, at: datetime) -> Initiative:
    """Add an initiative at the end of a draft, under the next number.

    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(version, by, at)
    highest = version.initiatives.aggregate(number=Max("number"), position=Max("position"))
    initiative = Initiative.objects.create(
        version=version,
        number=(highest["number"] or 0) + 1,
        position=(highest["position"] or 0) + 1,
        name=name,
        search_text=search_text_of(name),
    )
    record_change("added", initiative, version, by, at, {"number": initiative.number})
    return initiative


@transaction.atomic
def remove_initiative(*, initiative: Initiative, by: User, at: datetime) -> None:
    """Take an initiative out of a draft. Raises NotAllowed or NotADraft."""
    version = draft_for_change(initiative.version, by, at)
    record_change("removed", initiative, version, by, at, {"number": initiative.number})
    initiative.delete()


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
    record_change("changed", initiative, version, by, at, details)
    return True


@transaction.atomic
def set_initiative_details(
    *,
    initiative: Initiative,
    audience: Sequence[str],
    fundings: Sequence[Mapping[str, Any]],
    by: User,
    at: datetime,
) -> bool:
    """Say whom an initiative is for and what pays for it; says whether anything changed.

    A funding is `source`, `is_in_kind`, `year`, `planned` and `spent`.
    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(initiative.version, by, at)
    old_audience = [row.text for row in initiative.audiences.order_by("position", "pk")]
    old_fundings = list(initiative.fundings.order_by("position", "pk").values(*FUNDING_FIELDS))
    wanted = [{name: row.get(name) for name in FUNDING_FIELDS} for row in fundings]
    if old_audience == list(audience) and old_fundings == wanted:
        return False
    if old_audience != list(audience):
        initiative.audiences.all().delete()
        Audience.objects.bulk_create(audiences_of(initiative, audience))
    initiative.fundings.all().delete()
    Funding.objects.bulk_create(
        Funding(initiative=initiative, position=position, **row)
        for position, row in enumerate(wanted)
    )
    details = {"audience": list(audience), "funding": [row["source"] for row in wanted]}
    record_change("changed", initiative, version, by, at, details)
    return True
