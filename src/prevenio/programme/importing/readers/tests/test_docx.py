import io

import docx
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.readers.docx_numbering import written_number
from prevenio.programme.importing.readers.plain_text import read_plain_text
from prevenio.programme.importing.source import SourceLine
from tests.document_makers import make_docx, make_raw_docx


def read(content: bytes) -> list[SourceLine]:
    return list(read_source(content, "program.docx").lines)


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(make_raw_docx(body, **parts))]


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_paragraphs_and_rows_are_numbered_in_order_blank_ones_too() -> None:
    document = docx.Document()
    document.add_heading("II. Cele", level=1)
    document.add_paragraph("")
    table = document.add_table(rows=2, cols=2)
    for number, each in enumerate(table._cells):
        each.text = f"cell {number}"
    document.add_paragraph("after")
    packed = io.BytesIO()
    document.save(packed)

    assert read(packed.getvalue()) == [
        SourceLine(1, "II. Cele", heading=1),
        SourceLine(2, ""),
        SourceLine(3, "cell 0\tcell 1", cells=("cell 0", "cell 1"), table=1),
        SourceLine(4, "cell 2\tcell 3", cells=("cell 2", "cell 3"), table=1),
        SourceLine(5, "after"),
    ]


def test_heading_styles_of_any_language_and_inheritance_give_levels() -> None:
    document = docx.Document()
    for name in ("Nagłówek 2", "Nadpis 3", "own"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.styles["own"].base_style = document.styles["Heading 4"]
    for name in ("Nagłówek 2", "Nadpis 3", "own", "Normal"):
        document.add_paragraph("words", style=name)
    packed = io.BytesIO()
    document.save(packed)

    assert [line.heading for line in read(packed.getvalue())] == [2, 3, 4, None]


def test_outline_level_of_the_paragraph_makes_a_heading() -> None:
    body = paragraph("a", '<w:outlineLvl w:val="1"/>') + paragraph("b", '<w:outlineLvl w:val="9"/>')

    assert [line.heading for line in read(make_raw_docx(body))] == [2, None]


def test_what_is_merged_down_over_numbered_rows_is_said_in_each() -> None:
    top, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = f"""<w:tbl>
        {row(cell("1."), cell("a"), cell("both", top))}
        {row(cell("2."), cell("b"), cell("", below))}
        {row(cell("3.", top), cell("c"), cell("x", top))}
        {row(cell("", below), cell("d"), cell("", below))}
    </w:tbl>"""

    lines = read(make_raw_docx(body))

    assert [line.cells for line in lines] == [
        ("1.", "a", "both"),
        ("2.", "b", "both"),
        ("3.", "c", "x"),
        ("", "d", ""),
    ]


def test_merged_cells_stand_once_and_leave_their_other_places_empty() -> None:
    body = f"""<w:tbl>
        {row(cell("wide", '<w:gridSpan w:val="2"/>'), cell("c"))}
        {row(cell("tall", '<w:vMerge w:val="restart"/>'), cell("b"), cell("c"))}
        {row(cell("", "<w:vMerge/>"), cell("d"), cell("e"))}
        {row(cell("f"), cell("rest", '<w:gridSpan w:val="2"/>'))}
    </w:tbl>"""

    assert [line.cells for line in read(make_raw_docx(body))] == [
        ("wide", "", "c"),
        ("tall", "b", "c"),
        ("", "d", "e"),
        ("f", "rest", ""),
    ]


def test_rows_drawn_a_hair_apart_have_the_columns_that_people_see() -> None:
    body = f"""<w:tbl>
        {row(cell("a"), cell("b", '<w:gridSpan w:val="2"/>'), cell("c"))}
        {row(cell("d", '<w:gridSpan w:val="2"/>'), cell("e"), cell("f"))}
    </w:tbl>"""

    assert [line.cells for line in read(make_raw_docx(body))] == [("a", "b", "c"), ("d", "e", "f")]


def test_paragraphs_and_nested_tables_of_a_cell_stand_below_each_other() -> None:
    inner = f"<w:tbl>{row(cell('x'), cell('y'))}</w:tbl>"
    rich = f"<w:tc>{paragraph('a')}{inner}{paragraph('b')}</w:tc>"
    broken = "<w:tc><w:p><w:r><w:t>c</w:t><w:br/><w:t>d</w:t></w:r></w:p></w:tc>"

    lines = read(make_raw_docx(f"<w:tbl>{row(rich, broken)}</w:tbl>"))

    assert [line.cells for line in lines] == [("a\nx\ny\nb", "c\nd")]
    assert [line.text for line in lines] == ["a x y b\tc d"]


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""


def item(words: str, number: int, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(words, place)


def test_automatic_numbers_are_written_into_the_text() -> None:
    first, second = ("a10", "b11", "c11", "d10", "e11", "f20"), ("g30", "h30", "i31", "j40", "k40")
    places = (*first, *second, "m00", "n90")
    body = "".join(item(place[0], int(place[1]), int(place[2])) for place in places)

    assert texts(body, numbering=NUMBERING) == [
        "1) a", "a) b", "b) c", "2) d", "a) e",
        "- f", "I. g", "II. h", "2.1. i", "7) j", "8) k",
        "m", "n",
    ]  # fmt: skip


def test_mark_that_was_typed_too_stands_once() -> None:
    body = item("1) a", 1) + item("2020 b", 1) + item("- c", 2) + item("1) d", 2)

    assert texts(body, numbering=NUMBERING) == ["1) a", "2) 2020 b", "- c", "- 1) d"]


def test_numbers_come_from_styles_and_fill_empty_cells() -> None:
    styles = """<w:style w:type="paragraph" w:styleId="lp"><w:name w:val="lp"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
    numbered = f"<w:tc>{paragraph('', '<w:pStyle w:val="lp"/>')}</w:tc>"
    body = f"<w:tbl>{row(numbered, cell('patrole')) * 2}</w:tbl>"

    assert texts(body, numbering=NUMBERING, styles=styles) == ["1)\tpatrole", "2)\tpatrole"]


def test_numbers_are_written_as_word_writes_them() -> None:
    assert [written_number(number, "lowerLetter") for number in (1, 26, 27, 53)] == [
        "a", "z", "aa", "aaa",
    ]  # fmt: skip
    assert [written_number(number, "upperRoman") for number in (4, 9, 14, 2024)] == [
        "IV", "IX", "XIV", "MMXXIV",
    ]  # fmt: skip
    assert written_number(3, "decimalZero") == "03"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = """
        <w:p><w:r><w:t>stays </w:t></w:r>
          <w:ins><w:r><w:t>new</w:t></w:r></w:ins>
          <w:del><w:r><w:delText>old</w:delText></w:r></w:del>
          <w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>
          <w:moveTo><w:r><w:t> come</w:t></w:r></w:moveTo></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>joined </w:t></w:r></w:p>
        <w:p><w:r><w:t>words</w:t></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc/></w:tr>""" + row(cell("kept"), cell("b"))

    assert texts(body + "</w:tbl>") == ["stays new come", "joined words", "kept\tb"]


def test_text_boxes_stand_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    body = f"""<w:p><w:r><mc:AlternateContent>
        <mc:Choice><wps:wsp>{box}</wps:wsp></mc:Choice>
        <mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback>
        </mc:AlternateContent></w:r><w:r><w:t>anchor</w:t></w:r></w:p>"""

    assert texts(body) == ["anchor", "boxed"]


def test_notes_and_margins_follow_once_at_the_end() -> None:
    notes = f"""<w:footnote w:type="separator">{paragraph("rule")}</w:footnote>
        <w:footnote w:id="2">{paragraph("a note")}</w:footnote>"""

    content = make_raw_docx(
        paragraph("words"),
        footnotes=notes,
        header1=paragraph("Urząd Miasta") + paragraph(""),
        header2=paragraph("Urząd Miasta"),
        footer1=paragraph("załącznik"),
    )

    assert [(line.text, line.margin) for line in read(content)] == [
        ("words", False),
        ("a note", True),
        ("Urząd Miasta", True),
        ("załącznik", True),
    ]


def test_fields_controls_and_signs_are_read_as_printed() -> None:
    body = """<w:sdt><w:sdtContent><w:p>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF</w:instrText></w:r>
        <w:hyperlink><w:r><w:t>Cele</w:t><w:tab/><w:t>7</w:t></w:r></w:hyperlink>
        <w:r><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Symbol" w:char="F0D2"/></w:r>
        </w:p></w:sdtContent></w:sdt>"""

    assert texts(body) == ["Cele\t7-\uf0d2"]


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

    in_docx = [line.cells for line in read(make_docx(text)) if line.cells]

    assert in_docx == [line.cells for line in read_plain_text(text)]
