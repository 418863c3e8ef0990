"""Areas and actions of a document as rows."""

from collections.abc import Mapping

from prevenio.kernel.text import fold
from prevenio.kernel.titles import sentence_case
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAction,
)
from prevenio.programme.importing.nature import nature_of
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    ProgrammeVersion,
)
from prevenio.programme.operations.contents.bodies import Bodies
from prevenio.programme.searching import search_text_of


def write_areas(
    version: ProgrammeVersion,
    document: ProgrammeDocument,
    bodies: Bodies,
    names: Mapping[str, str],
) -> None:
    areas = AreaOfAction.objects.bulk_create(
        AreaOfAction(
            version=version,
            position=position,
            code=area.code[:12],
            title=sentence_case(area.title, names)[:400],
            official_title=area.title[:400],
            source_lines=list(area.lines),
            search_text=search_text_of(area.title),
        )
        for position, area in enumerate(document.areas, 1)
    )
    pairs = [
        (action, Action(version=version, area=row, position=position, **_action_fields(action)))
        for row, area in zip(areas, document.areas, strict=True)
        for position, action in enumerate(area.actions, 1)
    ]
    Action.objects.bulk_create(row for _action, row in pairs)
    taken = {row.code for _action, row in pairs}
    Action.objects.bulk_create(
        sub for action, row in pairs for sub in _sub_actions(version, action, row, taken)
    )
    ActionRole.objects.bulk_create(
        role for action, row in pairs for role in action_roles(row, action, bodies)
    )


def _action_fields(action: ReadAction) -> dict[str, object]:
    nature = nature_of(action.text)
    first_month, last_month = nature.season or (None, None)
    return {
        "kind": nature.kind,
        "timing": nature.timing,
        "condition": nature.condition,
        "season_first_month": first_month,
        "season_last_month": last_month,
        "term_text": action.term.text[:200],
        "first_year": action.term.first_year,
        "last_year": action.term.last_year,
        "method": action.method,
        "indicators_text": "\n".join(action.indicators),
        "funding_text": "\n".join(action.funding),
        "code": action.code[:20],
        "text": action.text,
        "source_lines": list(action.lines),
        "search_text": search_text_of(action.text),
    }


def _sub_actions(
    version: ProgrammeVersion, action: ReadAction, row: Action, taken: set[str]
) -> list[Action]:
    """Its points as actions of their own; where 1.5.1 is an action already, they are 1.5/1."""
    dot = "/" if f"{row.code}.1" in taken else "."
    return [
        Action(
            version=version,
            area_id=row.area_id,
            parent=row,
            position=position,
            code=f"{row.code}{dot}{position}",
            text=text,
            source_lines=list(action.lines),
            search_text=search_text_of(text),
        )
        for position, text in enumerate(action.sub_actions, 1)
    ]


def action_roles(row: Action, action: ReadAction, bodies: Bodies) -> list[ActionRole]:
    """The first responsible body leads, the others answer with it; each body once in each role."""
    roles: list[ActionRole] = []
    taken: set[tuple[int, bool]] = set()
    named = [(name, True) for name in action.responsible] + [(n, False) for n in action.partners]
    for name, is_responsible in named:
        body = bodies[fold(name)]
        if (body.pk, is_responsible) in taken:
            continue
        leads = is_responsible and not roles
        taken.add((body.pk, is_responsible))
        kind = (
            ActionRoleKind.LEAD
            if leads
            else ActionRoleKind.CO_RESPONSIBLE
            if is_responsible
            else ActionRoleKind.PARTNER
        )
        roles.append(
            ActionRole(action=row, body=body, role=kind, position=len(roles), written_as=name[:120])
        )
    return roles
