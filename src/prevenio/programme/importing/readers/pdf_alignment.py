"""Tables without upright rules: columns told by the white rivers that run down between words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from prevenio.programme.importing.readers.pdf_lines import PrintedLine, Segment
from prevenio.programme.importing.readers.pdf_tables import ROW_NUMBER, TableLine

# A river is this wide at least, and a table's lines lie no farther apart, in type sizes.
RIVER = 0.8
FARTHEST = 4.0

FEWEST_ROWS = 3
FEWEST_SHARE_OF_ROWS = 0.4

# So many lines in two columns are prose if so many of them fill so much of their column.
FEWEST_LINES_OF_PROSE = 8
MOST_LINES = 0.75
FULL = 0.65

ROWS_APART = 1.25
LIST_MARK = re.compile(r"^(?:[-–—•·*]|[\ue000-\uf8ff]|\(?\d{1,3}[.)]|[a-zA-Z][.)]|[IVXivx]+[.)])$")

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table told by alignment. `columns` are the left ends of its columns."""

    columns: tuple[float, ...]
    top: float
    _lines: tuple[TableLine, ...]

    def lines(self) -> list[TableLine]:
        """The printed lines row by row."""
        return list(self._lines)


def aligned(
    lines: Sequence[PrintedLine], rules: Sequence[float]
) -> Iterator[PrintedLine | AlignedTable]:
    """The lines in reading order, those of aligned tables gathered. `rules` are levels of rules."""
    place = 0
    while place < len(lines):
        run, columns = _run_from(lines, place)
        if _is_prose(run, columns):
            yield from _column_by_column(run, columns)
            place += len(run)
            continue
        run = _without_what_follows(run, columns)
        if _is_table(run, columns):
            yield _table(run, columns, rules)
            place += len(run)
        else:
            yield lines[place]
            place += 1


def _run_from(
    lines: Sequence[PrintedLine], start: int
) -> tuple[Sequence[PrintedLine], list[Interval]]:
    """The lines from here on that leave the same rivers free."""
    columns = _merged([], lines[start])
    end = start + 1
    while len(columns) > 1 and end < len(lines):
        line = lines[end]
        if line.baseline - lines[end - 1].baseline > FARTHEST * line.size:
            break
        wider = _merged(columns, line)
        if len(wider) < 2 or (len(wider) < len(columns) and end - start >= FEWEST_ROWS):
            break
        columns = wider
        end += 1
    return lines[start:end], columns


def _without_what_follows(
    run: Sequence[PrintedLine], columns: Sequence[Interval]
) -> Sequence[PrintedLine]:
    """The run without short lines of prose below it, which lie in its first column by chance."""
    end = len(run)
    while end > 1 and len(run[end - 1].segments) == 1 and run[end - 1].x0 < columns[0][1]:
        end -= 1
    return run[:end]


def _merged(columns: Sequence[Interval], line: PrintedLine) -> list[Interval]:
    """The columns that are left when the words of one more line are laid over them."""
    spans = sorted([*columns, *((segment.x0, segment.x1) for segment in line.segments)])
    merged = [spans[0]]
    for x0, x1 in spans[1:]:
        if x0 - merged[-1][1] < RIVER * line.size:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _is_table(run: Sequence[PrintedLine], columns: Sequence[Interval]) -> bool:
    """Whether the lines are a table, and no list with marks set apart."""
    parted = sum(len(line.segments) > 1 for line in run)
    if len(columns) < 2 or parted < max(FEWEST_ROWS, FEWEST_SHARE_OF_ROWS * len(run)):
        return False
    firsts = [cells[0] for line in run if (cells := _cells(line, columns))[0]]
    return len(columns) > 2 or not all(map(LIST_MARK.match, firsts))


def _is_prose(run: Sequence[PrintedLine], columns: Sequence[Interval]) -> bool:
    """Whether two columns of running text stand side by side: nearly all their lines are full."""
    if len(run) < FEWEST_LINES_OF_PROSE or len(columns) != 2:
        return False
    segments = [segment for line in run for segment in line.segments]
    for left, right in columns:
        widths = [s.x1 - s.x0 for s in segments if left <= s.x0 < right]
        full = sum(width > FULL * (right - left) for width in widths)
        if len(widths) < FEWEST_ROWS or full < MOST_LINES * len(widths):
            return False
    return True


def _column_by_column(
    run: Sequence[PrintedLine], columns: Sequence[Interval]
) -> Iterator[PrintedLine]:
    for column in range(len(columns)):
        for line in run:
            segments = tuple(s for s in line.segments if _column_of(s, columns) == column)
            if segments:
                yield PrintedLine(segments, line.baseline, line.size)


def _column_of(segment: Segment, columns: Sequence[Interval]) -> int:
    return max(bisect_right([left for left, _ in columns], segment.x0) - 1, 0)


def _cells(line: PrintedLine, columns: Sequence[Interval]) -> tuple[str, ...]:
    words: list[list[str]] = [[] for _ in columns]
    for segment in line.segments:
        words[_column_of(segment, columns)].append(segment.text)
    return tuple(" ".join(each) for each in words)


def _table(
    run: Sequence[PrintedLine], columns: Sequence[Interval], rules: Sequence[float]
) -> AlignedTable:
    cells = [_cells(line, columns) for line in run]
    starts = _row_starts(run, cells, rules)
    rows = [sum(start <= place for start in starts) for place in range(len(run))]
    return AlignedTable(
        columns=tuple(left for left, _ in columns),
        top=run[0].top,
        _lines=tuple(
            TableLine(each, row, line.top) for line, each, row in zip(run, cells, rows, strict=True)
        ),
    )


def _row_starts(
    run: Sequence[PrintedLine], cells: Sequence[tuple[str, ...]], rules: Sequence[float]
) -> list[int]:
    """Where rows begin: below rules, at numbers, below wider gaps, else with the first column."""
    pairs = list(enumerate(pairwise(run), start=1))
    ruled = [
        place
        for place, (above, below) in pairs
        if any(above.baseline <= rule <= below.baseline for rule in rules)
    ]
    if len(ruled) >= FEWEST_ROWS - 1:
        return ruled
    numbered = [place for place, each in enumerate(cells) if ROW_NUMBER.match(each[0])]
    if len(numbered) >= FEWEST_ROWS - 1:
        return numbered
    distances = [below.baseline - above.baseline for _, (above, below) in pairs]
    if max(distances) > ROWS_APART * min(distances):
        limit = (min(distances) + max(min(distances) * ROWS_APART, median(distances))) / 2
        return [place for place, apart in enumerate(distances, start=1) if apart > limit]
    return [place for place, each in enumerate(cells) if each[0]]
