"""Heads of tables: which words stand above a column, however the cells are merged."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prevenio.indicators.importing.sheets import Merged, Place, Sheet

YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?\s*(?:r\.|rok)?\s*(?:[*†‡#¹²³]+|[a-z]\))?")
UNIT = re.compile(r"\[(.*)\]")
MARKED = re.compile(r"\w\s?[*†‡¹²³]")

# A head is found near the top of a sheet, below whatever notes stand there.
HEAD_WITHIN = 200
TALLEST_HEAD = 20


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a head and the cell in which they are written."""

    text: str
    origin: Place


@dataclass(frozen=True, slots=True)
class Head:
    """The words above each column; `unmerged` are those taken to reach over further columns."""

    rows: tuple[int, ...]
    words: dict[Place, Word]
    unmerged: tuple[Word, ...] = ()

    def above(self, column: int, rows: Iterable[int] | None = None) -> list[str]:
        """The words above a column from the top down, each cell's words once."""
        over = (self.words.get((row, column)) for row in (self.rows if rows is None else rows))
        return [word.text for word in dict.fromkeys(over) if word is not None]


def read_head(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Head:
    """The head in these rows over these columns, both rising.

    In a row without merged cells words hold to the right until the next ones, over columns that
    have words of their own further down.
    """
    words = {
        (row, column): Word(text, (row, column))
        for row in rows
        for column in columns
        if (text := sheet.text_at(row, column))
    }
    ranges = [one for one in sheet.merged if one.top <= rows[-1] and one.bottom >= rows[0]]
    _fill_merged(words, sheet, ranges, rows, columns)
    loose = [row for row in rows[:-1] if not any(_is_wide(one, row) for one in ranges)]
    unmerged = [word for row in loose for word in _fill_to_the_right(words, row, rows, columns)]
    return Head(tuple(rows), words, tuple(unmerged))


def _is_wide(merged: Merged, row: int) -> bool:
    return merged.right > merged.left and merged.top <= row <= merged.bottom


def _fill_merged(
    words: dict[Place, Word],
    sheet: Sheet,
    ranges: Iterable[Merged],
    rows: Sequence[int],
    columns: Sequence[int],
) -> None:
    """Ranges that overlap are nonsense; those past the size of the head are left alone."""
    left = len(rows) * len(columns)
    for merged in ranges:
        text = sheet.text_at(merged.top, merged.left)
        word = Word(text, (merged.top, merged.left))
        inside = [
            (row, column)
            for row in range(max(merged.top, rows[0]), min(merged.bottom, rows[-1]) + 1)
            for column in range(max(merged.left, columns[0]), min(merged.right, columns[-1]) + 1)
        ]
        left -= len(inside)
        if left < 0:
            return
        if text:
            words.update(dict.fromkeys(inside, word))


def _fill_to_the_right(
    words: dict[Place, Word], row: int, rows: Sequence[int], columns: Sequence[int]
) -> Iterable[Word]:
    """Carry words to the right; the words that went further than their own column."""
    carried: dict[Word, None] = {}
    current: Word | None = None
    for column in columns:
        own = words.get((row, column))
        if own or any((one, column) in words for one in rows if one < row):
            current = own
        elif current and any((one, column) in words for one in rows if one > row):
            words[row, column] = current
            carried[current] = None
    return carried


def year_in(text: str) -> int | None:
    """The year that a head cell names and nothing else, a footnote mark apart."""
    match = YEAR.fullmatch(text)
    return int(match[1]) if match else None


def has_mark(text: str) -> bool:
    """Whether words of a head carry a footnote mark."""
    return bool(MARKED.search(text))
