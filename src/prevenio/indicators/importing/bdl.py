"""Tables of the Polish Local Data Bank (GUS BDL): territories in rows, series and years above."""

from collections.abc import Iterable, Iterator, Sequence

from prevenio.indicators.importing.bdl_layout import Column, Layout, find_layout
from prevenio.indicators.importing.descriptions import (
    Description,
    doubts_of,
    is_description,
    read_description,
)
from prevenio.indicators.importing.method_notes import change_in_label, note_in_name
from prevenio.indicators.importing.reading_parts import Parts
from prevenio.indicators.importing.refusals import NoYears, TooLarge, quoted
from prevenio.indicators.importing.sheets import Sheet, place_name
from prevenio.indicators.importing.surroundings import Area, DoubtsOfSheet
from prevenio.indicators.importing.values import Doubt, MethodNote, StatisticValue
from prevenio.indicators.importing.workbook import MOST_CELLS


def read_bdl(sheets: Sequence[Sheet], name: str) -> Parts | None:
    """Every table of the workbook; None if it has none. Raises NoYears or TooLarge."""
    described = {id(sheet): read_description(sheet) for sheet in sheets if is_description(sheet)}
    about = next(iter(described.values()), Description())
    found = [
        (sheet, layout)
        for sheet in sheets
        if (layout := find_layout(sheet, about.title or sheet.title))
    ]
    if not found:
        return None
    tables = [_Table(sheet, layout, name) for sheet, layout in found if layout.columns]
    if not tables:
        sheet, layout = found[0]
        raise NoYears(name, sheet.title, place_name(*layout.place))
    parts = Parts(source="GUS BDL", title=about.title, updated_on=about.updated_on)
    for table in tables:
        parts.values += table.values()
    first_year = min((int(value.period) for value in parts.values), default=0)
    for description in described.values():
        parts.notes += description.notes
        parts.doubts += [*doubts_of(description.notes, first_year), *description.doubts]
    for table in tables:
        parts.notes += table.notes
        parts.doubts += table.doubts.found
    if len(tables) > 1:
        parts.doubts += _said_on_two_sheets(parts.values)
    known = {id(table.sheet) for table in tables} | set(described)
    parts.pass_over(sheet for sheet in sheets if id(sheet) not in known)
    return parts


def _said_on_two_sheets(values: Iterable[StatisticValue]) -> Iterator[Doubt]:
    """Numbers that an earlier sheet gave already, for the same series, place and year."""
    first: dict[tuple[str, str, str], StatisticValue] = {}
    for value in values:
        before = first.setdefault((value.series, value.territory, value.period), value)
        if before.sheet != value.sheet:
            text = f"The sheet “{before.sheet}” gives this number already, in {before.cell}."
            yield Doubt(value.sheet, value.cell, text, value.territory)


class _Table:
    """One table with its doubts."""

    def __init__(self, sheet: Sheet, layout: Layout, name: str) -> None:
        self.sheet = sheet
        self.layout = layout
        self.doubts = DoubtsOfSheet(sheet)
        self.notes: list[MethodNote] = []
        if len(layout.columns) * len(layout.rows) > MOST_CELLS:
            raise TooLarge(name, f"the table on “{sheet.title}” has over {MOST_CELLS} cells")
        self.area = Area(layout.rows, tuple(column.index for column in layout.columns))

    def values(self) -> list[StatisticValue]:
        """The numbers in the order of the rows; what is doubtful is collected beside them."""
        doubts, layout = self.doubts, self.layout
        doubts.cover(self.area, MOST_CELLS)
        doubts.notes(range(1, layout.head.rows[0]), set())
        doubts.head(layout.head)
        self._look_at_head()
        values = [value for row in layout.rows for value in self._row(row)]
        doubts.territory = ""
        doubts.hidden(self.area, layout.place)
        below = {row for row in self.sheet.rows if row > layout.head.rows[-1]}
        self._look_below(sorted(below - set(layout.rows)))
        doubts.remarks()
        return values

    def _row(self, row: int) -> Iterator[StatisticValue]:
        sheet, layout = self.sheet, self.layout
        code, name = sheet.text_at(row, layout.code), sheet.text_at(row, layout.name)
        self.doubts.territory = code
        self._look_at_labels(row, code, name)
        for column in layout.columns:
            number = self.doubts.number(row, column.index)
            if number is not None:
                yield self._value(row, column, number, code, name)

    def _value(
        self, row: int, column: Column, number: int | float, code: str, name: str
    ) -> StatisticValue:
        return StatisticValue(
            series=column.series,
            territory=code,
            territory_name=name,
            period=str(column.year),
            value=number,
            unit=column.unit,
            sheet=self.sheet.title,
            cell=place_name(row, column.index),
            column=column.series,
            is_part_of_one=(row, column.index) in self.sheet.percentages,
        )

    def _look_at_labels(self, row: int, code: str, name: str) -> None:
        sheet, layout = self.sheet, self.layout
        if not isinstance(sheet.at(row, layout.code), str):
            text = f"The code {code} is stored as a number; zeros in front of it may be lost."
            self.doubts.add((row, layout.code), text)
        if not name:
            self.doubts.add((row, layout.name), f"The territory {code} has no name.")
        if year := change_in_label(name):
            place = (row, layout.name)
            text = note_in_name(name)
            self.doubts.add(place, text)
            self.notes.append(
                MethodNote(name, year, sheet.title, place_name(*place), territory=code)
            )

    def _look_at_head(self) -> None:
        """Columns without words or years, and years that stand twice over one series."""
        layout, seen = self.layout, dict[tuple[str, int], Column]()
        last = layout.head.rows[-1]
        for column in layout.columns:
            first = seen.setdefault((column.series, column.year), column)
            if first is not column:
                place = (layout.year_row or last, column.index)
                text = (
                    f"The year {column.year} of “{quoted(column.series)}” stands a second time; "
                    f"the first is column {place_name(place[0], first.index)}."
                )
                self.doubts.add(place, text)
        for index in layout.nameless:
            text = "The column has numbers but its head names no year, so they were left out."
            self.doubts.add((last, index), text)
        self._look_at_codes()

    def _look_at_codes(self) -> None:
        seen: dict[str, int] = {}
        for row in self.layout.rows:
            self.doubts.territory = code = self.sheet.text_at(row, self.layout.code)
            first = seen.setdefault(code, row)
            if first != row:
                text = f"The territory {code} stands a second time; the first is row {first}."
                self.doubts.add((row, self.layout.code), text)

    def _look_below(self, rows: Sequence[int]) -> None:
        """Rows without a code: notes, or numbers that belong to nobody."""
        for row in rows:
            if any(not isinstance(content, str) for content in self.sheet.rows[row].values()):
                text = "The row has numbers but no code of a territory, so they were left out."
                self.doubts.add((row, self.layout.code), text)
        self.doubts.notes(rows, set())
