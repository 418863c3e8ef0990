"""Sources for tests, made from plain text without a file."""

from collections.abc import Sequence

from prevenio.programme.importing.source import Source, SourceLine


def text_source(text: str) -> Source:
    """A source in the form of plain text: tabs part the cells of a table."""
    table = 0
    in_table = False
    lines = []
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        cells = (
            tuple(cell.strip() for cell in raw.split("\t")) if "\t" in raw and raw.strip() else None
        )
        table += bool(cells and not in_table)
        in_table = bool(cells) if raw.strip() else in_table
        lines.append(SourceLine(number, raw, cells, table if cells else None))
    return Source("test.txt", "text", "0" * 64, tuple(lines))


def unlisted_lines(source: Source, placed: Sequence[int]) -> list[int]:
    """Lines with text that are in none of the placed ones."""
    return [line.number for line in source.lines if not line.is_blank and line.number not in placed]
