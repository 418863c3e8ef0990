"""Tables whose cells a copy out of a PDF put below each other: head by head, then row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from prevenio.programme.importing.source import SourceLine
from prevenio.programme.importing.vocabulary import Vocabulary

_NUMBER = re.compile(r"^(\d{1,3})[.)]?$")
LONGEST_HEAD_CELL = 40
FEWEST_COLUMNS, MOST_COLUMNS = 3, 9
LONGEST_ROW = 20


def unstacked(lines: Sequence[SourceLine], words: Vocabulary) -> list[SourceLine]:
    """The lines, those of stacked tables as pieces of rows; all others as they are."""
    found: list[SourceLine] = []
    tables = max((line.table or 0 for line in lines), default=0)
    at = 0
    while at < len(lines):
        width = _width_of_head(lines, at, words)
        rows = list(_rows(lines, at + width, width)) if width else []
        if not rows:
            found.append(lines[at])
            at += 1
            continue
        tables += 1
        head = [[line] for line in lines[at : at + width]]
        for number, cells in enumerate([head, *rows]):
            found += _placed(cells, number, tables)
        at = lines.index(rows[-1][-1][-1], at) + 1
    return found


def _width_of_head(lines: Sequence[SourceLine], start: int, words: Vocabulary) -> int:
    """How many columns a stacked head names, a column of numbers first; 0 where none begins."""
    if "number" not in words.roles_in(lines[start].text) or not _is_plain(lines[start]):
        return 0
    told: set[str] = set()
    for width in range(1, MOST_COLUMNS + 1):
        line = lines[start + width] if start + width < len(lines) else None
        if line is None or not _is_plain(line):
            return 0
        if _NUMBER.match(line.text.strip()):
            return width if width >= FEWEST_COLUMNS and "responsible" in told else 0
        roles = words.roles_in(line.text)
        if not roles or len(line.text.strip()) > LONGEST_HEAD_CELL:
            return 0
        told |= roles
    return 0


def _rows(lines: Sequence[SourceLine], start: int, width: int) -> Iterator[list[list[SourceLine]]]:
    """Rows that begin with the numbers in turn and fill every column; another one ends the table.

    Where cells have more lines than can be told apart, nothing is guessed.
    """
    number = _NUMBER.match(lines[start].text.strip())
    count = int(number[1]) if number else 0
    at = start
    while at < len(lines) and _is_plain(lines[at]) and _says(lines[at], count):
        cells, at = _cells_from(lines, at, count, width)
        if len(cells) != width or _comes_later(lines, at, count + 1):
            return
        yield cells
        count += 1


def _cells_from(
    lines: Sequence[SourceLine], at: int, number: int, width: int
) -> tuple[list[list[SourceLine]], int]:
    """The cells of the row that begins here, and the place after them."""
    cells = [[lines[at]]]
    at += 1
    while at < len(lines) and _is_plain(lines[at]) and not _says(lines[at], number + 1):
        if len(cells) > 1 and _goes_on(cells[-1][-1]):
            cells[-1].append(lines[at])
        elif len(cells) == width:
            break
        else:
            cells.append([lines[at]])
        at += 1
    return cells, at


def _comes_later(lines: Sequence[SourceLine], at: int, number: int) -> bool:
    """Whether the next row begins some lines further down: then a cell has more than one line."""
    for place in range(at, min(at + LONGEST_ROW, len(lines))):
        if not _is_plain(lines[place]):
            return False
        if _says(lines[place], number):
            return place > at
    return False


def _is_plain(line: SourceLine) -> bool:
    return not line.is_blank and line.cells is None and not line.heading


def _says(line: SourceLine, number: int) -> bool:
    found = _NUMBER.match(line.text.strip())
    return found is not None and int(found[1]) == number


def _goes_on(line: SourceLine) -> bool:
    """Whether a cell goes on below: after a comma or in the middle of a word."""
    return line.text.rstrip().endswith((",", ";", "-"))


def _placed(cells: Sequence[Sequence[SourceLine]], row: int, table: int) -> Iterator[SourceLine]:
    for column, pieces in enumerate(cells):
        for line in pieces:
            placed = tuple(line.text if at == column else "" for at in range(len(cells)))
            yield replace(line, cells=placed, table=table, row=row)
