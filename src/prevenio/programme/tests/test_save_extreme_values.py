from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
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
    ReadTerm,
    ReadWave,
)
from prevenio.programme.importing.source import SourceLine
from prevenio.programme.operations import drafts
from prevenio.programme.operations.contents import write_contents
from prevenio.programme.queries.contents import document_of
from prevenio.programme.tests.documents import small_source
from prevenio.programme.tests.factories import make_programme, make_version

pytestmark = pytest.mark.django_db

LONG = "Bardzo długa nazwa " * 400
OTHER = f"{LONG}jeszcze dłuższa"
TERM = ReadTerm(LONG, 999_999, 1_000_000)
DOCUMENT = ProgrammeDocument(
    act=ReadAct(number=LONG, date=date(2024, 1, 1), body=LONG, subject=LONG),
    chapters=(ReadChapter(LONG, LONG, LONG),),
    areas=(
        ReadArea(
            LONG,
            LONG,
            actions=(
                ReadAction(LONG, LONG, (LONG, OTHER), (LONG,), term=TERM, sub_actions=(LONG,)),
                ReadAction(LONG, LONG, (OTHER,)),
            ),
        ),
    ),
    initiatives=(
        ReadInitiative(99_999_999, LONG, LONG, (LONG, OTHER), (LONG,), TERM, LONG, (LONG,)),
        ReadInitiative(-5, "\x00zero\x00"),
    ),
    abbreviations=(ReadAbbreviation(LONG, LONG),),
    bodies=(ReadBody(LONG, LONG, (OTHER,)), ReadBody("\x00", "x")),
    main_goal=ReadItem(LONG),
    goals=(ReadItem(LONG),),
    drafting_team=(ReadItem(f"{LONG} – {LONG}"),),
    milestones=(ReadMilestone(date(2024, 1, 1), LONG, (1,)),),
    waves=(ReadWave(date(2024, 1, 1), (LONG, OTHER, LONG), (1,)),),
    projects=(ReadProject(LONG, 123_456, details=(LONG,)), ReadProject(None, 2020, 10**12)),
    amounts=(ReadAmount(Decimal(10) ** 30, "zł zł"), ReadAmount(Decimal("0.001"))),
)


def test_values_beyond_their_columns_are_cut_and_nothing_is_refused(authority: Authority) -> None:
    version = make_version(make_programme(authority))

    write_contents(version, DOCUMENT)

    stored = document_of(version)
    assert len(stored.actions) == 2
    assert len(stored.initiatives) == 2
    assert stored.actions[0].text.startswith("Bardzo długa")


def test_characters_that_no_database_takes_are_left_out(
    authority: Authority, coordinator: User
) -> None:
    lines = (SourceLine(1, "OBSZAR 1\x00\ud800", ("a\x00", "b")), *small_source()[0].lines)
    source = replace(small_source()[0], lines=lines, sha256="0" * 64)

    draft = drafts.store_draft(
        authority=authority, source=source, content=b"x", by=coordinator, at=NOON
    )

    draft.source.refresh_from_db()
    assert draft.source.lines[0][1:3] == ["OBSZAR 1", ["a", "b"]]
