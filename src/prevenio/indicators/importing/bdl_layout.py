"""Where things stand in a table of the Polish Local Data Bank, found by its labels."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prevenio.indicators.importing.heads import (
    HEAD_WITHIN,
    TALLEST_HEAD,
    UNIT,
    Head,
    read_head,
    year_in,
)
from prevenio.indicators.importing.sheets import Content, Sheet, shown, tidy
from prevenio.kernel.text import fold

CODE_HEADS = frozenset(("kod", "kod teryt", "code"))
NAME_HEADS = frozenset(("nazwa", "name"))
CODE = re.compile(r"[0-9A-Z]{1,12}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: the series and the year that its head names."""

    index: int
    series: str
    year: int
    unit: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its head, the rows of territories, and what each column holds."""

    place: tuple[int, int]
    code: int
    name: int
    head: Head
    year_row: int | None
    columns: tuple[Column, ...]
    nameless: tuple[int, ...]
    rows: tuple[int, ...]


def find_layout(sheet: Sheet, title: str) -> Layout | None:
    """The table of a sheet; None if there is none. Series without words are called `title`."""
    found = _find_labels(sheet)
    if found is None:
        return None
    row, code, name = found
    data = tuple(one for one in sorted(sheet.rows) if one > row and _code(sheet.at(one, code)))
    last = min(data[0] - 1 if data else max(sheet.rows), row + TALLEST_HEAD)
    width = range(1, max((max(sheet.rows[one]) for one in sheet.rows if one >= row), default=1) + 1)
    others = [column for column in width if column not in (code, name)]
    rows = _head_rows(sheet, row, last, others)
    head = read_head(sheet, rows, others or [1])
    year_row = _year_row(head, others)
    columns = tuple(_columns(head, year_row, others, title))
    known = {column.index for column in columns}
    # Numbers under a head that names no year are told apart from columns of words.
    nameless = tuple(
        column
        for column in others
        if column not in known and any(_is_number(sheet.at(one, column)) for one in data[:50])
    )
    return Layout((row, code), code, name, head, year_row, columns, nameless, data)


def _find_labels(sheet: Sheet) -> tuple[int, int, int] | None:
    for row in sorted(sheet.rows)[:HEAD_WITHIN]:
        words = {
            fold(tidy(content)): column
            for column, content in reversed(sheet.rows[row].items())
            if isinstance(content, str)
        }
        code = next((words[word] for word in words if word in CODE_HEADS), None)
        name = next((words[word] for word in words if word in NAME_HEADS), None)
        if code is not None and name is not None:
            return row, code, name
    return None


def _code(content: Content | None) -> bool:
    return isinstance(content, str | int) and CODE.fullmatch(shown(content)) is not None


def _is_number(content: Content | None) -> bool:
    return isinstance(content, int | float) and not isinstance(content, bool)


def _head_rows(sheet: Sheet, row: int, last: int, columns: Sequence[int]) -> list[int]:
    """The rows of the head; upwards only where the label of the codes stands below the years."""
    first = row
    if not any(_years(sheet, one, columns) for one in range(row + 1, last + 1)):
        candidates = range(row, max(row - TALLEST_HEAD, 0), -1)
        first = next((one for one in candidates if _years(sheet, one, columns)), row)
        years = _years(sheet, first, columns)
        while years and first > 1 and any(sheet.text_at(first - 1, column) for column in years):
            first -= 1
    return list(range(first, max(last, first) + 1))


def _years(sheet: Sheet, row: int, columns: Iterable[int]) -> list[int]:
    return [column for column in columns if year_in(sheet.text_at(row, column)) is not None]


def _year_row(head: Head, columns: Iterable[int]) -> int | None:
    """The row that names most years, the lowest where two name as many."""
    counts = dict.fromkeys(head.rows, 0)
    for (row, column), word in head.words.items():
        counts[row] += word.origin == (row, column) and year_in(word.text) is not None
    best = max(counts.values(), default=0)
    return max(row for row, count in counts.items() if count == best) if best else None


def _columns(
    head: Head, year_row: int | None, columns: Iterable[int], title: str
) -> Iterable[Column]:
    units = {
        (row, column): match[1].strip()
        for (row, column), word in head.words.items()
        if (match := UNIT.fullmatch(word.text))
    }
    unit_rows = {row for row, _column in units}
    rows = [row for row in head.rows if row != year_row and row not in unit_rows]
    for column in columns:
        word = head.words.get((year_row or 0, column))
        year = year_in(word.text) if word else None
        if year is not None:
            series = ", ".join(head.above(column, rows)) or title
            unit = next((units[row, column] for row in unit_rows if (row, column) in units), "")
            yield Column(column, series, year, unit)
