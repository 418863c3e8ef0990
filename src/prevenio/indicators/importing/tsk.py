"""Tables of the Czech police (PČR) by the tactical and statistical classification (TSK).

One sheet for each region; categories of deeds in rows, summaries of ranges of codes below them.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from prevenio.indicators.importing.method_notes import change_in_label
from prevenio.indicators.importing.reading_parts import Parts
from prevenio.indicators.importing.refusals import NoYears, TooLarge, quoted
from prevenio.indicators.importing.sheets import Place, Sheet, place_name, shown
from prevenio.indicators.importing.surroundings import Area, DoubtsOfSheet
from prevenio.indicators.importing.tsk_layout import Column, Layout, find_layout
from prevenio.indicators.importing.values import MethodNote, StatisticValue
from prevenio.indicators.importing.workbook import MOST_CELLS
from prevenio.kernel.text import fold

SPAN = re.compile(
    r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?\s?[-–—]\s?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})"
)
ORGANISATION = re.compile(r"org\. článku\s+(.+?)(?:,\s*období\b|$)")
BEFORE_ORGANISATION = re.compile(r",? (?:na )?org\. článku\b|,? období\b")
LETTERS_IN_COMMON = 4


def read_tsk(sheets: Sequence[Sheet], name: str) -> Parts | None:
    """Every table of the workbook; None if it has none. Raises NoYears or TooLarge."""
    found = [(sheet, layout) for sheet in sheets if (layout := find_layout(sheet))]
    if not found:
        return None
    tables = [_Table(sheet, layout, name) for sheet, layout in found]
    if not any(table.period for table in tables):
        sheet, layout = found[0]
        raise NoYears(name, sheet.title, place_name(*layout.place))
    parts = Parts(source="PČR TSK", title=tables[0].title)
    names: dict[str, tuple[str, str]] = {}
    for table in tables:
        parts.values += table.values(names)
        parts.notes += table.notes
        parts.doubts += table.doubts.found
    known = {table.sheet.title for table in tables}
    parts.pass_over(sheet for sheet in sheets if sheet.title not in known)
    return parts


def period_in(text: str) -> str | None:
    """`2019`, or an ISO span of months or days, from the words of a head line."""
    match = SPAN.search(text)
    if match is None:
        return None
    day, month, year, last_day, last_month, last_year = match.groups()
    try:
        first = date(int(year or last_year), int(month), int(day))
        last = date(int(last_year), int(last_month), int(last_day))
    except ValueError:
        return None
    return _span(first, last) if first <= last else None


def _span(first: date, last: date) -> str:
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == 1 and after.day == 1:
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return str(first.year)
        return f"{first:%Y-%m}/{last:%Y-%m}"
    return f"{first.isoformat()}/{last.isoformat()}"


class _Table:
    """The table of one region with its doubts."""

    def __init__(self, sheet: Sheet, layout: Layout, name: str) -> None:
        self.sheet = sheet
        self.layout = layout
        self.doubts = DoubtsOfSheet(sheet, territory=sheet.title)
        self.notes: list[MethodNote] = []
        if len(layout.columns) * len(layout.rows) > MOST_CELLS:
            raise TooLarge(name, f"the table on “{sheet.title}” has over {MOST_CELLS} cells")
        self.area = Area(layout.rows, tuple(column.index for column in layout.columns))
        lines = [(place, text) for *place, text in sheet.texts(range(1, layout.head.rows[0]))]
        dated = [(tuple(place), text) for place, text in lines if period_in(text)]
        self.head_lines: set[Place] = {(row, column) for (row, column), _text in dated[:1]}
        line = dated[0][1] if dated else ""
        self.title = BEFORE_ORGANISATION.split(line)[0] or sheet.title
        self.period = period_in(line)
        match = ORGANISATION.search(line)
        self.organisation = match[1] if match else ""

    def values(self, names: dict[str, tuple[str, str]]) -> list[StatisticValue]:
        """The numbers in the order of the rows; `names` are the categories of earlier sheets."""
        doubts, layout = self.doubts, self.layout
        self._look_at_head_line()
        doubts.notes(range(1, layout.head.rows[0]), self.head_lines)
        doubts.head(layout.head)
        for index in layout.nameless:
            text = "The column has cells but no words in its head, so it was left out."
            doubts.add((layout.head.rows[-1], index), text)
        if self.period is None:
            text = "The sheet does not say of which period its numbers are; they were left out."
            doubts.add(layout.place, text)
            return []
        doubts.cover(self.area, MOST_CELLS)
        self._look_at_codes(names)
        values = [value for row in layout.rows for value in self._row(row, self.period)]
        doubts.hidden(self.area, layout.place)
        self._look_below()
        doubts.remarks()
        return values

    def _row(self, row: int, period: str) -> Iterator[StatisticValue]:
        code, name = self._code(row), self.sheet.text_at(row, self.layout.name)
        for column in self.layout.columns:
            number = self.doubts.number(row, column.index)
            if number is not None:
                yield self._value(row, column, number, period, code, name)

    def _value(
        self, row: int, column: Column, number: int | float, period: str, code: str, name: str
    ) -> StatisticValue:
        return StatisticValue(
            series=f"{code} {name}: {column.words}" if name else f"{code}: {column.words}",
            territory=self.sheet.title,
            territory_name=self.organisation or self.sheet.title,
            period=period,
            value=number,
            unit=column.unit,
            sheet=self.sheet.title,
            cell=place_name(row, column.index),
            series_code=code,
            column=column.words,
            is_part_of_one=(row, column.index) in self.sheet.percentages,
        )

    def _code(self, row: int) -> str:
        return re.sub(r"\s?[-–]\s?", "-", self.sheet.text_at(row, self.layout.code))

    def _look_at_head_line(self) -> None:
        """A sheet that was renamed no longer tells whose numbers it holds."""
        region = fold(self.sheet.title)[:LETTERS_IN_COMMON]
        if self.organisation and region not in fold(self.organisation):
            text = (
                f"The sheet is called “{self.sheet.title}”, but its head line speaks of "
                f"“{quoted(self.organisation)}”."
            )
            self.doubts.add(min(self.head_lines), text)

    def _look_at_codes(self, names: dict[str, tuple[str, str]]) -> None:
        seen: dict[str, int] = {}
        for row in self.layout.rows:
            code, name = self._code(row), self.sheet.text_at(row, self.layout.name)
            first = seen.setdefault(code, row)
            if first != row:
                text = f"The code {code} stands a second time; the first is row {first}."
                self.doubts.add((row, self.layout.code), text)
            self._look_at_name(row, code, name)
            known, sheet = names.setdefault(code, (name, self.sheet.title))
            if known != name and sheet != self.sheet.title:
                text = f"{code} is “{quoted(name)}” here and “{quoted(known)}” on “{sheet}”."
                self.doubts.add((row, self.layout.name), text)

    def _look_at_name(self, row: int, code: str, name: str) -> None:
        place = (row, self.layout.name)
        if not name:
            self.doubts.add(place, f"The code {code} has no name.")
        if year := change_in_label(name):
            text = (
                f"The name carries a note: “{quoted(name)}”. The code is counted in another way "
                f"from {year} on, or not at all on one side of that year."
            )
            self.doubts.add(place, text)
            self.notes.append(
                MethodNote(
                    text=name,
                    from_year=year,
                    sheet=self.sheet.title,
                    cell=place_name(*place),
                    series_code=code,
                    territory=self.sheet.title,
                )
            )

    def _look_below(self) -> None:
        """Rows without a code: titles of parts of the table, notes, or numbers of nothing."""
        sheet, layout = self.sheet, self.layout
        below = {row for row in sheet.rows if row > layout.head.rows[-1]}
        rows = sorted(below - set(layout.rows))
        titles: set[Place] = set()
        for row in rows:
            cells = sheet.rows[row]
            if any(not isinstance(content, str) for content in cells.values()):
                text = "The row has numbers but no code, so they were left out."
                self.doubts.add((row, layout.code), text)
            elif len(cells) == 1 and shown(next(iter(cells.values()))).endswith(":"):
                titles.add((row, next(iter(cells))))
        self.doubts.notes(rows, titles)
