"""Plain text: numbered by newline, with tabs or aligned columns between the cells of a table."""

from collections.abc import Iterator, Sequence

from prevenio.programme.importing.readers.characters import split_lines, visible
from prevenio.programme.importing.readers.running_heads import running_heads
from prevenio.programme.importing.readers.text_columns import LIST_MARK, AlignedLine, aligned_tables
from prevenio.programme.importing.source import SourceLine


def read_plain_text(text: str) -> Iterator[SourceLine]:
    """Every line of the text; rows parted only by blank lines belong to one table."""
    lines = [visible(raw) for raw in split_lines(text)]
    heads, items = running_heads(lines), frozenset(_items(lines))
    aligned = {
        line.place: (line, begins)
        for table in aligned_tables(lines, heads)
        for line, begins in zip(table, [True] + [False] * len(table), strict=False)
    }
    table = 0
    is_in_table = False
    for place, line in enumerate(lines):
        number = place + 1
        if place in heads:
            yield SourceLine(number=number, text=line, margin=True)
        elif place in aligned:
            piece, begins = aligned[place]
            table += begins
            is_in_table = False
            yield _aligned_line(number, line, piece, table)
        elif not line.strip():
            yield SourceLine(number=number, text=line)
        elif "\t" in line and place not in items:
            table += not is_in_table
            is_in_table = True
            yield SourceLine(number=number, text=line, cells=cells_by_tab(line), table=table)
        else:
            is_in_table = False
            yield SourceLine(number=number, text=line)


def _items(lines: Sequence[str]) -> Iterator[int]:
    """The places of headings and list items whose mark a tab parts from their words.

    Rows of a table have such a mark too, but more cells, or a head without one above them.
    """
    group: list[int] = []
    width = 0
    for place, line in enumerate([*lines, "end"]):
        if "\t" in line:
            group.append(place)
            continue
        widest = max((len(cells_by_tab(lines[each])) for each in group), default=0)
        alone = len(group) == 1
        if all(_is_marked(lines[each], alone=alone) for each in group) and width != widest:
            yield from group
        elif group:
            width = widest
        group = []
        width = 0 if line.strip() else width


def _is_marked(line: str, *, alone: bool) -> bool:
    """Whether a line is a mark and words; a number without a dot heads a line by itself."""
    cells = [cell for cell in cells_by_tab(line) if cell]
    if len(cells) != 2:
        return False
    return bool(LIST_MARK.match(cells[0])) or (
        alone and cells[0].isdigit() and cells[1][:1].isupper()
    )


def _aligned_line(number: int, line: str, piece: AlignedLine, table: int) -> SourceLine:
    return SourceLine(number, line, piece.cells, table, row=piece.row)


def cells_by_tab(line: str) -> tuple[str, ...]:
    """The cells of a line with tabs, empty ones included."""
    return tuple(cell.strip() for cell in line.split("\t"))
