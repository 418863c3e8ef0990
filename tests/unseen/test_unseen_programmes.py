"""Programmes of towns, counties and regions that the importer was not built on.

Each is laid out as such documents really are; what a coordinator expects of it lies beside it.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from prevenio.programme.checking import check
from prevenio.programme.importing.document import ProgrammeDocument
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.source import Source
from tests.document_makers import make_docx, make_markdown, make_pdf
from tests.unseen import native_docx, native_pdf
from tests.unseen.expectations import differences, unaccounted

HERE = Path(__file__).parent
FOLDER = HERE / "programmes"
EXPECTATIONS = sorted(FOLDER.glob("*.json"))


def document_of(expectation: Path) -> Path:
    found = [path for path in FOLDER.glob(f"{expectation.stem}.*") if path != expectation]
    assert len(found) == 1, found
    return found[0]


def expected_of(expectation: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(expectation.read_text(encoding="utf-8"))
    return expected


@cache
def reading(path: Path) -> tuple[Source, ProgrammeDocument]:
    source = read_source(path.read_bytes(), path.name)
    return source, read_programme(source)


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: path.stem)
def test_programme_is_read_as_its_coordinator_expects(expectation: Path) -> None:
    _source, programme = reading(document_of(expectation))

    assert differences(programme, expected_of(expectation)) == []


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: path.stem)
def test_every_line_is_placed_or_listed(expectation: Path) -> None:
    source, programme = reading(document_of(expectation))

    written = [line.number for line in source.lines if not line.is_blank]
    assert unaccounted(programme, written) == []


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: path.stem)
def test_clean_programme_gives_no_errors(expectation: Path) -> None:
    source, programme = reading(document_of(expectation))

    found = check(programme, source, "en")
    allowed = expected_of(expectation).get("faults", [])
    grave = [each for each in found if each.severity == "error" and each.code not in allowed]
    assert [f"{each.code} {each.message}" for each in grave] == []


NATIVE = {
    **{f"{name}.docx": make for name, make in native_docx.DOCUMENTS.items()},
    **{f"{name}.pdf": make for name, make in native_pdf.DOCUMENTS.items()},
}
FORMS = {"md": make_markdown, "docx": make_docx, "pdf": make_pdf}
# Lines of these are whole paragraphs, so that they can be laid out anew.
UNWRAPPED = (
    "cs-kraj-podlesi",
    "cs-mesto-bezpecnostni-strategie",
    "cs-mesto-hamry",
    "pl-powiat-lipowski",
)


@pytest.mark.parametrize("name", NATIVE)
def test_document_of_an_office_program_is_read(name: str) -> None:
    expected = expected_of(HERE / "native" / f"{Path(name).stem}.json")
    source = read_source(NATIVE[name](), name)
    programme = read_programme(source)

    assert differences(programme, expected) == []
    assert unaccounted(programme, [line.number for line in source.lines if not line.is_blank]) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", UNWRAPPED)
def test_programme_is_the_same_in_every_form(name: str, form: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    expected = expected_of(FOLDER / f"{name}.json")
    source = read_source(FORMS[form](text), f"{name}.{form}")
    programme = read_programme(source)

    assert differences(programme, {**expected, "unplaced_at_most": 12}) == []
    assert unaccounted(programme, [line.number for line in source.lines if not line.is_blank]) == []


# What editors and word processors do to a text without anybody seeing it.
HABITS: dict[str, Callable[[str], str]] = {
    "windows line ends": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "hard spaces": lambda text: re.sub(r"(?<=\b[wizoukavs]) (?=\w)", "\u00a0", text),
    "spaces at line ends": lambda text: text.replace("\n", "  \n"),
    "wide gaps": lambda text: text.replace("\n\n", "\n\n\n"),
}


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: path.stem)
def test_habits_of_editors_change_nothing(expectation: Path, habit: str) -> None:
    path = document_of(expectation)
    text = HABITS[habit](path.read_text(encoding="utf-8"))

    programme = read_programme(read_source(text.encode(), path.name))

    assert differences(programme, expected_of(expectation)) == []
