"""Initiatives and projects of a document as rows."""

import re
from collections.abc import Mapping, Sequence

from prevenio.kernel.text import fold
from prevenio.kernel.titles import sentence_case
from prevenio.programme.importing.ages import ages_in
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadInitiative,
)
from prevenio.programme.models import (
    Audience,
    Funding,
    Initiative,
    InitiativeKind,
    InitiativeRole,
    InitiativeRoleKind,
    ProgrammeVersion,
    ProjectCount,
)
from prevenio.programme.operations.contents.bodies import Bodies
from prevenio.programme.searching import search_text_of

# Poland: „materiały własne”; Czechia: „vlastní materiály”.
OWN_MATERIALS = re.compile(
    r"[^.;]*\b(?:materiał\w*(?:\s\w+)?\swłasn\w+|vlastní\w*(?:\s\w+)?\smateriál\w*)[^.;]*",
    re.IGNORECASE,
)


def write_initiatives(
    version: ProgrammeVersion,
    document: ProgrammeDocument,
    bodies: Bodies,
    names: Mapping[str, str],
) -> None:
    pairs = [
        (item, _initiative(version, position, item, names))
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
        audience for item, row in pairs for audience in audiences_of(row, item.audience)
    )
    Funding.objects.bulk_create(funding for item, row in pairs for funding in _fundings(row, item))


def audiences_of(initiative: Initiative, groups: Sequence[str]) -> list[Audience]:
    """The groups an initiative is for, with the ages that their words give."""
    return [
        Audience(
            initiative=initiative,
            position=position,
            text=text[:200],
            age_from=ages_in(text)[0],
            age_to=ages_in(text)[1],
        )
        for position, text in enumerate(groups)
    ]


def _fundings(initiative: Initiative, item: ReadInitiative) -> list[Funding]:
    """Sources of money as named; a sentence of the method about own materials is help in kind."""
    in_kind = [sentence.strip() for sentence in OWN_MATERIALS.findall(item.method)]
    named = [(source, False) for source in item.funding] + [(said, True) for said in in_kind]
    return [
        Funding(initiative=initiative, position=position, source=source[:200], is_in_kind=kind)
        for position, (source, kind) in enumerate(named)
    ]


def write_projects(
    version: ProgrammeVersion, document: ProgrammeDocument, names: Mapping[str, str]
) -> None:
    """Named projects stand after the initiatives; bare counts are kept by year."""
    start = len(document.initiatives) + 1
    named = [project for project in document.projects if project.name]
    Initiative.objects.bulk_create(
        Initiative(
            version=version,
            position=position,
            name=sentence_case(project.name or "", names)[:300],
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


def _initiative(
    version: ProgrammeVersion, position: int, item: ReadInitiative, names: Mapping[str, str]
) -> Initiative:
    return Initiative(
        version=version,
        position=position,
        number=item.number,
        name=sentence_case(item.name, names)[:300],
        aim=item.aim,
        term_text=item.term.text[:200],
        first_year=item.term.first_year,
        last_year=item.term.last_year,
        is_open_ended=item.term.open_ended,
        method=item.method,
        source_lines=list(item.lines),
        search_text=search_text_of(item.name, item.aim, item.method),
    )
