"""Areas and lists of a draft: adding to them and taking away."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from prevenio.people.models import User
from prevenio.programme.models import (
    AreaOfAction,
    ProgrammeVersion,
    Statement,
    StatementKind,
)
from prevenio.programme.operations.editing.rows import draft_for_change, record_change
from prevenio.programme.searching import search_text_of


@transaction.atomic
def add_area(*, version: ProgrammeVersion, title: str, by: User, at: datetime) -> AreaOfAction:
    """Add an area at the end of a draft, under the next number. Raises NotAllowed or NotADraft."""
    version = draft_for_change(version, by, at)
    taken = set(version.areas.values_list("code", flat=True))
    last = version.areas.aggregate(last=Max("position"))["last"] or 0
    number = last + 1
    while str(number) in taken:
        number += 1
    area = AreaOfAction.objects.create(
        version=version,
        position=last + 1,
        code=str(number),
        title=title,
        search_text=search_text_of(title),
    )
    record_change("added", area, version, by, at, {"code": area.code})
    return area


@transaction.atomic
def remove_area(*, area: AreaOfAction, by: User, at: datetime) -> None:
    """Take an area with its actions out of a draft. Raises NotAllowed or NotADraft."""
    version = draft_for_change(area.version, by, at)
    record_change("removed", area, version, by, at, {"code": area.code})
    area.delete()


@transaction.atomic
def add_statement(
    *, version: ProgrammeVersion, kind: StatementKind, text: str, by: User, at: datetime
) -> Statement:
    """Add a goal, a form of work, a participant or a duty at the end of its list.

    Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(version, by, at)
    last = version.statements.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0
    statement = Statement.objects.create(version=version, kind=kind, position=last + 1, text=text)
    record_change("added", statement, version, by, at, {"kind": kind})
    return statement


@transaction.atomic
def remove_statement(*, statement: Statement, by: User, at: datetime) -> None:
    """Take an item out of its list in a draft. Raises NotAllowed or NotADraft."""
    version = draft_for_change(statement.version, by, at)
    record_change("removed", statement, version, by, at, {"kind": statement.kind})
    statement.delete()
