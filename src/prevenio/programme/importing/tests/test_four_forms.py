"""The same document as text, Markdown, DOCX and PDF is the same programme."""

from collections.abc import Callable
from typing import Any

import pytest

from prevenio.programme.importing.document import as_json
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.tests.forms import as_docx, as_markdown, as_pdf
from tests.shared_material import KIELCE, PLZEN, document

ABOUT_THE_FORM = frozenset({"lines", "title_lines", "torn_rows", "unplaced"})
FORMS = [
    pytest.param(as_markdown, "programme.md", id="markdown"),
    pytest.param(as_docx, "programme.docx", id="docx"),
    pytest.param(as_pdf, "programme.pdf", id="pdf", marks=pytest.mark.slow),
]


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_lines(v) for k, v in value.items() if k not in ABOUT_THE_FORM}
    if isinstance(value, list):
        return [_without_lines(each) for each in value]
    return value


def _read(content: bytes, name: str) -> Any:
    return _without_lines(as_json(read_programme(read_source(content, name))))


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_city_programme_is_the_same_in_every_form(form: Callable[[str], bytes], name: str) -> None:
    text = document(KIELCE).read_text(encoding="utf-8")

    assert _read(form(text), name) == _read(text.encode(), "programme.txt")


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_region_deck_holds_the_same_in_every_form(form: Callable[[str], bytes], name: str) -> None:
    text = document(PLZEN).read_text(encoding="utf-8")

    assert _read(form(text), name) == _read(text.encode(), "deck.txt")
