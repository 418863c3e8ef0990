"""How many returns are where, and the heat table that they make: plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True)
class Figures:
    """How many returns are where; `sent` ones were sent at least once."""

    expected: int = 0
    sent: int = 0
    certified: int = 0
    accepted: int = 0
    on_time: int = 0
    late: int = 0
    waiting: int = 0

    def __add__(self, other: Self) -> "Figures":
        return Figures(*(getattr(self, name) + getattr(other, name) for name in NUMBERS))

    @property
    def percent_on_time(self) -> int | None:
        """Of what was sent; None before anything was."""
        return round(100 * self.on_time / self.sent) if self.sent else None

    @property
    def step(self) -> int:
        """How dark it is drawn: nothing, up to a third, up to two, nearly all, all accepted."""
        if not self.accepted:
            return 1
        if self.accepted == self.expected:
            return 5
        return 2 + (3 * self.accepted > self.expected) + (3 * self.accepted > 2 * self.expected)


NUMBERS = ("expected", "sent", "certified", "accepted", "on_time", "late", "waiting")


@dataclass(frozen=True, slots=True)
class Area:
    """A column: an area of action in which something is expected."""

    pk: int
    code: str
    title: str
    position: int

    @property
    def short(self) -> str:
        """The first word of its title, for the head of a column."""
        return self.title.split()[0].rstrip(".,;:") if self.title.strip() else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one body owes in one area; no figures where nothing is expected."""

    area: Area
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Row:
    """One body with its cells, one for each area, and their sum."""

    body_id: int
    name: str
    cells: Sequence[Cell]
    total: Figures
    members: int = 0
    """Returns of members of a group that answers member by member; they are not in the cells."""
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """The heat table of one period; those who owe most stand first."""

    period_id: int
    name: str
    kind: str
    last_day: date | None
    due_on: date | None
    areas: Sequence[Area] = ()
    rows: Sequence[Row] = ()
    rest: Sequence[Row] = ()
    """Bodies that are only counted."""

    @property
    def total(self) -> Figures:
        return sum((row.total for row in (*self.rows, *self.rest)), Figures())

    @property
    def area_totals(self) -> Sequence[Cell]:
        """The sums below the columns."""
        return summed(self.areas, (*self.rows, *self.rest))

    @property
    def rest_cells(self) -> Sequence[Cell]:
        return summed(self.areas, self.rest)

    @property
    def rest_total(self) -> Figures:
        return sum((row.total for row in self.rest), Figures())

    def shortened(self, most: int) -> "Board":
        """The board with at most so many bodies in sight."""
        rows = (*self.rows, *self.rest)
        if len(rows) <= most:
            return self
        return Board(
            self.period_id,
            self.name,
            self.kind,
            self.last_day,
            self.due_on,
            self.areas,
            rows[:most],
            rows[most:],
        )


def summed(areas: Sequence[Area], rows: Sequence[Row]) -> Sequence[Cell]:
    columns = [
        sum((row.cells[place].figures or Figures() for row in rows), Figures())
        for place in range(len(areas))
    ]
    return [
        Cell(area, found if found.expected else None)
        for area, found in zip(areas, columns, strict=True)
    ]
