from hypothesis import given
from hypothesis import strategies as st

from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.readers.characters import INVISIBLE, NEWLINE
from prevenio.programme.importing.readers.plain_text import read_plain_text
from prevenio.programme.importing.source import Source
from tests.shared_material import KIELCE, PLZEN, document


def read(text: str) -> Source:
    return read_source(text.encode(), "program.txt")


def test_lines_are_numbered_by_newline_of_any_kind() -> None:
    source = read("first\r\n\r\nsecond\nthird\rfourth\n")

    assert [(line.number, line.text) for line in source.lines] == [
        (1, "first"),
        (2, ""),
        (3, "second"),
        (4, "third"),
        (5, "fourth"),
    ]
    assert source.form == "text"


def test_page_breaks_and_line_separators_open_no_line() -> None:
    source = read("\fI. Cele\nfirst\u2028second\n\x0c\nlast")

    assert [line.text for line in source.lines] == ["I. Cele", "first second", "", "last"]


def test_invisible_characters_go_and_glyphs_of_symbol_fonts_stay() -> None:
    source = read("\ufeff\uf0d2 bez\u00adpieczeń\u200bstwo **tytuł**\n")

    assert source.lines[0].text == "\uf0d2 bezpieczeństwo **tytuł**"


def test_rows_keep_empty_cells_and_share_a_table_over_blank_lines() -> None:
    source = read("1.\tpatrols\tKMP\n\n\tat night\t\nAreas\n2.\tlessons\tSM\n")

    assert [(line.cells, line.table) for line in source.lines] == [
        (("1.", "patrols", "KMP"), 1),
        (None, None),
        (("", "at night", ""), 1),
        (None, None),
        (("2.", "lessons", "SM"), 2),
    ]


def test_same_bytes_have_the_same_digest() -> None:
    assert read("a").sha256 == read("a").sha256
    assert read("a").sha256 != read("b").sha256


def test_documents_are_read_line_by_line() -> None:
    for name in (KIELCE, PLZEN):
        path = document(name)
        source = read_source(path.read_bytes(), path.name)

        assert [line.text for line in source.lines] == path.read_text().splitlines()


@given(st.text())
def test_nothing_is_lost_but_what_nobody_sees(text: str) -> None:
    lines = list(read_plain_text(text))
    raw = NEWLINE.split(text)

    assert [line.number for line in lines] == [*range(1, len(lines) + 1)]
    assert len(raw) - len(lines) == (raw[-1] == "")
    for line, before in zip(lines, raw, strict=False):
        assert "".join(line.text.split()) == "".join(INVISIBLE.sub("", before).split())


@given(st.lists(st.lists(st.text("ab ąż,", max_size=5), min_size=2, max_size=5), min_size=1))
def test_cells_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    written = "\n".join("\t".join(row) for row in rows)
    read_rows = [line.cells for line in read_plain_text(written) if line.cells is not None]

    assert read_rows == [tuple(c.strip() for c in row) for row in rows if "".join(row).strip()]
