"""The cells of a DOCX table on one grid, whatever was merged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell's text and the column of the grid it begins in; `continues` where merged upwards."""

    column: int
    text: str
    continues: bool = False


def merged_downwards(rows: Sequence[Sequence[PlacedCell]]) -> list[list[PlacedCell]]:
    """The rows, what is merged down over several of them said in each.

    The first cell is said once. Where it is a number, the rows below it are parts of one row, and
    nothing is said again.
    """
    above: dict[int, str] = {}
    filled = []
    for row in rows:
        above |= {cell.column: cell.text for cell in row if not cell.continues}
        first = row[0] if row else None
        is_part = first is not None and first.continues and _is_number(above.get(first.column, ""))
        filled.append(
            [
                replace(cell, text=above.get(cell.column, ""))
                if cell.continues and cell is not first and not is_part
                else cell
                for cell in row
            ]
        )
    return filled


def _is_number(text: str) -> bool:
    return text.strip(" .)").replace(".", "").isdigit()


def on_one_grid(rows: Sequence[Sequence[PlacedCell]]) -> list[tuple[str, ...]]:
    """Every row with as many cells as the fullest one.

    Word's own grid has a column for every border that stands anywhere, so rows drawn a hair apart
    seem to have more columns than anybody sees. The fullest rows say what the columns are; the
    cells of the others go below the column that they begin in.
    """
    width = max((len(row) for row in rows), default=0)
    starts = _commonest_starts([row for row in rows if len(row) == width])
    return [_spread(row, starts) for row in rows]


def _commonest_starts(full_rows: Sequence[Sequence[PlacedCell]]) -> list[int]:
    columns = zip(*([cell.column for cell in row] for row in full_rows), strict=True)
    return [Counter(starts).most_common(1)[0][0] for starts in columns]


def _spread(row: Sequence[PlacedCell], starts: Sequence[int]) -> tuple[str, ...]:
    if len(row) == len(starts):
        return tuple(cell.text for cell in row)
    cells = [""] * len(starts)
    free = 0
    for place, cell in enumerate(row):
        below = sum(start <= cell.column for start in starts) - 1
        still_to_come = len(row) - place - 1
        column = min(max(below, free), len(starts) - 1 - still_to_come)
        cells[column] = cell.text
        free = column + 1
    return tuple(cells)
