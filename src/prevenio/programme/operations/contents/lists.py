"""Chapters, lists, dates and sums of a document as rows."""

from collections.abc import Mapping, Sequence

from prevenio.kernel.text import fold
from prevenio.kernel.titles import sentence_case
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadItem,
)
from prevenio.programme.models import (
    Abbreviation,
    Amount,
    Chapter,
    DraftingMember,
    Milestone,
    ProgrammeVersion,
    Statement,
    StatementKind,
)
from prevenio.programme.operations.contents.bodies import Bodies


def write_chapters(
    version: ProgrammeVersion, document: ProgrammeDocument, names: Mapping[str, str]
) -> None:
    Chapter.objects.bulk_create(
        Chapter(
            version=version,
            position=position,
            number=chapter.number[:12],
            title=sentence_case(chapter.title, names)[:400],
            text=chapter.text,
            source_lines=list(chapter.lines),
        )
        for position, chapter in enumerate(document.chapters, 1)
    )


def write_statements(
    version: ProgrammeVersion, document: ProgrammeDocument, bodies: Bodies
) -> None:
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


def write_abbreviations(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
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


def write_milestones(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
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


def write_amounts(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
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


def write_team(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
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
