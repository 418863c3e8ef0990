"""DOCX: the body in its order, a paragraph or a table row to a line; then notes and margins."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from xml.etree.ElementTree import Element

from prevenio.programme.importing.readers.docx_numbering import Numbering, repeats
from prevenio.programme.importing.readers.docx_package import MAIN_PART, Package
from prevenio.programme.importing.readers.docx_styles import Styles
from prevenio.programme.importing.readers.docx_tables import (
    PlacedCell,
    merged_downwards,
    on_one_grid,
)
from prevenio.programme.importing.readers.docx_text import (
    mark_is_deleted,
    text_boxes_of,
    words_of,
)
from prevenio.programme.importing.readers.refusals import DamagedDocx
from prevenio.programme.importing.source import SourceLine

WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
MARGINS = ("word/header", "word/footer")
MOST_COLUMNS = 1000


def read_docx(content: bytes, name: str) -> Iterator[SourceLine]:
    """Every paragraph and table row. Raises refusals."""
    package = Package(content, name)
    document = package.tree(MAIN_PART)
    body = None if document is None else document.find("body")
    if body is None:
        raise DamagedDocx(name, MAIN_PART)
    reading = _Reading(
        Styles(package.tree("word/styles.xml")), Numbering(package.tree("word/numbering.xml"))
    )
    yield from reading.lines_of(body)
    for note in _notes(package):
        yield from (replace(line, margin=True) for line in reading.lines_of(note))
    seen: set[str] = set()
    for margin in _margins(package):
        for line in reading.texts_of(margin):
            if line.strip() and line not in seen:
                seen.add(line)
                yield replace(reading.line(line), margin=True)


def _notes(package: Package) -> Iterator[Element]:
    """Footnotes and endnotes, without the rules that part them from the page."""
    for part, tag in NOTES.items():
        root = package.tree(part)
        for note in () if root is None else root.iter(tag):
            if note.get("type", "normal") == "normal":
                yield note


def _margins(package: Package) -> Iterator[Element]:
    for beginning in MARGINS:
        for part in package.parts_like(beginning):
            root = package.tree(part)
            if root is not None:
                yield root


class _Reading:
    """Numbers lines and tables while the document is walked from its top to its end."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._numbers = count(1)
        self._tables = count(1)
        self._carried = ""

    def line(self, text: str, heading: int | None = None) -> SourceLine:
        return SourceLine(number=next(self._numbers), text=text, heading=heading)

    def lines_of(self, container: Element) -> Iterator[SourceLine]:
        """The lines of a body, a note or a text box."""
        for block in _blocks(container):
            if block.tag == "tbl":
                yield from self._rows_of(block)
            elif mark_is_deleted(block):
                self._carried += words_of(block)
            else:
                heading = self._styles.heading_of(block)
                text = self._text_of(block)
                yield self.line(text, heading if text.strip() else None)
                for box in text_boxes_of(block):
                    yield from self.lines_of(box)

    def texts_of(self, container: Element) -> Iterator[str]:
        """The texts of all paragraphs, those in tables and text boxes too, their breaks kept."""
        for block in _blocks(container):
            if block.tag == "tbl":
                for row in _rows(block):
                    for cell in _cells(row):
                        yield from self.texts_of(cell)
            else:
                yield from self._text_of(block, line_break="\n").split("\n")
                for box in text_boxes_of(block):
                    yield from self.texts_of(box)

    def _text_of(self, paragraph: Element, line_break: str = " ") -> str:
        place = self._styles.list_of(paragraph)
        mark = self._numbering.mark_of(place) if place else ""
        words = self._carried + words_of(paragraph, line_break)
        self._carried = ""
        return f"{mark} {words}".strip() if mark and not repeats(mark, words) else words

    def _rows_of(self, table: Element) -> Iterator[SourceLine]:
        number = next(self._tables)
        rows = merged_downwards([list(self._cells_of(row)) for row in _rows(table)])
        for cells in on_one_grid(rows):
            text = "\t".join(cell.replace("\n", " ") for cell in cells)
            yield SourceLine(number=next(self._numbers), text=text, cells=cells, table=number)

    def _cells_of(self, row: Element) -> Iterator[PlacedCell]:
        column = _span(row.find("trPr/gridBefore"), least=0)
        for cell in _cells(row):
            continues = _continues_above(cell)
            text = "" if continues else self._text_of_cell(cell)
            yield PlacedCell(column, text, continues)
            column += _span(cell.find("tcPr/gridSpan"), least=1)

    def _text_of_cell(self, cell: Element) -> str:
        """The cell's text, a line to each of its paragraphs."""
        paragraphs = (" ".join(text.split()) for text in self.texts_of(cell))
        return "\n".join(text for text in paragraphs if text)


def _blocks(container: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also those inside controls and tracked insertions."""
    for child in container:
        if child.tag in ("p", "tbl"):
            yield child
        elif child.tag in WRAPPERS:
            yield from _blocks(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr" and child.find("trPr/del") is None:
            yield child
        elif child.tag in WRAPPERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == "tc":
            yield child
        elif child.tag in WRAPPERS:
            yield from _cells(child)


def _continues_above(cell: Element) -> bool:
    merge = cell.find("tcPr/vMerge")
    return merge is not None and merge.get("val", "continue") == "continue"


def _span(element: Element | None, *, least: int) -> int:
    value = "" if element is None else element.get("val", "")
    is_number = value.isascii() and value.isdigit() and len(value) < 6
    return min(max(int(value), least), MOST_COLUMNS) if is_number else least
