"""The makers of test documents make what they say, as other programs see it."""

import io
import zipfile

import docx
import pdfplumber

from tests import document_makers as makers

TEXT = (
    "**PROGRAM\nDLA MIASTA**\n\nI. CELE PROGRAMU\n\n- 1) porządek,\n- 2) spokój.\n\n"
    "PORZĄDEK W PARKACH\n\nlp\tdziałanie\tkto\n1.\tpatrole | piesze\tKMP\n\n"
    "\ti rowerowe\t\nKoniec.\n"
)
ROWS = (("lp", "działanie", "kto"), ("1.", "patrole | piesze", "KMP"), ("", "i rowerowe", ""))


def test_text_comes_apart_into_blocks() -> None:
    blocks = [block for block in makers.blocks_of(TEXT) if block.rows or block.text]

    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("paragraph", 0, "**PROGRAM"),
        ("paragraph", 0, "DLA MIASTA**"),
        ("heading", 1, "I. CELE PROGRAMU"),
        ("paragraph", 0, "- 1) porządek,"),
        ("paragraph", 0, "- 2) spokój."),
        ("heading", 2, "PORZĄDEK W PARKACH"),
        ("table", 0, ""),
        ("paragraph", 0, "Koniec."),
    ]
    assert blocks[6].rows == ROWS


def test_markdown_has_pipe_tables_and_hashes() -> None:
    lines = makers.make_markdown(TEXT).decode().splitlines()

    assert "# I. CELE PROGRAMU" in lines
    assert "| 1. | patrole \\| piesze | KMP |" in lines
    assert lines[lines.index("| lp | działanie | kto |") + 1] == "|---|---|---|"


def test_docx_has_tables_and_heading_styles() -> None:
    document = docx.Document(io.BytesIO(makers.make_docx(TEXT)))

    (table,) = document.tables
    assert tuple(tuple(cell.text for cell in row.cells) for row in table.rows) == ROWS
    styles = {each.text: each.style.name for each in document.paragraphs if each.style}
    assert styles["I. CELE PROGRAMU"] == "Heading 1"
    assert styles["PORZĄDEK W PARKACH"] == "Heading 2"


def test_pdf_has_ruled_tables_and_a_text_layer() -> None:
    with pdfplumber.open(io.BytesIO(makers.make_pdf(TEXT))) as pdf:
        (page,) = pdf.pages

        assert [tuple(row) for row in page.extract_table() or []] == list(ROWS)
        assert "DLA MIASTA" in page.extract_text().splitlines()


def test_scanned_pdf_has_pictures_and_no_text() -> None:
    with pdfplumber.open(io.BytesIO(makers.make_scanned_pdf(3))) as pdf:
        assert [len(page.images) for page in pdf.pages] == [1, 1, 1]
        assert not any(page.chars for page in pdf.pages)


def test_lying_directory_hides_the_size() -> None:
    lying = zipfile.ZipFile(io.BytesIO(makers.make_lying_bomb_docx()))

    assert lying.getinfo("word/document.xml").file_size == 1000
