"""Ruled tables of a PDF's page: their grid, and the printed lines inside each row."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from prevenio.programme.importing.readers.pdf_lines import (
    SAME_BASELINE,
    PrintedLine,
    printed_lines,
)
from prevenio.programme.importing.readers.pdf_pages import Edge, Glyph, Page, level_edge

TOLERANCE = 3.0
SHORTEST_EDGE = 3.0
FEWEST_UPRIGHTS = 3

# Beyond these numbers the rules on a page are a drawing.
MOST_CROSSINGS_TRIED = 400_000
MOST_CROSSINGS = 4_000

# The middle of a letter lies this part of the type size above its baseline.
MIDDLE = 0.3

ROW_NUMBER = re.compile(r"^\d{1,3}[.)]?$")

Box = tuple[float, float, float, float]
Place = tuple[int, int]
CellsAndTop = tuple[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One printed line of a table: in each column the piece of the cell that stands on it."""

    cells: tuple[str, ...]
    row: int
    top: float


@dataclass(slots=True)
class RuledTable:
    """A table between rules. `columns` are the left borders of its columns."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    _boxes: dict[Place, Box]
    _places: dict[Place, Place]
    _glyphs: dict[Place, list[Glyph]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        return self.rows[0]

    def take(self, glyph: Glyph) -> bool:
        """Whether the glyph stands in a cell; if so it is kept there."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.baseline - MIDDLE * glyph.size
        square = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
        place = self._places.get(square)
        if place is None:
            return False
        _, _, right, bottom = self._boxes[place]
        if x >= right or y >= bottom:
            return False
        self._glyphs.setdefault(place, []).append(glyph)
        return True

    def lines(self) -> list[TableLine]:
        """The printed lines row by row. A merged cell's text stands in its first row and column."""
        rows: dict[int, list[tuple[int, PrintedLine]]] = {}
        for (row, column), glyphs in self._glyphs.items():
            rows.setdefault(row, []).extend((column, line) for line in printed_lines(glyphs))
        return list(_numbered(_across(rows[row], len(self.columns)) for row in sorted(rows)))


def _numbered(rows: Iterable[list[CellsAndTop]]) -> Iterator[TableLine]:
    """The lines with the number of their row; some tables have rules only between columns.

    There, each number in the first column begins a row.
    """
    row = 0
    for lines in rows:
        row += 1
        starts = [place for place, (cells, _) in enumerate(lines) if ROW_NUMBER.match(cells[0])]
        for place, (cells, top) in enumerate(lines):
            row += place > 0 and len(starts) > 1 and place in starts
            yield TableLine(cells, row, top)


def ruled_tables(page: Page) -> list[RuledTable]:
    """The tables between rules, with the page's glyphs not yet in them."""
    tables = (_table(boxes) for boxes in cells_to_tables(_boxes(page.edges)))
    return [table for table in tables if len(table.columns) > 1]


def _boxes(edges: Sequence[Edge]) -> list[Box]:
    if not edges:
        return []
    merged = merge_edges(list(edges), TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    long = [edge for edge in merged if _length(edge) >= SHORTEST_EDGE]
    long += [*_closing(long, "top"), *_closing(long, "bottom")]
    level = sum(edge["orientation"] == "h" for edge in long)
    if level * (len(long) - level) > MOST_CROSSINGS_TRIED:
        return []
    crossings = edges_to_intersections(long, TOLERANCE, TOLERANCE)
    if len(crossings) > MOST_CROSSINGS:
        return []
    return [(c[0], c[1], c[2], c[3]) for c in intersections_to_cells(crossings)]


def _closing(edges: Sequence[Edge], side: Literal["top", "bottom"]) -> Iterator[Edge]:
    """Rules where several upright ones end on one level without a rule across.

    Some programs leave a row open where a page break tears it.
    """
    ends: dict[int, list[Edge]] = {}
    for edge in edges:
        if edge["orientation"] == "v":
            ends.setdefault(round(edge[side] / TOLERANCE), []).append(edge)
    levels = [edge["top"] for edge in edges if edge["orientation"] == "h"]
    for group in ends.values():
        level = group[0][side]
        if len(group) >= FEWEST_UPRIGHTS and not any(abs(level - h) <= TOLERANCE for h in levels):
            yield level_edge(min(e["x0"] for e in group), max(e["x0"] for e in group), level)


def _length(edge: Edge) -> float:
    sides = (edge["x1"] - edge["x0"], edge["bottom"] - edge["top"])
    return float(max(sides))


def _table(boxes: Iterable[Box]) -> RuledTable:
    boxes = list(boxes)
    columns = tuple(sorted({x0 for x0, _, _, _ in boxes}))
    rows = tuple(sorted({top for _, top, _, _ in boxes}))
    by_place = {(rows.index(box[1]), columns.index(box[0])): box for box in boxes}
    places = {
        (row, column): place
        for place, (_, _, right, bottom) in by_place.items()
        for row in range(place[0], bisect_left(rows, bottom))
        for column in range(place[1], bisect_left(columns, right))
    }
    return RuledTable(columns, rows, by_place, places)


def _across(fragments: list[tuple[int, PrintedLine]], width: int) -> list[CellsAndTop]:
    """The lines of all cells of a row, those on one baseline together."""
    lines: list[CellsAndTop] = []
    fragments.sort(key=lambda fragment: fragment[1].baseline)
    while fragments:
        first = fragments[0][1]
        limit = first.baseline + SAME_BASELINE * first.size
        cells = [""] * width
        rest: list[tuple[int, PrintedLine]] = []
        for column, line in fragments:
            if line.baseline <= limit and not cells[column]:
                cells[column] = line.text
            else:
                rest.append((column, line))
        lines.append((tuple(cells), first.top))
        fragments = rest
    return lines
