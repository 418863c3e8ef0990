"""Plain text: numbered by newline, with tabs between the cells of a table."""

from collections.abc import Iterator

from prevenio.programme.importing.readers.characters import split_lines, visible
from prevenio.programme.importing.source import SourceLine


def read_plain_text(text: str) -> Iterator[SourceLine]:
    """Every line of the text; rows parted only by blank lines belong to one table."""
    table = 0
    is_in_table = False
    for number, raw in enumerate(split_lines(text), start=1):
        line = visible(raw)
        if not line.strip():
            yield SourceLine(number=number, text=line)
        elif "\t" in line:
            table += not is_in_table
            is_in_table = True
            yield SourceLine(number=number, text=line, cells=cells_by_tab(line), table=table)
        else:
            is_in_table = False
            yield SourceLine(number=number, text=line)


def cells_by_tab(line: str) -> tuple[str, ...]:
    """The cells of a line with tabs, empty ones included."""
    return tuple(cell.strip() for cell in line.split("\t"))
