import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.programme.importing.readers import GarbledPdf, TooManyPages, TooMuchText, read_source
from prevenio.programme.importing.readers import pdf as pdf_reader
from prevenio.programme.importing.readers.pdf_lines import printed_lines
from prevenio.programme.importing.readers.pdf_pages import Glyph
from prevenio.programme.importing.readers.plain_text import read_plain_text
from prevenio.programme.importing.source import SourceLine
from tests import document_makers as makers
from tests.document_makers import make_pdf, typeset

PARAGRAPH = "Strażnicy rozmawiają z mieszkańcami o porządku na podwórkach i w parkach. " * 4


def read(content: bytes) -> list[SourceLine]:
    return list(read_source(content, "program.pdf").lines)


def typeset_lines(markup: str) -> list[SourceLine]:
    setting = "#set page(width: 120mm, height: 100mm, margin: 15mm)\n#set text(size: 9pt)\n"
    return read(typeset(setting + markup))


def rows_of(lines: list[SourceLine]) -> dict[tuple[int | None, int | None], list[str]]:
    """The cells of every row, their pieces joined by spaces."""
    rows: dict[tuple[int | None, int | None], list[str]] = {}
    for line in lines:
        for at, piece in enumerate(line.cells or ()):
            cells = rows.setdefault((line.table, line.row), [""] * len(line.cells or ()))
            cells[at] = f"{cells[at]} {piece}".strip()
    return rows


def test_printed_lines_are_numbered_through_the_document_with_their_pages() -> None:
    lines = typeset_lines("pierwsza\n\ndruga #pagebreak() trzecia")

    assert [(line.number, line.page, line.text) for line in lines] == [
        (1, 1, "pierwsza"),
        (2, 1, "druga"),
        (3, 2, "trzecia"),
    ]


