"""Tables in plain text whose columns only spaces part, as in text copied out of a PDF."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

# Words with a single space between them are one piece; wider white space parts pieces.
PIECE = re.compile(r"\S+(?: \S+)*")
# A hard space parts no columns.
OTHER_SPACE = re.compile(r"[^\S\t]")
ROW_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[IVX]+[.)])$")
LIST_MARK = re.compile(
    r"^(?:[-–—•·*]|[\ue000-\uf8ff]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|[a-zA-Z][.)]|[IVXivx]+[.)])$"
)
ITEM = re.compile(r"^(?:[a-z]\)|\d{1,3}[.)]|[-–•])\s")
MOST_BLANK_LINES = 2
# Two columns may lie side by side by chance, three hardly.
FEWEST_ROWS = {2: 3}
FEWEST_ROWS_OF_MORE = 2
WIDEST_KEY = 24
FEWEST_GROUPS = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """A line of an aligned table: its place in the text, its row, and its pieces of cells."""

    place: int
    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    place: int
    text: str
    spans: tuple[Span, ...]
    after_blank: bool = False


def aligned_tables(
    lines: Sequence[str], skipped: Collection[int] = frozenset()
) -> Iterator[list[AlignedLine]]:
    """The tables of the text, top to bottom. Lines with tabs belong to none, nor those skipped."""
    at = 0
    while at < len(lines):
        run, columns = _run_from(lines, at, skipped)
        if _is_table(run, columns):
            yield _table(run, columns)
        # What is no table as a whole holds none: each line is looked at once.
        at = run[-1].place + 1 if run else at + 1


def _run_from(
    lines: Sequence[str], start: int, skipped: Collection[int]
) -> tuple[list[_Line], list[Span]]:
    """The lines from here on that leave the same white columns free."""
    first = _line_at(lines, start)
    if start in skipped or len(first.spans) < 2:
        return [], []
    run, columns, blank = [first], [*first.spans], 0
    for place in range(start + 1, len(lines)):
        if place in skipped:
            blank = min(blank, 1)
            continue
        line = _line_at(lines, place, columns, after_blank=blank > 0)
        if not line.text.strip():
            blank += 1
            continue
        if _is_title_inside(lines, line, columns, skipped):
            blank = 0
            continue
        wider = _merged(columns, line)
        if blank > MOST_BLANK_LINES or len(wider) < len(columns) or not _fits(line, columns):
            break
        if len(run) == 1 and sum(map(bool, _cells(line, wider))) < len(line.spans):
            break  # a running head above the table, whose pieces lie across its columns
        run.append(line)
        columns, blank = wider, 0
    return _without_what_follows(run, columns), columns


def _is_title_inside(
    lines: Sequence[str], line: _Line, columns: Sequence[Span], skipped: Collection[int]
) -> bool:
    """Whether a line across the columns stands between rows of one table: a title of an area."""
    if len(line.spans) != 1 or len(columns) <= 2:
        return False
    is_by_itself = line.after_blank and not "".join(lines[line.place + 1 : line.place + 2]).strip()
    if len(_merged(columns, line)) == len(columns) and not is_by_itself:
        return False
    below = (at for at in range(line.place + 1, len(lines)) if lines[at].strip())
    place = next((at for at in below if at not in skipped), None)
    if place is None or place - line.place > MOST_BLANK_LINES + 1:
        return False
    row = _line_at(lines, place, columns)
    filled = sum(map(bool, _cells(row, columns)))
    goes_on = len(_merged(columns, row)) >= len(columns)
    return goes_on and filled == len(row.spans) and filled * 2 > len(columns)


def _line_at(
    lines: Sequence[str], place: int, columns: Sequence[Span] = (), *, after_blank: bool = False
) -> _Line:
    text = OTHER_SPACE.sub(" ", lines[place])
    spans = () if "\t" in text else tuple(found.span() for found in PIECE.finditer(text))
    if len(spans) > 1:
        spans = tuple(_parted(text, spans, [left for left, _right in columns]))
    return _Line(place, text, spans, after_blank)


def _parted(text: str, spans: Sequence[Span], starts: Sequence[int]) -> Iterator[Span]:
    """The pieces, parted also where a full cell leaves a single space before the next column."""
    for left, right in spans:
        for start in starts:
            if left < start < right and text[start - 1] == " ":
                yield left, start - 1
                left = start
        yield left, right


def _merged(columns: Sequence[Span], line: _Line) -> list[Span]:
    """The columns that are left when the words of one more line are laid over them."""
    spans = sorted([*columns, *line.spans])
    merged = [spans[0]]
    for left, right in spans[1:]:
        if left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _fits(line: _Line, columns: Sequence[Span]) -> bool:
    """A line by itself at the left, below white space, is a title and no cell of a table."""
    if not line.spans:
        return False
    is_alone = len(line.spans) == 1 and line.spans[0][0] < columns[1][0]
    return not (is_alone and line.after_blank)


def _without_what_follows(run: list[_Line], columns: Sequence[Span]) -> list[_Line]:
    """The run without what only happens to lie in its first column: prose below two columns."""
    end = len(run)
    while len(columns) == 2 and end > 1 and _is_at_the_left(run[end - 1], columns):
        end -= 1
    return run[:end]


def _is_at_the_left(line: _Line, columns: Sequence[Span]) -> bool:
    return len(line.spans) == 1 and line.spans[0][0] < columns[1][0]


def _is_table(run: Sequence[_Line], columns: Sequence[Span]) -> bool:
    parted = [line for line in run if len(line.spans) > 1]
    if len(parted) < FEWEST_ROWS.get(len(columns), FEWEST_ROWS_OF_MORE):
        return False
    firsts = [cell for line in parted if (cell := _cells(line, columns)[0])]
    if len(columns) > 2:
        return len(parted) * 3 >= len(run)
    is_list = all(map(LIST_MARK.match, firsts))
    return not is_list and len(firsts) == len(parted) and max(map(len, firsts)) <= WIDEST_KEY


def _cells(line: _Line, columns: Sequence[Span]) -> tuple[str, ...]:
    starts = [left for left, _right in columns]
    words: list[list[str]] = [[] for _column in columns]
    for left, right in line.spans:
        words[max(bisect_right(starts, left) - 1, 0)].append(line.text[left:right])
    return tuple(" ".join(each) for each in words)


def _table(run: Sequence[_Line], columns: Sequence[Span]) -> list[AlignedLine]:
    cells = [_cells(line, columns) for line in run]
    starts = _row_starts(run, cells)
    return [
        AlignedLine(line.place, bisect_right(starts, at), each)
        for at, (line, each) in enumerate(zip(run, cells, strict=True))
    ]


def _row_starts(run: Sequence[_Line], cells: Sequence[tuple[str, ...]]) -> list[int]:
    """Where rows begin: at numbers, else below white space, else where a new sentence does."""
    heads = [at for at, each in enumerate(cells) if at and each == cells[0]]
    numbered = [at for at, each in enumerate(cells) if ROW_NUMBER.match(each[0])]
    if len(numbered) > 1 or (numbered and not cells[0][0][:1].isdigit()):
        return sorted({*numbered, *heads})
    groups = [at for at, line in enumerate(run) if line.after_blank]
    fewest = 2 if len(cells[0]) == 2 else (len(cells[0]) + 1) // 2
    begun = [at for at, each in enumerate(cells) if _begins_row(each, fewest)]
    apart = {0, *groups}
    inside = [at for at in begun if at not in apart]
    if len(groups) >= FEWEST_GROUPS and len(inside) * 5 < len(groups):
        return groups
    return sorted({*groups, *begun})


def _begins_row(cells: Sequence[str], fewest: int) -> bool:
    """Whether the first cell begins anew and most others say something as well."""
    if ITEM.match(cells[0]):
        return True
    first = cells[0].lstrip("„\"'“(")
    filled = sum(map(bool, cells))
    return bool(first) and (not first[0].islower() or len(cells) == 2) and filled >= fewest
