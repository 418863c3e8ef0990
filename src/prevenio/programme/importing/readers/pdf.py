"""PDF: one printed line to a line, in reading order, with the cells of tables apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from prevenio.programme.importing.readers.bounds import MOST_CHARACTERS, MOST_LINES
from prevenio.programme.importing.readers.pdf_alignment import AlignedTable, aligned
from prevenio.programme.importing.readers.pdf_lines import PrintedLine, printed_lines
from prevenio.programme.importing.readers.pdf_pages import MOST_SECONDS, UNNAMED, Page, read_pages
from prevenio.programme.importing.readers.pdf_paragraphs import Paragraphs, RunningLines
from prevenio.programme.importing.readers.pdf_tables import RuledTable, ruled_tables
from prevenio.programme.importing.readers.refusals import (
    EmptyDocument,
    GarbledPdf,
    ScannedPdf,
    TooMuchText,
)
from prevenio.programme.importing.source import SourceLine

# A page with fewer characters is a scan if pictures cover so much of it.
FEWEST_CHARACTERS_OF_A_PAGE = 50
LEAST_PICTURE = 0.4
MOST_UNNAMED = 0.2

# Head and foot of a page, as parts of its height, and on how many pages a line there repeats.
MARGIN = 0.12
REPEATED = 0.5
PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:strona|strana|stránka|str|s|page|p)\b\W*)?\d{1,3}(?:\W+(?:\w{1,3}\W+)?\d{1,3})?\W*$",
    re.IGNORECASE,
)
# Footnotes are printed smaller than the text by this factor, and open with their mark.
SMALL_PRINT = 0.88
NOTE = re.compile(r"^(?:\d{1,3}[.)]?|\*{1,3}\)?)\s?\w")
DIGITS = re.compile(r"\d+")

SAME_COLUMNS = 4.0


@dataclass(frozen=True, slots=True)
class Prose:
    """A printed line outside tables; marginal ones head or foot the page."""

    line: PrintedLine
    is_marginal: bool = False

    @property
    def top(self) -> float:
        return self.line.top


Table = RuledTable | AlignedTable
Piece = Prose | Table
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's pieces from the top downwards."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    pictures: float = 0.0


def read_pdf(content: bytes, name: str, *, seconds: int = MOST_SECONDS) -> list[SourceLine]:
    """Every printed line of the document. Raises refusals."""
    pages: list[ReadPage] = []
    characters = unnamed = 0
    for page in read_pages(content, name, seconds=seconds):
        characters += len(page.glyphs)
        unnamed += sum(glyph.text == UNNAMED for glyph in page.glyphs)
        if characters > MOST_CHARACTERS:
            raise TooMuchText(name, MOST_CHARACTERS, MOST_LINES)
        pages.append(_pieces_of(page))
    marked = _with_margins(pages)
    scanned = sum(map(_is_scanned, marked))
    if scanned > len(pages) / 2:
        raise ScannedPdf(name, scanned)
    if not characters:
        raise EmptyDocument(name)
    if unnamed > MOST_UNNAMED * characters:
        raise GarbledPdf(name)
    return list(_Numbering(Paragraphs(_running_lines(marked))).lines_of(marked))


def _is_scanned(page: ReadPage) -> bool:
    """Whether a picture fills the page and hardly any text but marginal stamps stands on it."""
    texts = [p.line.text for p in page.pieces if isinstance(p, Prose) and not p.is_marginal]
    has_table = any(not isinstance(piece, Prose) for piece in page.pieces)
    is_picture = page.pictures > LEAST_PICTURE * page.width * page.height
    return is_picture and not has_table and sum(map(len, texts)) < FEWEST_CHARACTERS_OF_A_PAGE


def _pieces_of(page: Page) -> ReadPage:
    tables = ruled_tables(page)
    outside = [glyph for glyph in page.glyphs if not any(table.take(glyph) for table in tables)]
    pieces: list[RuledTable | PrintedLine] = [*tables, *printed_lines(outside)]
    pieces.sort(key=lambda piece: piece.top)
    rules = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    gathered = tuple(_gathered(pieces, rules))
    return ReadPage(page.number, page.width, page.height, gathered, page.pictures)


def _gathered(
    pieces: Sequence[RuledTable | PrintedLine], rules: Sequence[float]
) -> Iterator[Piece]:
    """The pieces with aligned tables found among the lines between ruled ones."""
    for is_ruled, group in groupby(pieces, key=lambda piece: isinstance(piece, RuledTable)):
        if is_ruled:
            yield from (piece for piece in group if isinstance(piece, RuledTable))
        else:
            lines = [piece for piece in group if isinstance(piece, PrintedLine)]
            for piece in aligned(lines, rules):
                yield Prose(piece) if isinstance(piece, PrintedLine) else piece


def _with_margins(pages: Sequence[ReadPage]) -> list[ReadPage]:
    """The pages with repeated heads and feet, page numbers and footnotes marked."""
    marks = Counter(
        mark for page in pages for mark in {_mark(p) for p in page.pieces if _in_margin(p, page)}
    )
    least = max(2.0, REPEATED * len(pages))
    sizes = [p.line.size for page in pages for p in page.pieces if isinstance(p, Prose)]
    usual = median(sizes) if sizes else 0.0

    def marked(piece: Piece, page: ReadPage) -> Piece:
        if not isinstance(piece, Prose) or not _in_margin(piece, page):
            return piece
        is_number = bool(PAGE_NUMBER.match(piece.line.text))
        return Prose(piece.line, is_marginal=is_number or marks[_mark(piece)] >= least)

    return [
        replace(page, pieces=_with_notes([marked(p, page) for p in page.pieces], usual))
        for page in pages
    ]


def _with_notes(pieces: Sequence[Piece], usual: float) -> tuple[Piece, ...]:
    """The pieces with the footnotes at the page's end marked: small print that a number opens."""
    place = last = len(pieces)
    while place:
        piece = pieces[place - 1]
        if not isinstance(piece, Prose) or not (
            piece.is_marginal or piece.line.size < SMALL_PRINT * usual
        ):
            break
        place -= 1
        if NOTE.match(piece.line.text) and not piece.is_marginal:
            last = place
    notes = (Prose(p.line, is_marginal=True) for p in pieces[last:] if isinstance(p, Prose))
    return (*pieces[:last], *notes)


