"""Tables taken out of the flow: head, rows, pieces of rows, lines of the paper between them."""

from collections.abc import Sequence

from prevenio.kernel.text import fold
from prevenio.programme.importing.block_kinds import Block, Stray
from prevenio.programme.importing.body_cells import is_acronym
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.labels import label_of, names_itself
from prevenio.programme.importing.stray_lines import StrayLines
from prevenio.programme.importing.tables import (
    Roles,
    Table,
    head_of,
    is_number,
    joined_rows,
    with_codes_told,
)
from prevenio.programme.importing.vocabulary import Vocabulary


class TableTaker:
    """Takes one table after the other; remembers the last head for tables that go on."""

    def __init__(self, words: Vocabulary, known: frozenset[str], strays: StrayLines) -> None:
        self._words = words
        self._known = known
        self._strays = strays
        self._columns: tuple[Roles, ...] = ()

    def take(self, items: Sequence[Item], at: int, first: Row, blocks: list[Block]) -> int:
        """Append the table that begins at a row, and say where it ends."""
        columns = head_of(first, self._words)
        head_lines: Lines = ()
        if columns:
            self._columns = columns
            self._strays.remember_head(first)
            head_lines, at = first.lines, at + 1
        elif len(first.cells) == len(self._columns):
            columns = self._columns
        rows: list[Row] = []
        while at < len(items):
            item = items[at]
            if isinstance(item, Paragraph):
                if not self._takes_line(items, at, item, rows, len(first.cells), blocks):
                    break
            elif not columns and _are_titles(rows) and (head := head_of(item, self._words)):
                columns = self._columns = head
                head_lines = item.lines
            elif self._is_head(item, rows, columns):
                head_lines += item.lines
                columns = _widened(columns, head_of(item, self._words), rows)
            elif self._begins_another(item, rows) or not _add_row(item, rows, len(first.cells)):
                break
            at += 1
        blocks.append(self._interpreted(columns or (), head_lines, rows))
        return at

    def _begins_another(self, row: Row, rows: Sequence[Row]) -> bool:
        """Whether a head comes, or the label that began this card again: "Název projektu"."""
        if head_of(row, self._words) or _is_another_card(row, rows):
            return True
        first = rows[0].cells[0] if rows and rows[0].cells else ""
        if not first or len(row.cells) > 3 or fold(row.cells[0]) != fold(first):
            return False
        return label_of(f"{first.rstrip(':')}: …", self._words) is not None

    def _takes_line(
        self,
        items: Sequence[Item],
        at: int,
        item: Paragraph,
        rows: list[Row],
        width: int,
        blocks: list[Block],
    ) -> bool:
        """A line between two rows: more of a cell, or a line of the paper."""
        if rows and self._is_in_cell(items, at, item):
            rows[-1] = _with_more(rows[-1], item)
            return True
        if item in self._strays and self._goes_on(items, at, width):
            blocks.append(Stray(item.lines))
            return True
        return False

    def _is_head(self, row: Row, rows: Sequence[Row], columns: tuple[Roles, ...] | None) -> bool:
        """The head repeated, a second row of it, or the row that counts the columns."""
        head = head_of(row, self._words)
        return (head is not None and (not rows or head == columns)) or _counts_columns(row)

    def _is_in_cell(self, items: Sequence[Item], at: int, item: Paragraph) -> bool:
        """A short line with nothing above it, between two rows: more of the last cell."""
        following = items[at + 1] if at + 1 < len(items) else None
        if item.apart or item.marker or item.is_caps or len(item.text) > 90 or item.heading:
            return False
        if item in self._strays or not isinstance(following, Row):
            return False
        if names_itself(item.text, self._words):
            return False
        return head_of(following, self._words) is None

    def _goes_on(self, items: Sequence[Item], at: int, width: int) -> bool:
        """Whether rows of the same table follow a stray line."""
        for item in items[at + 1 : at + 4]:
            if isinstance(item, Row):
                return len(item.cells) == width
            if item not in self._strays:
                return False
        return False

    def _interpreted(self, columns: tuple[Roles, ...], head_lines: Lines, rows: list[Row]) -> Table:
        width = max((len(row.cells) for row in rows), default=len(columns))
        columns = columns + (frozenset(),) * (width - len(columns))
        if not any(columns):
            columns = guessed_columns(rows, width)
        columns = with_codes_told(columns, rows)
        return Table(columns, head_lines, joined_rows(rows, columns, self._known))


def _are_titles(rows: Sequence[Row]) -> bool:
    """Whether rows above a head only say what the table is about: "Obszar I" across it."""
    return bool(rows) and all(len(row.filled) == 1 < len(row.cells) for row in rows)


def _is_another_card(row: Row, rows: Sequence[Row]) -> bool:
    """Whether another table begins as this one did, with its title across both columns."""
    begins_anew = bool(rows) and row.table != rows[0].table and len(row.cells) == 2
    return begins_anew and _are_titles([row]) and _are_titles(rows[:1])


def _widened(
    columns: tuple[Roles, ...] | None, head: tuple[Roles, ...] | None, rows: Sequence[Row]
) -> tuple[Roles, ...] | None:
    """The roles with those of a second row of the head."""
    if rows or not columns or not head or len(head) != len(columns):
        return columns
    return tuple(a | b for a, b in zip(columns, head, strict=True))


def _add_row(row: Row, rows: list[Row], width: int) -> bool:
    if rows and _completes(rows[-1], row, width):
        rows[-1] = _completed(rows[-1], row)
    elif rows and _is_of_another(row, rows[-1]):
        return False
    else:
        rows.append(row)
    return True


def _is_of_another(row: Row, before: Row) -> bool:
    """Whether the row begins another table: as wide as none above, and no number goes on."""
    differs = row.table != before.table and len(row.cells) != len(before.cells)
    return differs and not is_number(row.cells[0])


def _with_more(row: Row, item: Paragraph) -> Row:
    cells = (*row.cells[:-1], f"{row.cells[-1]}\n{item.text}")
    return Row(cells, row.lines + item.lines, row.table)


def _completes(row: Row, more: Row, width: int) -> bool:
    """Whether a line break inside a cell parted one row into these two."""
    if len(row.cells) >= width or len(row.cells) + len(more.cells) - 1 != width:
        return False
    return not is_number(more.cells[0])


def _completed(row: Row, more: Row) -> Row:
    middle = f"{row.cells[-1]}\n{more.cells[0]}"
    return Row((*row.cells[:-1], middle, *more.cells[1:]), row.lines + more.lines, row.table)


def _counts_columns(row: Row) -> bool:
    """The row under a head that numbers the columns 1, 2, 3."""
    filled = [cell.strip(" .)") for cell in row.cells if cell]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def guessed_columns(rows: Sequence[Row], width: int) -> tuple[Roles, ...]:
    """Roles for a table without a head: acronyms beside names make a glossary."""
    blank: Roles = frozenset()
    columns = [blank] * width
    texts = [[row.cells[at] for row in rows if at < len(row.cells)] for at in range(width)]
    start = 1 if texts and texts[0] and sum(map(is_number, texts[0])) * 2 >= len(texts[0]) else 0
    if start:
        columns[0] = frozenset({"number"})
    if width - start == 2 and texts[start]:
        short = sum(
            len(cell) <= 14 and is_acronym(cell.split()[0] if cell else "") for cell in texts[start]
        )
        if short * 2 > len(texts[start]):
            columns[start : start + 2] = [frozenset({"short"}), frozenset({"full_name"})]
    return tuple(columns)
