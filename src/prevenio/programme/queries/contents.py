"""A stored version as the plain document that rules, digests and comparisons read."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django.db.models import QuerySet

from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAbbreviation,
    ReadAct,
    ReadAction,
    ReadAmount,
    ReadArea,
    ReadBody,
    ReadChapter,
    ReadInitiative,
    ReadItem,
    ReadMilestone,
    ReadProject,
    ReadSignatory,
    ReadTerm,
    ReadWave,
)
from prevenio.programme.importing.source import Form, Source, SourceLine
from prevenio.programme.models import (
    Act,
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    DraftState,
    ImportDraft,
    Initiative,
    InitiativeKind,
    InitiativeRole,
    Milestone,
    ProgrammeVersion,
    SourceDocument,
    Statement,
    StatementKind,
)


def document_of(version: ProgrammeVersion) -> ProgrammeDocument:
    """Everything a version holds, each with its lines, in about twenty SQL statements."""
    statements = _statements(version)
    initiatives = list(
        version.initiatives.order_by("position").prefetch_related(
            "roles__body", "audiences", "fundings"
        )
    )
    milestones = list(version.milestones.order_by("position").prefetch_related("municipalities"))
    return ProgrammeDocument(
        language=version.programme.authority.language,
        title=version.programme.title,
        first_year=version.programme.first_year,
        last_year=version.programme.last_year,
        act=_act(version.act) if version.act else ReadAct(),
        chapters=tuple(
            ReadChapter(row.number, row.title, row.text, tuple(row.source_lines))
            for row in version.chapters.order_by("position")
        ),
        areas=_areas(version),
        initiatives=tuple(_initiative(row) for row in initiatives if not _is_project(row)),
        projects=_projects(version, initiatives),
        abbreviations=tuple(
            ReadAbbreviation(row.short, row.name, tuple(row.source_lines))
            for row in version.abbreviations.order_by("position")
        ),
        bodies=_bodies(version),
        main_goal=next(iter(statements[StatementKind.MAIN_GOAL]), None),
        goals=tuple(statements[StatementKind.GOAL]),
        forms=tuple(statements[StatementKind.FORM]),
        participants=tuple(statements[StatementKind.PARTICIPANT]),
        commission_duties=tuple(statements[StatementKind.COMMISSION_DUTY]),
        drafting_team=tuple(
            ReadItem(f"{row.name} – {row.office}" if row.office else row.name)
            for row in version.drafting_team.order_by("position")
        ),
        milestones=tuple(_milestone(row) for row in milestones),
        waves=tuple(_wave(row) for row in milestones if row.municipalities.all()),
        amounts=tuple(
            ReadAmount(row.value, row.currency or None, row.is_approximate, tuple(row.source_lines))
            for row in version.amounts.order_by("position")
        ),
        torn_rows=_torn_rows(version),
    )


def source_of(version: ProgrammeVersion) -> Source | None:
    """The source a version was read from, as numbered lines; None if it was typed in."""
    return stored_source(version.source) if version.source else None


def stored_source(row: SourceDocument) -> Source:
    """A kept file as the readers gave it."""
    form: Form = row.form  # type: ignore[assignment]
    return Source(row.name, form, row.sha256, tuple(_source_line(*values) for values in row.lines))


def _source_line(
    number: int,
    text: str,
    cells: Sequence[str] | None,
    table: int | None,
    heading: int | None,
    page: int | None,
    row: int | None,
) -> SourceLine:
    return SourceLine(
        number,
        text,
        cells=tuple(cells) if cells is not None else None,
        table=table,
        heading=heading,
        page=page,
        row=row,
    )


def _act(act: Act) -> ReadAct:
    return ReadAct(
        number=act.number or None,
        date=act.adopted_on,
        body=act.body_name or None,
        legal_basis=tuple(act.legal_basis),
        kind=act.kind,
        subject=act.subject or None,
        executor=act.executor or None,
        signatories=tuple(
            ReadSignatory(row.name, row.office) for row in act.signatories.order_by("pk")
        ),
        entry_into_force=act.publication or None,
        days_to_force=act.days_to_force,
    )


def _statements(version: ProgrammeVersion) -> dict[str, list[ReadItem]]:
    lists: dict[str, list[ReadItem]] = {kind: [] for kind in StatementKind.values}
    for row in version.statements.order_by("position", "pk"):
        lists[row.kind].append(_item(row))
    return lists


def _item(row: Statement) -> ReadItem:
    return ReadItem(row.text, tuple(row.source_lines))


def _areas(version: ProgrammeVersion) -> tuple[ReadArea, ...]:
    areas = version.areas.order_by("position", "pk")
    actions: dict[int, list[Action]] = {}
    subs: dict[int, list[str]] = {}
    rows = version.actions.order_by("position", "pk").prefetch_related("roles__body")
    for action in rows:
        if action.parent_id:
            subs.setdefault(action.parent_id, []).append(action.text)
        else:
            actions.setdefault(action.area_id, []).append(action)
    return tuple(_area(area, actions.get(area.pk, []), subs) for area in areas)


def _area(area: AreaOfAction, actions: Iterable[Action], subs: dict[int, list[str]]) -> ReadArea:
    return ReadArea(
        area.code,
        area.title,
        tuple(area.source_lines),
        tuple(_action(action, subs.get(action.pk, [])) for action in actions),
    )


def _action(action: Action, subs: Sequence[str]) -> ReadAction:
    roles = sorted(action.roles.all(), key=lambda role: (role.position, role.pk))
    lead_first = sorted(roles, key=lambda role: role.role != ActionRoleKind.LEAD)
    return ReadAction(
        code=action.code,
        text=action.text,
        responsible=tuple(
            _name(role) for role in lead_first if role.role != ActionRoleKind.PARTNER
        ),
        partners=tuple(_name(role) for role in roles if role.role == ActionRoleKind.PARTNER),
        lines=tuple(action.source_lines),
        sub_actions=tuple(subs),
        term=ReadTerm(action.term_text, action.first_year, action.last_year),
        method=action.method,
        indicators=tuple(action.indicators_text.splitlines()),
        funding=tuple(action.funding_text.splitlines()),
    )


def _name(role: ActionRole) -> str:
    return role.written_as or role.body.short_name


def _initiative(row: Initiative) -> ReadInitiative:
    return ReadInitiative(
        number=row.number,
        name=row.name,
        aim=row.aim,
        implementers=tuple(
            role.written_as or role.body.short_name
            for role in sorted(row.roles.all(), key=lambda role: (role.position, role.pk))
        ),
        audience=tuple(
            item.text for item in sorted(row.audiences.all(), key=lambda item: item.position)
        ),
        term=ReadTerm(row.term_text, row.first_year, row.last_year, row.is_open_ended),
        method=row.method,
        funding=tuple(
            item.source
            for item in sorted(row.fundings.all(), key=lambda item: item.position)
            if not item.is_in_kind
        ),
        lines=tuple(row.source_lines),
    )


def _is_project(row: Initiative) -> bool:
    return row.kind == InitiativeKind.PROJECT and row.number is None


def _projects(
    version: ProgrammeVersion, initiatives: Iterable[Initiative]
) -> tuple[ReadProject, ...]:
    counts = version.project_counts.order_by("year", "pk")
    return (
        *(ReadProject(None, row.year, row.count, lines=tuple(row.source_lines)) for row in counts),
        *(_project(row) for row in initiatives if _is_project(row)),
    )


def _project(row: Initiative) -> ReadProject:
    scope: Literal["municipal", "region"] | None = row.scope.lower() or None  # type: ignore[assignment]
    lines = tuple(row.source_lines)
    details = (*row.aim.split(". "), row.method, *(role.body.name for role in row.roles.all()))
    return ReadProject(
        row.name, row.first_year, scope=scope, details=tuple(filter(None, details)), lines=lines
    )


def _torn_rows(version: ProgrammeVersion) -> tuple[tuple[int, ...], ...]:
    """The rows that a page break tore in the source, as they were when it was read."""
    reading = (
        ImportDraft.objects.filter(source=version.source_id, state=DraftState.SAVED)
        .values_list("reading__torn_rows", flat=True)
        .first()
        if version.source_id
        else None
    )
    return tuple(tuple(row) for row in reading or ())


def _milestone(row: Milestone) -> ReadMilestone:
    return ReadMilestone(row.on, row.text, tuple(row.source_lines), row.precision)  # type: ignore[arg-type]


def _wave(row: Milestone) -> ReadWave:
    names = tuple(sorted(town.name for town in row.municipalities.all()))
    return ReadWave(row.on, names, tuple(row.source_lines), row.precision)  # type: ignore[arg-type]


def _role_rows(roles: "QuerySet[Any]") -> "QuerySet[Any, tuple[int, str, str, bool, str]]":
    return roles.values_list(
        "body_id", "body__short_name", "body__name", "body__is_group", "written_as"
    )


def _bodies(version: ProgrammeVersion) -> tuple[ReadBody, ...]:
    """The bodies with a part in the version, each with the spellings the version uses."""
    bodies: dict[int, tuple[str, str, bool, set[str]]] = {}
    roles: list[tuple[int, str, str, bool, str]] = [
        *_role_rows(ActionRole.objects.filter(action__version=version)),
        *_role_rows(InitiativeRole.objects.filter(initiative__version=version)),
    ]
    for pk, short, name, is_group, written in roles:
        entry = bodies.setdefault(pk, (short, name, is_group, set()))
        if written and written != short:
            entry[3].add(written)
    return tuple(
        ReadBody(short, name or None, tuple(sorted(spellings)), is_group=is_group)
        for short, name, is_group, spellings in sorted(bodies.values(), key=lambda body: body[0])
    )
