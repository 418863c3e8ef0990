"""Where things stand in a table of the Czech police by TSK, found by its labels."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prevenio.indicators.importing.heads import HEAD_WITHIN, TALLEST_HEAD, Head, read_head
from prevenio.indicators.importing.sheets import Content, Sheet, shown, tidy
from prevenio.kernel.text import fold

CODE_HEAD = "tsk"
NAME_HEAD = "klasifikace"
CODE = re.compile(r"\d{1,4}(?:\s?[-–]\s?\d{1,4})?")
MONEY = re.compile(r"\bv (?P<unit>(?:[^\W\d]+\.? )?(?:Kč|CZK|EUR))")
COUNT = "počet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: the words of its head and the unit that they name."""

    index: int
    words: str
    unit: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its head, the rows of categories, and what each column holds."""

    place: tuple[int, int]
    code: int
    name: int
    head: Head
    columns: tuple[Column, ...]
    nameless: tuple[int, ...]
    rows: tuple[int, ...]


def find_layout(sheet: Sheet) -> Layout | None:
    """The table of a sheet; None if there is none."""
    found = _find_labels(sheet)
    if found is None:
        return None
    row, code, name = found
    data = tuple(one for one in sorted(sheet.rows) if one > row and is_code(sheet.at(one, code)))
    last = min(data[0] - 1 if data else max(sheet.rows), row + TALLEST_HEAD)
    width = max((max(sheet.rows[one]) for one in sheet.rows if one >= row), default=1)
    others = [column for column in range(1, width + 1) if column not in (code, name)]
    head = read_head(sheet, range(row, last + 1), others or [1])
    columns = tuple(_columns(head, others))
    known = {column.index for column in columns}
    nameless = tuple(
        column
        for column in others
        if column not in known and any(sheet.at(one, column) is not None for one in data)
    )
    return Layout((row, code), code, name, head, columns, nameless, data)


def is_code(content: Content | None) -> bool:
    """A category (`131`) or a summary of several (`100-199`)."""
    return isinstance(content, str | int) and CODE.fullmatch(shown(content)) is not None


def _find_labels(sheet: Sheet) -> tuple[int, int, int] | None:
    for row in sorted(sheet.rows)[:HEAD_WITHIN]:
        words = {
            column: fold(tidy(content))
            for column, content in sorted(sheet.rows[row].items())
            if isinstance(content, str)
        }
        code = next((column for column, word in words.items() if word == CODE_HEAD), None)
        name = next((column for column, word in words.items() if NAME_HEAD in word), None)
        if code is not None and name is not None and name != code:
            return row, code, name
    return None


def _columns(head: Head, columns: Iterable[int]) -> Iterable[Column]:
    for column in columns:
        # A row that only numbers the columns says nothing about them.
        words = ", ".join(word for word in head.above(column) if not word.isdigit())
        if words:
            yield Column(column, words, unit_of(words))


def unit_of(words: str) -> str:
    """The unit that the words of a head name; what names none is a number of deeds."""
    if "%" in words:
        return "%"
    match = MONEY.search(words)
    return match["unit"] if match else COUNT
