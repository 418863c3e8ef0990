"""What stands around and inside a table beside its numbers: notes, remarks, hidden rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import cast

from prevenio.indicators.importing.cells import read_cell
from prevenio.indicators.importing.heads import Head, has_mark
from prevenio.indicators.importing.refusals import quoted
from prevenio.indicators.importing.sheets import Place, Sheet, place_name
from prevenio.indicators.importing.values import Doubt, Number

# Nearly every cell is one of these, so they are asked for first.
PLAIN_NUMBERS = frozenset((int, float))


@dataclass(frozen=True, slots=True)
class Area:
    """Where the numbers of a table stand: rows of data and columns of data, both rising."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


class DoubtsOfSheet:
    """Collects the doubts of one sheet in the order in which they are met.

    `territory` is the one that is being read, or of which the whole sheet speaks.
    """

    def __init__(self, sheet: Sheet, territory: str = "") -> None:
        self.sheet = sheet
        self.territory = territory
        self.found: list[Doubt] = []
        self._covered: dict[Place, Place] = {}

    def add(self, place: Place, text: str) -> None:
        self.found.append(Doubt(self.sheet.title, place_name(*place), text, self.territory))

    def number(self, row: int, column: int) -> Number | None:
        """The number in a cell of the table; what is wrong with the cell becomes a doubt."""
        content = self.sheet.at(row, column)
        if type(content) in PLAIN_NUMBERS:
            return cast("Number", content)
        number, trouble = read_cell(content)
        if trouble:
            origin = self._covered.get((row, column))
            if origin is not None:
                trouble = f"The cell is merged into {place_name(*origin)} and has no number."
            self.add((row, column), trouble)
        return number

    def cover(self, area: Area, most: int) -> None:
        """Remember which cells of the table are swallowed by a merged range."""
        if not area.rows or not area.columns:
            return
        first, last = area.rows[0], area.rows[-1]
        left, right = area.columns[0], area.columns[-1]
        for merged in self.sheet.merged:
            rows = range(max(merged.top, first), min(merged.bottom, last) + 1)
            columns = range(max(merged.left, left), min(merged.right, right) + 1)
            most -= len(rows) * len(columns)
            # Ranges that overlap are nonsense, and could be made to go on for ever.
            if most < 0:
                return
            origin = (merged.top, merged.left)
            self._covered.update(dict.fromkeys(product(rows, columns), origin))

    def head(self, head: Head) -> None:
        """Footnote marks in a head, and words that reach further than their cell."""
        words = dict.fromkeys(word for word in head.words.values() if has_mark(word.text))
        for word in sorted(words, key=lambda one: one.origin):
            self.add(word.origin, f"The head carries a footnote mark: “{quoted(word.text)}”.")
        for word in head.unmerged:
            self.add(
                word.origin,
                f"The head “{quoted(word.text)}” is not merged over its columns; it was taken "
                "to hold to the right up to the next one.",
            )

    def remarks(self) -> None:
        """Remarks that somebody fixed to cells."""
        for place, text in sorted(self.sheet.comments.items()):
            self.add(place, f"A remark is fixed to the cell: “{quoted(text)}”.")

    def hidden(self, area: Area, head: Place) -> None:
        """What of the table nobody sees when the file is opened; `head` is where it begins."""
        if self.sheet.is_hidden:
            self.add(head, "The sheet is hidden; its numbers were read.")
        if not area.rows or not area.columns:
            return
        for row in sorted(set(self.sheet.hidden_rows) & set(area.rows)):
            self.add((row, area.columns[0]), f"Row {row} is hidden; its numbers were read.")
        for column in sorted(set(self.sheet.hidden_columns) & set(area.columns)):
            name = place_name(area.rows[0], column)
            self.add((area.rows[0], column), f"The column of {name} is hidden; it was read.")

    def notes(self, rows: Iterable[int], skip: set[Place]) -> None:
        """Lines of text in rows that are no part of the table."""
        for row, column, text in self.sheet.texts(rows):
            if text and (row, column) not in skip:
                self.add((row, column), f"A note stands beside the table: “{quoted(text)}”.")
