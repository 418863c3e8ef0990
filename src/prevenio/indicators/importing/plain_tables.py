"""Tables in CSV: a territory and a year in each row, one series in each further column."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from prevenio.indicators.importing.cells import read_text
from prevenio.indicators.importing.heads import year_in
from prevenio.indicators.importing.method_notes import change_in_label, note_in_name
from prevenio.indicators.importing.reading_parts import Parts
from prevenio.indicators.importing.refusals import (
    BrokenRow,
    NoTable,
    TooLarge,
    WrongEncoding,
    quoted,
)
from prevenio.indicators.importing.sheets import place_name, tidy
from prevenio.indicators.importing.values import Doubt, MethodNote, Number, StatisticValue
from prevenio.indicators.importing.workbook import MOST_CELLS
from prevenio.kernel.text import fold

CODES = frozenset(("id", "kod", "kód", "code", "teryt", "kod teryt"))
NAMES = frozenset(("nazwa", "name", "nazev"))
YEARS = frozenset(("rok", "year"))
UNIT = re.compile(r"(.*\S)\s*[\[(]([^\[\]()]{1,40})[\])]")
WITH_POINT = re.compile(r"-?\d+\.\d+")
WITH_COMMA = re.compile(r"-?\d+,\d+")
WHOLE = re.compile(r"-?\d{1,18}")
HEAD_WITHIN = 50


@dataclass(frozen=True, slots=True)
class Form:
    """How the file writes: what parts its cells, and what parts the fraction of a number."""

    delimiter: str
    decimal: str


@dataclass(frozen=True, slots=True)
class Head:
    """The columns by what they hold, counted from 0; `series` with the words of the heads."""

    line: int
    code: int
    name: int | None
    year: int
    series: tuple[tuple[int, str], ...]


type Row = tuple[int, list[str]]


def read_csv(content: bytes, name: str) -> Parts:
    """The whole table. Raises UnreadableStatistics.

    A row is one line of a spreadsheet: cells are named like a spreadsheet's.
    """
    text = _decoded(content, name)
    delimiter = _delimiter(text)
    rows = list(_rows(text, delimiter, name))
    head = next((found for row in rows[:HEAD_WITHIN] if (found := _head(row))), None)
    if head is None:
        raise NoTable(name, "its first rows")
    form = Form(delimiter, _decimal(rows, delimiter))
    table = _Table(head, form)
    for row in rows:
        table.take(row)
    return table.parts


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding(name, content[: error.start].count(b"\n") + 1) from error


def _delimiter(text: str) -> str:
    """What stands most often in the first line that holds any of the three."""
    for line in text.splitlines()[:HEAD_WITHIN]:
        counts = {mark: line.count(mark) for mark in ";\t,"}
        if any(counts.values()):
            return max(counts, key=counts.__getitem__)
    return ","


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    cells, number = 0, 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenRow(name, reader.line_num) from error
        cells += len(row)
        if cells > MOST_CELLS:
            raise TooLarge(name, f"it has more than {MOST_CELLS} cells")
        yield number, [tidy(cell) for cell in row]


def _head(row: Row) -> Head | None:
    number, cells = row
    words = [fold(cell) for cell in cells]
    code = next((at for at, word in enumerate(words) if word in CODES), None)
    year = next((at for at, word in enumerate(words) if word in YEARS), None)
    name = next((at for at, word in enumerate(words) if word in NAMES), None)
    code = name if code is None else code
    if code is None or year is None:
        return None
    series = tuple(
        (at, cell) for at, cell in enumerate(cells) if cell and at not in (code, year, name)
    )
    return Head(number, code, name, year, series) if series else None


def _decimal(rows: list[Row], delimiter: str) -> str:
    """The decimal comma only where cells show it and commas do not part the cells."""
    has_comma = any(WITH_COMMA.fullmatch(cell) for _number, row in rows for cell in row)
    return "," if delimiter != "," and has_comma else "."


class _Table:
    """The rows below the head, taken one after the other."""

    def __init__(self, head: Head, form: Form) -> None:
        self.head = head
        self.form = form
        self.parts = Parts(source="CSV")
        self._units = {at: _unit(words) for at, words in head.series}
        self._seen: dict[tuple[str, int, int], int] = {}
        self._named: set[str] = set()

    def take(self, row: Row) -> None:
        """One row: values, doubts, or a note that stands around the table."""
        number, cells = row
        head = self.head
        if number == head.line or not any(cells):
            return
        year = year_in(cells[head.year]) if len(cells) > head.year else None
        code = cells[head.code] if len(cells) > head.code else ""
        if number < head.line or year is None or not code:
            self._note(number, cells)
            return
        self._look_at_row(number, cells, code)
        name = cells[head.name] if head.name is not None else code
        for at, words in head.series:
            self._take_cell(number, at, words, cells, (code, name, year))

    def _take_cell(
        self, row: int, at: int, words: str, cells: list[str], about: tuple[str, str, int]
    ) -> None:
        code, name, year = about
        number, trouble = self._number(cells[at] if at < len(cells) else "")
        if trouble:
            self._doubt(row, at, trouble)
        first = self._seen.setdefault((code, year, at), row)
        if first != row and at == self.head.series[0][0]:
            text = f"The territory {code} stands again for {year}; the first is row {first}."
            self._doubt(row, self.head.code, text)
        if number is not None:
            self.parts.values.append(
                StatisticValue(
                    series=words,
                    territory=code,
                    territory_name=name,
                    period=str(year),
                    value=number,
                    unit=self._units[at],
                    sheet="",
                    cell=place_name(row, at + 1),
                    column=words,
                )
            )

    def _number(self, cell: str) -> tuple[Number | None, str]:
        """A number as this file writes them; anything else is read with doubt."""
        if WHOLE.fullmatch(cell):
            return int(cell), ""
        if self.form.decimal == "," and WITH_COMMA.fullmatch(cell):
            return float(cell.replace(",", ".")), ""
        if self.form.decimal == "." and WITH_POINT.fullmatch(cell):
            return float(cell), ""
        if not cell:
            return None, "The cell is blank: the source gives no number here."
        return read_text(cell)

    def _look_at_row(self, number: int, cells: list[str], code: str) -> None:
        head = self.head
        known = {head.code, head.name, head.year, *(at for at, _words in head.series)}
        for at, cell in enumerate(cells):
            if cell and at not in known:
                text = f"The cell “{quoted(cell)}” has no head above it, so it was left out."
                self._doubt(number, at, text)
        if head.name is None or code in self._named:
            return
        self._named.add(code)
        name = cells[head.name] if head.name < len(cells) else ""
        if year := change_in_label(name):
            text = note_in_name(name)
            self._doubt(number, head.name, text)
            cell = place_name(number, head.name + 1)
            self.parts.notes.append(MethodNote(name, year, "", cell, territory=code))

    def _note(self, number: int, cells: list[str]) -> None:
        at = next(at for at, cell in enumerate(cells) if cell)
        line = quoted(" ".join(filter(None, cells)))
        if number > self.head.line and sum(map(bool, cells)) > 1:
            text = f"The row has no code or no year, so it was left out: “{line}”."
        else:
            text = f"A note stands beside the table: “{line}”."
        self._doubt(number, at, text)

    def _doubt(self, row: int, at: int, text: str) -> None:
        self.parts.doubts.append(Doubt("", place_name(row, at + 1), text))


def _unit(words: str) -> str:
    """The unit in brackets at the end of a head."""
    match = UNIT.fullmatch(words)
    return match[2].strip() if match else ""
