"""Tables in CSV: a territory and a year in each row, one series in each further column."""

import re

from prevenio.indicators.importing import plain_layout
from prevenio.indicators.importing.cells import read_text
from prevenio.indicators.importing.heads import year_in
from prevenio.indicators.importing.method_notes import change_in_label, note_in_name
from prevenio.indicators.importing.plain_layout import (
    HEAD_WITHIN,
    WHOLE,
    WITH_COMMA,
    WITH_POINT,
    Form,
    Head,
    Row,
)
from prevenio.indicators.importing.reading_parts import Parts
from prevenio.indicators.importing.refusals import NoTable, quoted
from prevenio.indicators.importing.sheets import place_name
from prevenio.indicators.importing.values import Doubt, MethodNote, Number, StatisticValue

UNIT = re.compile(r"(.*\S)\s*[\[(]([^\[\]()]{1,40})[\])]")


def read_csv(content: bytes, name: str) -> Parts:
    """The whole table. Raises UnreadableStatistics.

    A row is one line of a spreadsheet: cells are named like a spreadsheet's.
    """
    text = plain_layout.decoded(content, name)
    delimiter = plain_layout.delimiter(text)
    rows = list(plain_layout.rows(text, delimiter, name))
    head = next((found for row in rows[:HEAD_WITHIN] if (found := plain_layout.head(row))), None)
    if head is None:
        raise NoTable(name, "its first rows")
    form = Form(delimiter, plain_layout.decimal(rows, delimiter))
    table = _Table(head, form)
    for row in rows:
        table.take(row)
    return table.parts


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
            self._doubt(row, at, trouble, code)
        first = self._seen.setdefault((code, year, at), row)
        if first != row and at == self.head.series[0][0]:
            text = f"The territory {code} stands again for {year}; the first is row {first}."
            self._doubt(row, self.head.code, text, code)
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
            self._doubt(number, head.name, text, code)
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

    def _doubt(self, row: int, at: int, text: str, territory: str = "") -> None:
        self.parts.doubts.append(Doubt("", place_name(row, at + 1), text, territory))


def _unit(words: str) -> str:
    """The unit in brackets at the end of a head."""
    match = UNIT.fullmatch(words)
    return match[2].strip() if match else ""
