"""No line of a document is dropped, and no text makes the reading fail."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevenio.programme.importing.document import as_json
from prevenio.programme.importing.ledger import placed_lines
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.source import Source, SourceLine
from prevenio.programme.importing.tests.sources import text_source, unlisted_lines
from tests.shared_material import KIELCE, PLZEN, document

PROGRAMMES = sorted((Path(__file__).parent / "programmes").glob("*.txt"))

# fmt: off
PIECES = [
    "Obszar 1.", "Obszar II", "Priorytet", "1.", "1.1", "2)", "a)", "IV.", "-", "•",
    "Realizator:", "Partnerzy: KMP, SM", "Gestor:", "Opatření 2.1", "szkoły", "KM PSP",
    "Rady osiedli", "Cel", "Cele:", "Uchwała nr 1/2/2020", "§ 1.", "z dnia 1 maja 2020 r.",
    "Wykaz skrótów", "SPIS TREŚCI", "KMP – Komenda Miejska Policji", "2020/21", "Program",
    "Projekt:", "Prioritní oblast 3", "(KMP)", "12 mil. Kč", "2010 – 4 projekty",
    "1. května 2011 – připojení měst Aš a Cheb", "l.p.", "Skrót", "Działania",
    "Podmiot odpowiedzialny", "Partnerzy", "Nazwa", "Termin", "zł", "…", "„Ala”", "i",
]
# fmt: on
words = st.sampled_from(PIECES)
free = st.text(alphabet=st.characters(exclude_characters="\n\r"), max_size=12)
pieces = st.lists(st.one_of(words, free), min_size=0, max_size=5).map(" ".join)
table_lines = st.lists(pieces, min_size=2, max_size=5).map("\t".join)
texts = st.lists(st.one_of(pieces, table_lines), max_size=25).map("\n".join)


def _all_placed(source: Source) -> bool:
    programme = read_programme(source)
    listed = placed_lines(programme) | {line.line for line in programme.unplaced}
    return unlisted_lines(source, sorted(listed)) == []


@given(texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_and_every_line_of_it_listed(text: str) -> None:
    assert _all_placed(text_source(text))


@given(st.lists(st.tuples(pieces, st.sampled_from([None, 1, 2])), max_size=12))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_headings_of_a_form_that_marks_them_do_no_harm(lines: list[tuple[str, int | None]]) -> None:
    marked = tuple(
        SourceLine(number, text, heading=level) for number, (text, level) in enumerate(lines, 1)
    )

    assert _all_placed(Source("test.docx", "docx", "0" * 64, marked))


@pytest.mark.parametrize("name", [KIELCE, PLZEN])
def test_every_line_of_the_founding_documents_is_listed(name: str) -> None:
    assert _all_placed(text_source(document(name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_every_line_of_the_test_programmes_is_listed(path: Path) -> None:
    assert _all_placed(text_source(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [KIELCE, PLZEN])
def test_published_json_lists_every_line(name: str) -> None:
    source = text_source(document(name).read_text(encoding="utf-8"))
    published = as_json(read_programme(source))
    listed = set(_lines_in(published)) | {each["line"] for each in published["unplaced"]}

    assert unlisted_lines(source, sorted(listed)) == []


def _lines_in(value: object) -> list[int]:
    """Every number in a list called `lines`, however deep."""
    if isinstance(value, dict):
        own = value.get("lines", [])
        return [
            *own,
            *(n for key, inner in value.items() if key != "lines" for n in _lines_in(inner)),
        ]
    if isinstance(value, list):
        return [n for inner in value for n in _lines_in(inner)]
    return []