def test_gap_tells_paragraphs_from_wrapped_lines() -> None:
    lines = typeset_lines(f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n= Cele\n{PARAGRAPH}")

    starts = [line.text.split()[0] for line in lines if line.gap]
    assert starts == ["Strażnicy", "Strażnicy", "Cele", "Strażnicy"]
    assert sum(not line.gap for line in lines) >= 9


def test_line_with_room_left_ends_its_paragraph() -> None:
    lines = typeset_lines(
        "2. Komisja miasta \\\nDo zadań należy: \\\na) ocena prac, \\\nb) opinie o planie."
    )

    assert [line.gap for line in lines] == [True, True, True, True]


def test_years_on_a_title_page_are_no_page_number() -> None:
    lines = typeset_lines('#set page(numbering: "1 z 1")\n2021 - 2023\n\nProgram\n#pagebreak()\nb')

    assert [line.text for line in lines if line.margin] == ["1 z 2", "2 z 2"]


def test_ruled_table_gives_pieces_of_cells_for_each_printed_line() -> None:
    lines = typeset_lines(f"#table(columns: 3, [1.], [{PARAGRAPH}], [KMP], [2.], [lekcje], [SM])")

    assert {line.table for line in lines} == {1}
    assert {len(line.cells or ()) for line in lines} == {3}
    assert list(rows_of(lines).values()) == [
        ["1.", PARAGRAPH.strip(), "KMP"],
        ["2.", "lekcje", "SM"],
    ]
    assert lines[1].text.count("\t") == 2


def test_merged_cells_stand_in_their_first_row_and_column() -> None:
    lines = typeset_lines("""#table(columns: 3, table.cell(colspan: 2)[szeroka], [c],
        table.cell(rowspan: 2)[wysoka], [d], [e], [f], [g])""")

    assert list(rows_of(lines).values()) == [
        ["szeroka", "", "c"],
        ["wysoka", "d", "e"],
        ["", "f", "g"],
    ]


@pytest.mark.parametrize("alignment", ["top", "horizon", "bottom"])
def test_cells_need_not_share_their_first_baseline(alignment: str) -> None:
    lines = typeset_lines(
        f"#table(columns: 3, align: {alignment}, [1.], [{PARAGRAPH}], [Straż Miejska i szkoły])"
    )

    assert list(rows_of(lines).values()) == [["1.", PARAGRAPH.strip(), "Straż Miejska i szkoły"]]


def test_table_goes_on_over_pages_with_the_torn_row_left_torn() -> None:
    rows = "".join(f"[{number}.], [{PARAGRAPH}], [KMP]," for number in range(1, 6))
    lines = typeset_lines(f"""#set page(header: [Program miasta], numbering: "1")
        #v(4mm)
        #table(columns: (1fr, 8fr, 2fr), {rows})""")

    in_table = [line for line in lines if line.cells]
    assert {line.table for line in in_table} == {1}
    assert [row[0] for row in rows_of(lines).values()] == ["1.", "2.", "", "3.", "4.", "", "5."]
    assert [(line.page, line.text) for line in lines if line.margin] == [
        (1, "Program miasta"),
        (1, "1"),
        (2, "Program miasta"),
        (2, "2"),
        (3, "Program miasta"),
        (3, "3"),
    ]


def test_head_of_a_table_printed_again_belongs_to_the_page() -> None:
    rows = "".join(f"[{number}.], [{PARAGRAPH}]," for number in range(1, 4))
    lines = typeset_lines(f"#table(columns: (1fr, 9fr), table.header([lp], [działanie]), {rows})")

    heads = [line for line in lines if line.text == "lp\tdziałanie"]
    assert [(line.page, line.margin) for line in heads] == [(1, False), (2, True)]
    assert sum(line.margin for line in lines) == 1


def test_footnotes_belong_to_the_page() -> None:
    lines = typeset_lines(f"{PARAGRAPH} #footnote[uwaga pod tekstem] {PARAGRAPH}")

    assert [line.text for line in lines if line.margin] == ["1uwaga pod tekstem"]


def test_prose_between_tables_parts_them() -> None:
    table = "#table(columns: 2, [a], [b])\n\n"

    assert [line.table for line in typeset_lines(table + table)] == [1, 1]
    assert [line.table for line in typeset_lines(table + "tekst\n\n" + table)] == [1, None, 2]


def test_table_with_rules_between_columns_only_has_rows_by_their_numbers() -> None:
    lines = typeset_lines("""#table(columns: 2, stroke: (x: 1pt, y: none),
        [1.], [patrole w parkach #linebreak() i nad rzeką], [2.], [lekcje])""")

    assert list(rows_of(lines).values()) == [
        ["1.", "patrole w parkach i nad rzeką"],
        ["2.", "lekcje"],
    ]


def test_table_with_level_rules_only_has_its_columns_by_alignment() -> None:
    lines = typeset_lines("""#table(columns: (1fr, 4fr, 2fr), stroke: (x: none, y: 1pt),
        [lp], [działanie], [kto], [A], [patrole w parkach #linebreak() i nad rzeką], [Straż],
        [B], [lekcje o ruchu drogowym], [szkoły])""")

    assert list(rows_of(lines).values()) == [
        ["lp", "działanie", "kto"],
        ["A", "patrole w parkach i nad rzeką", "Straż"],
        ["B", "lekcje o ruchu drogowym", "szkoły"],
    ]


def test_table_without_rules_has_its_rows_by_number() -> None:
    lines = typeset_lines("""#table(columns: (1fr, 4fr, 2fr), stroke: none,
        [1.], [patrole w parkach #linebreak() i nad rzeką], [Straż],
        [2.], [lekcje], [szkoły], [3.], [festyn], [rada])""")

    assert list(rows_of(lines).values()) == [
        ["1.", "patrole w parkach i nad rzeką", "Straż"],
        ["2.", "lekcje", "szkoły"],
        ["3.", "festyn", "rada"],
    ]


def test_list_with_marks_set_apart_is_no_table() -> None:
    lines = typeset_lines("""#set enum(numbering: "1)", body-indent: 1cm)
        + patrole
        + lekcje
        + festyn""")

    assert [line.text for line in lines] == ["1) patrole", "2) lekcje", "3) festyn"]
    assert all(line.cells is None for line in lines)


def test_prose_in_two_columns_is_read_column_by_column() -> None:
    words = " ".join(f"{number}. {PARAGRAPH.strip()}" for number in range(5))
    lines = typeset_lines(f"#set page(columns: 2)\n#set text(hyphenate: false)\n{words}")

    assert " ".join(line.text for line in lines) == words


def test_row_that_a_page_break_leaves_open_is_a_row() -> None:
    stroke = b" ".join(
        [b"%d 20 m %d 180 l S" % (x, x) for x in (20, 60, 180)]
        + [b"20 %d m 180 %d l S" % (y, y) for y in (180, 150)]
    )
    words = b"BT /F 9 Tf 24 160 Td (1.) Tj 42 0 Td (up) Tj -42 -40 Td (2.) Tj 42 0 Td (down) Tj ET"
    font = b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    page = makers.raw_page(stroke + b" " + words, font)

    assert list(rows_of(read(page)).values()) == [["1.", "up"], ["2.", "down"]]


def glyphs(text: str, size: float = 10, x: float = 0, baseline: float = 50) -> list[Glyph]:
    width = size / 2
    return [
        Glyph(sign, x + at * width, x + (at + 1) * width, baseline, size)
        for at, sign in enumerate(text)
    ]


def test_words_are_parted_by_white_space_whether_printed_or_not() -> None:
    (line,) = printed_lines([*glyphs("ab"), *glyphs("cd", x=13), *glyphs(" ef", x=23)])

    assert line.text == "ab cd ef"


def test_letters_printed_twice_for_bold_and_joined_letters_are_read_once() -> None:
    assert [line.text for line in printed_lines([*glyphs("cel"), *glyphs("cel", x=0.4)])] == ["cel"]
    assert printed_lines(glyphs("pro\ufb01laktyka"))[0].text == "profilaktyka"
    assert printed_lines(glyphs("a\u0328"))[0].text == "ą"


def test_raised_marks_join_their_line_and_soft_hyphens_show_at_its_end() -> None:
    raised = glyphs("1", size=6, x=20, baseline=46)

    assert [line.text for line in printed_lines([*glyphs("cel."), *raised])] == ["cel.1"]
    assert printed_lines(glyphs("bez\u00ad"))[0].text == "bez-"


def test_turned_words_are_read_upwards() -> None:
    for angle in (-90, 90):
        turned = f"rotate({angle}deg, reflow: true)[Termin realizacji]"

        rows = rows_of(typeset_lines(f"#table(columns: 2, {turned}, [b])"))

        assert list(rows.values()) == [["Termin realizacji", "b"]]


def test_bounds_on_pages_and_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MOST_CHARACTERS", 10)

    with pytest.raises(TooMuchText):
        typeset_lines(PARAGRAPH)
    with pytest.raises(TooManyPages) as refusal:
        read(makers.make_many_paged_pdf(1001))
    assert refusal.value.limit == 1000


def test_letters_without_names_are_refused() -> None:
    font = (
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X "
        b"/Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 "
        b"/BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/FontDescriptor << /Type /FontDescriptor /FontName /X >> >>] >> >> >>"
    )

    with pytest.raises(GarbledPdf):
        read(makers.raw_page(b"BT /F 9 Tf 20 100 Td <00030004000500060007> Tj ET", font))


words = st.lists(st.text("aąż1", min_size=1, max_size=5), max_size=3).map(" ".join)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(words, min_size=width, max_size=width).filter(any), min_size=1, max_size=4
        )
    )
)
@settings(max_examples=15, deadline=None)
def test_table_has_the_same_cells_as_in_plain_text(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows) + "\n"

    in_pdf = [tuple(cells) for cells in rows_of(read(make_pdf(text))).values()]

    assert in_pdf == [line.cells for line in read_plain_text(text)]
