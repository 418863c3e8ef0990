"""The real programme as text, Markdown, DOCX and PDF is one and the same programme."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from prevenio.programme.importing.document import ProgrammeDocument, as_json
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.source import Source
from tests.document_makers import PDF_TEMPLATE, make_docx, make_markdown, make_pdf
from tests.shared_material import KIELCE, document

ABOUT_LINES = frozenset({"lines", "title_lines", "torn_rows", "line"})
PAGE_FURNITURE = re.compile(r"^(?:\d+|Program miasta, strona \d+)$")

WITH_RUNNING_HEAD = "#set page(header: context [Program miasta, strona #counter(page).display()])\n"
IN_LARGE_TYPE = PDF_TEMPLATE.replace("10.5pt", "12pt").replace("15mm", "20mm")


def make_pdf_with_running_head(text: str) -> bytes:
    return make_pdf(text, template=WITH_RUNNING_HEAD + PDF_TEMPLATE)


def make_pdf_in_large_type(text: str) -> bytes:
    return make_pdf(text, template=IN_LARGE_TYPE)


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "markdown": ("program.md", make_markdown),
    "docx": ("program.docx", make_docx),
    "pdf": ("program.pdf", make_pdf),
    "pdf with a running head": ("program.pdf", make_pdf_with_running_head),
    "pdf in large type": ("program.pdf", make_pdf_in_large_type),
}


@cache
def reading(form: str) -> tuple[Source, ProgrammeDocument]:
    text = document(KIELCE).read_text()
    name, make = FORMS.get(form, (KIELCE, str.encode))
    source = read_source(make(text), name)
    return source, read_programme(source)


def apart_from_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: apart_from_lines(inner) for key, inner in value.items() if key not in ABOUT_LINES
        }
    return [*map(apart_from_lines, value)] if isinstance(value, list) else value


def programme_in(form: str) -> dict[str, Any]:
    plain: dict[str, Any] = apart_from_lines(as_json(reading(form)[1]))
    texts = [unplaced["text"] for unplaced in plain.pop("unplaced")]
    return {**plain, "unplaced": [text for text in texts if not PAGE_FURNITURE.match(text)]}


@pytest.mark.parametrize("form", FORMS)
def test_form_gives_the_same_programme_as_the_text(form: str) -> None:
    expected, found = programme_in("text"), programme_in(form)

    for part in expected:
        assert found[part] == expected[part], part


@pytest.mark.parametrize("form", ["text", *FORMS])
def test_every_line_is_placed_or_listed(form: str) -> None:
    source, programme = reading(form)
    written = json.dumps(as_json(programme))
    listed = {
        int(number)
        for each in re.findall(r'"lines": \[([\d, ]+)\]', written)
        for number in each.split(",")
    }
    listed |= {int(number) for number in re.findall(r'"line": (\d+)', written)}
    listed |= set(programme.title_lines)

    assert {line.number for line in source.lines if not line.is_blank} <= listed
