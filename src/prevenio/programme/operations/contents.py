"""Writing a document's whole content into a version, in bulk."""

from collections.abc import Iterable, Mapping, Sequence

from prevenio.kernel.text import fold
from prevenio.kernel.titles import sentence_case
from prevenio.people.models import Authority, Body, BodyAlias, LegalKind
from prevenio.places.models import Municipality
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAction,
    ReadBody,
    ReadInitiative,
    ReadItem,
)
from prevenio.programme.importing.nature import nature_of
from prevenio.programme.models import (
    Abbreviation,
    Action,
    ActionRole,
    ActionRoleKind,
    Amount,
    AreaOfAction,
    Audience,
    Chapter,
    DraftingMember,
    Funding,
    Initiative,
    InitiativeKind,
    InitiativeRole,
    InitiativeRoleKind,
    Milestone,
    ProgrammeVersion,
    ProjectCount,
    Statement,
    StatementKind,
)
from prevenio.programme.searching import search_text_of

Bodies = Mapping[str, Body]


def write_contents(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    """Store every value of a document in an empty version in about thirty SQL statements."""
    bodies = write_bodies(version.programme.authority, document)
    _chapters(version, document)
    _statements(version, document, bodies)
    _abbreviations(version, document)
    _areas(version, document, bodies)
    _initiatives(version, document, bodies)
    _projects(version, document)
    _milestones(version, document)
    _amounts(version, document)
    _team(version, document)


def write_bodies(authority: Authority, document: ProgrammeDocument) -> dict[str, Body]:
    """The bodies of a document by each of their spellings; those the authority has are reused."""
    known = _known_spellings(authority)
    wanted = [*document.bodies, *_bodies_only_named(document, known)]
    new = {
        body.short: Body(
            authority=authority,
            short_name=body.short[:80],
            name=(body.name or "")[:250],
            is_group=body.is_group,
            legal_kind=LegalKind.GROUP if body.is_group else LegalKind.OTHER,
            search_text=search_text_of(body.short, body.name or "", *body.aliases),
        )
        for body in wanted
        if not _found(body, known)
    }
    Body.objects.bulk_create(new.values())
    by_spelling = dict(known)
    aliases: list[BodyAlias] = []
    for body in wanted:
        row = _found(body, by_spelling) or new[body.short]
        for spelling in (body.short, *body.aliases):
            if spelling != row.short_name and fold(spelling) not in known:
                aliases.append(BodyAlias(body=row, name=spelling[:250]))
            by_spelling[fold(spelling)] = row
    BodyAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    return by_spelling


def _known_spellings(authority: Authority) -> dict[str, Body]:
    known: dict[str, Body] = {}
    for body in Body.objects.filter(authority=authority).prefetch_related("aliases"):
        names = [body.short_name, body.name, *(alias.name for alias in body.aliases.all())]
        for name in filter(None, names):
            known.setdefault(fold(name), body)
    return known


def _found(body: ReadBody, known: Mapping[str, Body]) -> Body | None:
    names = [body.short, body.name or "", *body.aliases]
    return next((known[fold(name)] for name in names if name and fold(name) in known), None)


def _bodies_only_named(document: ProgrammeDocument, known: Mapping[str, Body]) -> list[ReadBody]:
    """Bodies that a mended action names although the document's list has them not."""
    listed = {fold(s) for body in document.bodies for s in (body.short, *body.aliases)}
    named: dict[str, ReadBody] = {}
    for name in _names(document):
        if fold(name) not in listed and fold(name) not in known:
            named.setdefault(fold(name), ReadBody(name))
    return list(named.values())


def _names(document: ProgrammeDocument) -> Iterable[str]:
    for action in document.actions:
        yield from action.responsible
        yield from action.partners
    for initiative in document.initiatives:
        yield from initiative.implementers


def _chapters(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    Chapter.objects.bulk_create(
        Chapter(
            version=version,
            position=position,
            number=chapter.number[:12],
            title=sentence_case(chapter.title)[:400],
            text=chapter.text,
            source_lines=list(chapter.lines),
        )
        for position, chapter in enumerate(document.chapters, 1)
    )


def _statements(version: ProgrammeVersion, document: ProgrammeDocument, bodies: Bodies) -> None:
    lists: Sequence[tuple[StatementKind, Sequence[ReadItem]]] = [
        (StatementKind.MAIN_GOAL, [document.main_goal] if document.main_goal else []),
        (StatementKind.GOAL, document.goals),
        (StatementKind.FORM, document.forms),
        (StatementKind.PARTICIPANT, document.participants),
        (StatementKind.COMMISSION_DUTY, document.commission_duties),
    ]
    Statement.objects.bulk_create(
        Statement(
            version=version,
            kind=kind,
            position=position,
            text=item.text,
            body=bodies.get(fold(item.text.rstrip(" .,;")))
            if kind is StatementKind.PARTICIPANT
            else None,
            source_lines=list(item.lines),
        )
        for kind, items in lists
        for position, item in enumerate(items, 1)
    )


def _abbreviations(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    Abbreviation.objects.bulk_create(
        Abbreviation(
            version=version,
            position=position,
            short=row.short[:60],
            name=row.name[:300],
            source_lines=list(row.lines),
        )
        for position, row in enumerate(document.abbreviations, 1)
    )


def _areas(version: ProgrammeVersion, document: ProgrammeDocument, bodies: Bodies) -> None:
    areas = AreaOfAction.objects.bulk_create(
        AreaOfAction(
            version=version,
            position=position,
            code=area.code[:12],
            title=sentence_case(area.title)[:400],
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
    Action.objects.bulk_create(
        sub for action, row in pairs for sub in _sub_actions(version, action, row)
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


def _sub_actions(version: ProgrammeVersion, action: ReadAction, row: Action) -> list[Action]:
    return [
        Action(
            version=version,
            area_id=row.area_id,
            parent=row,
            position=position,
            code=f"{row.code}.{position}",
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


def _initiatives(version: ProgrammeVersion, document: ProgrammeDocument, bodies: Bodies) -> None:
    pairs = [
        (item, _initiative(version, position, item))
        for position, item in enumerate(document.initiatives, 1)
    ]
    Initiative.objects.bulk_create(row for _item, row in pairs)
    InitiativeRole.objects.bulk_create(
        (
            InitiativeRole(
                initiative=row,
                body=bodies[fold(name)],
                role=InitiativeRoleKind.CO_IMPLEMENTER
                if position
                else InitiativeRoleKind.IMPLEMENTER,
                position=position,
                written_as=name[:120],
            )
            for item, row in pairs
            for position, name in enumerate(item.implementers)
        ),
        ignore_conflicts=True,
    )
    Audience.objects.bulk_create(
        Audience(initiative=row, position=position, text=text[:200])
        for item, row in pairs
        for position, text in enumerate(item.audience)
    )
    Funding.objects.bulk_create(
        Funding(initiative=row, position=position, source=text[:200])
        for item, row in pairs
        for position, text in enumerate(item.funding)
    )


def _projects(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    """Named projects stand after the initiatives; bare counts are kept by year."""
    start = len(document.initiatives) + 1
    named = [project for project in document.projects if project.name]
    Initiative.objects.bulk_create(
        Initiative(
            version=version,
            position=position,
            name=sentence_case(project.name or "")[:300],
            aim=". ".join(detail.rstrip(".") for detail in project.details),
            kind=InitiativeKind.PROJECT,
            scope=(project.scope or "").upper(),
            first_year=project.year,
            last_year=project.year,
            source_lines=list(project.lines),
            search_text=search_text_of(project.name or "", *project.details),
        )
        for position, project in enumerate(named, start)
    )
    ProjectCount.objects.bulk_create(
        ProjectCount(
            version=version,
            year=project.year,
            count=project.count,
            source_lines=list(project.lines),
        )
        for project in document.projects
        if project.count is not None
    )


def _initiative(version: ProgrammeVersion, position: int, item: ReadInitiative) -> Initiative:
    return Initiative(
        version=version,
        position=position,
        number=item.number,
        name=sentence_case(item.name)[:300],
        aim=item.aim,
        term_text=item.term.text[:200],
        first_year=item.term.first_year,
        last_year=item.term.last_year,
        is_open_ended=item.term.open_ended,
        method=item.method,
        source_lines=list(item.lines),
        search_text=search_text_of(item.name, item.aim, item.method),
    )


def _milestones(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    milestones = Milestone.objects.bulk_create(
        Milestone(
            version=version,
            position=position,
            on=item.date,
            precision=item.precision,
            text=item.text,
            source_lines=list(item.lines),
        )
        for position, item in enumerate(document.milestones, 1)
    )
    towns = _towns(version.programme.authority, document)
    waves = {(wave.date, wave.lines): wave.municipalities for wave in document.waves}
    joined = Milestone.municipalities.through
    joined.objects.bulk_create(
        joined(milestone_id=row.pk, municipality_id=towns[fold(name)].pk)
        for row in milestones
        for name in dict.fromkeys(waves.get((row.on, tuple(row.source_lines)), ()))
    )


def _towns(authority: Authority, document: ProgrammeDocument) -> dict[str, Municipality]:
    """The municipalities of a document by name; those not known yet are entered without a code."""
    towns = {fold(town.name): town for town in Municipality.objects.filter(authority=authority)}
    named = [name for wave in document.waves for name in wave.municipalities]
    new = {
        fold(name): Municipality(authority=authority, name=name[:120])
        for name in named
        if fold(name) not in towns
    }
    Municipality.objects.bulk_create(new.values())
    return towns | new


def _amounts(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    Amount.objects.bulk_create(
        Amount(
            version=version,
            position=position,
            value=item.value,
            currency=(item.currency or "")[:3],
            is_approximate=item.approximate,
            source_lines=list(item.lines),
        )
        for position, item in enumerate(document.amounts, 1)
    )


def _team(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    DraftingMember.objects.bulk_create(
        DraftingMember(
            version=version,
            position=position,
            name=name.strip()[:150],
            office=office.strip()[:300],
        )
        for position, item in enumerate(document.drafting_team, 1)
        for name, _dash, office in [item.text.partition(" – ")]
    )