def _running_lines(pages: Sequence[ReadPage]) -> dict[int, RunningLines]:
    return {
        page.number: RunningLines(
            page.width,
            [p.line for p in page.pieces if isinstance(p, Prose) and not p.is_marginal],
        )
        for page in pages
    }


def _in_margin(piece: Piece, page: ReadPage) -> bool:
    depth = MARGIN * page.height
    return isinstance(piece, Prose) and not depth < piece.line.baseline < page.height - depth


def _mark(piece: Piece) -> str:
    return DIGITS.sub("#", piece.line.text) if isinstance(piece, Prose) else ""


class _Numbering:
    """Numbers lines, tables and rows through the document."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._number = 0
        self._table = 0
        self._row = 0
        self._head: list[Cells] = []
        self._open_columns: tuple[float, ...] = ()
        self._previous: tuple[PrintedLine, int] | None = None

    def lines_of(self, pages: Sequence[ReadPage]) -> Iterator[SourceLine]:
        for page in pages:
            for piece in page.pieces:
                if not isinstance(piece, Prose):
                    yield from self._table_lines(piece, page)
                elif piece.is_marginal:
                    yield self._prose(piece.line.text, page, gap=True, margin=True)
                else:
                    yield self._body_line(piece.line, page)

    def _body_line(self, line: PrintedLine, page: ReadPage) -> SourceLine:
        gap = self._previous is None or self._paragraphs.begins(*self._previous, line, page.number)
        self._open_columns = ()
        self._previous = (line, page.number)
        return self._prose(line.text, page, gap=gap)

    def _table_lines(self, table: Table, page: ReadPage) -> Iterator[SourceLine]:
        rows = [
            [line.cells for line in lines]
            for _, lines in groupby(table.lines(), key=lambda line: line.row)
        ]
        if not rows:
            return
        is_continued = _are_same_columns(table.columns, self._open_columns)
        if not is_continued:
            self._table += 1
            self._row = 0
            self._head = rows[0]
        self._open_columns = table.columns
        self._previous = None
        for place, row in enumerate(rows):
            self._row += 1
            is_again = is_continued and place == 0 and row == self._head
            for cells in row:
                yield self._row_line(cells, page, margin=is_again)

    def _row_line(self, cells: Cells, page: ReadPage, *, margin: bool) -> SourceLine:
        self._number += 1
        return SourceLine(
            number=self._number,
            text="\t".join(cells),
            cells=cells,
            table=self._table,
            row=self._row,
            page=page.number,
            margin=margin,
        )

    def _prose(self, text: str, page: ReadPage, *, gap: bool, margin: bool = False) -> SourceLine:
        self._number += 1
        return SourceLine(number=self._number, text=text, page=page.number, gap=gap, margin=margin)


def _are_same_columns(columns: Sequence[float], others: Sequence[float]) -> bool:
    return len(columns) == len(others) and all(
        abs(here - there) <= SAME_COLUMNS for here, there in zip(columns, others, strict=True)
    )
