"""From the XML of a sheet's part to its cells, in one pass.

A spreadsheet library that streams knows no merged ranges, and one that loads the whole sheet lays
out every cell of a range, however large a file claims it.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel

from prevenio.indicators.importing.package import local
from prevenio.indicators.importing.sheets import CellError, Content, Formula, Merged, Plain, Sheet

PARTS_OF_SHEET = frozenset(("sheetData", "row", "mergeCell", "col"))
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST_NUMBER = 40
PLACE = re.compile(r"([A-Z]{1,3})[1-9]\d{0,6}")
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")


@dataclass(frozen=True, slots=True)
class Formats:
    """What the styles of a workbook say of numbers, by the number of the style."""

    dates: frozenset[int] = frozenset()
    percentages: frozenset[int] = frozenset()
    epoch: datetime = datetime(1899, 12, 30)


class SheetReader:
    """Takes the elements of a sheet's part and fills a `Sheet`. Raises ValueError on nonsense."""

    def __init__(self, title: str, strings: list[str], formats: Formats) -> None:
        self.sheet = Sheet(title)
        self.count = 0
        self._strings = strings
        self._formats = formats
        self._row = 0
        self._data: Element | None = None

    def take(self, event: str, tag: str, element: Element) -> None:
        """One of `PARTS_OF_SHEET` as it begins or ends; rows are emptied once they are read."""
        if event == "start":
            if tag == "sheetData":
                self._data = element
        elif tag == "row":
            self._take_row(element)
            if self._data is not None:
                self._data.clear()
        elif tag == "mergeCell":
            self.sheet.merged += merged(element.get("ref", ""))
        elif tag == "col" and _is_set(element.get("hidden")):
            self._hide(int(element.get("min", 1)), int(element.get("max", 1)))

    def _hide(self, first: int, last: int) -> None:
        if len(self.sheet.hidden_columns) < LAST_COLUMN:
            self.sheet.hidden_columns += range(first, min(last, LAST_COLUMN) + 1)

    def _take_row(self, element: Element) -> None:
        number = self._row = int(element.get("r") or self._row + 1)
        if not 1 <= number <= LAST_ROW:
            raise ValueError(number)
        if _is_set(element.get("hidden")):
            self.sheet.hidden_rows.append(number)
        column, cells = 0, {}
        for cell in element:
            column = column_of(cell.get("r"), column + 1)
            content = self._content(cell)
            if content is not None:
                cells[column] = content
                if int(cell.get("s") or 0) in self._formats.percentages:
                    self.sheet.percentages.add((number, column))
        if cells:
            self.count += len(cells)
            self.sheet.rows[number] = cells

    def _content(self, cell: Element) -> Content | None:
        raw = formula = inline = None
        for child in cell:
            tag = local(child.tag)
            if tag == "v":
                raw = child.text
            elif tag == "f":
                formula = child
            elif tag == "is":
                inline = rich_text(child)
        plain = inline if inline is not None else self._plain(cell, raw)
        if formula is None:
            return plain
        # A formula filled down over many cells is written out only in the first of them.
        return Formula(f"={formula.text or '…'}", plain)

    def _plain(self, cell: Element, raw: str | None) -> Plain | None:
        if raw is None:
            return None
        kind = cell.get("t", "n")
        if kind == "s":
            return self._strings[int(raw)] or None
        if kind == "n":
            return self._number(raw, int(cell.get("s") or 0))
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "e":
            return CellError(raw)
        if kind == "d":
            return datetime.fromisoformat(raw)
        return raw or None

    def _number(self, raw: str, style: int) -> Plain:
        number = number_of(raw)
        if style in self._formats.dates and not isinstance(number, CellError):
            try:
                moment: Plain | None = from_excel(number, self._formats.epoch)
            except (ValueError, OverflowError):
                moment = None
            return number if moment is None else moment
        return number


def number_of(raw: str) -> int | float | CellError:
    """The number as the cell holds it: whole where it is written whole."""
    # Python would also read the digits of other scripts, and underscores between them.
    if len(raw) > LONGEST_NUMBER or not raw.isascii() or "_" in raw:
        raise ValueError(raw[:LONGEST_NUMBER])
    if raw.isdigit():
        return int(raw)
    number = float(raw) if set(raw) & set(".eEnN") else int(raw)
    return number if math.isfinite(number) else CellError(f"number {raw.strip()}")


def column_of(place: str | None, following: int) -> int:
    """The column of a cell; cells that do not say where they are follow one another."""
    if place is None:
        return following
    match = PLACE.fullmatch(place)
    if match is None:
        raise ValueError(place)
    column: int = column_index_from_string(match[1])
    if column > LAST_COLUMN:
        raise ValueError(place)
    return column


def merged(reference: str) -> list[Merged]:
    """The range as numbers; a range of one cell merges nothing."""
    match = RANGE.fullmatch(reference)
    if match is None or not match[3]:
        return []
    left, right = column_index_from_string(match[1]), column_index_from_string(match[3])
    return [Merged(int(match[2]), left, int(match[4]), right)]


def rich_text(element: Element) -> str:
    """The letters of a string with runs of styles, without those that only say how it sounds."""
    parts: list[str] = []
    for child in element:
        tag = local(child.tag)
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [piece.text or "" for piece in child if local(piece.tag) == "t"]
    return "".join(parts)


def _is_set(attribute: str | None) -> bool:
    return attribute in ("1", "true")
