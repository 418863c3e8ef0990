"""The document as a flow of paragraphs and rows: cleaned, unwrapped, its printed lines joined."""

from collections.abc import Iterator, Sequence

from prevenio.programme.importing.items import Item, Row
from prevenio.programme.importing.joining import cleaned, join_pieces, known_words, tidied
from prevenio.programme.importing.source import Source, SourceLine
from prevenio.programme.importing.stacked_cells import unstacked
from prevenio.programme.importing.unwrapping import Piece, Unwrapper
from prevenio.programme.importing.vocabulary import Vocabulary


def flow_of(source: Source, words: Vocabulary) -> list[Item]:
    """Paragraphs and rows in the document's order."""
    known = known_words(source)
    unwrapper = Unwrapper(source, words, known)
    items: list[Item] = []
    loose: list[Piece] = []
    blank = False
    in_the_text = [line for line in source.lines if not line.margin]
    if source.form in ("text", "markdown"):
        in_the_text = unstacked(in_the_text, words)
    for line in _rows_joined(in_the_text, known):
        if isinstance(line, Row):
            items += unwrapper.paragraphs(loose)
            loose = []
            items.append(line)
            blank = False
        elif line.is_blank:
            blank = True
        else:
            loose.append(Piece(line, cleaned(line.text), blank or line.gap))
            blank = False
    return items + list(unwrapper.paragraphs(loose))


def _rows_joined(lines: Sequence[SourceLine], known: frozenset[str]) -> Iterator[Row | SourceLine]:
    """Rows of tables, those printed over several lines made one; all other lines as they are."""
    pending: list[SourceLine] = []
    for line in lines:
        if pending and not _same_row(pending[-1], line):
            yield _row(pending, known)
            pending = []
        if line.cells is None or len(line.cells) < 2:
            yield line
        elif line.is_blank:
            continue
        else:
            pending.append(line)
    if pending:
        yield _row(pending, known)


def _same_row(before: SourceLine, line: SourceLine) -> bool:
    return line.row is not None and (before.table, before.row) == (line.table, line.row)


def _row(lines: Sequence[SourceLine], known: frozenset[str]) -> Row:
    width = max(len(line.cells or ()) for line in lines)
    cells = [""] * width
    for line in lines:
        for at, cell in enumerate(line.cells or ()):
            cells[at] = join_pieces(cells[at], cleaned(cell), known)
    tidy = tuple(tidied(cell) for cell in cells)
    return Row(tidy, tuple(line.number for line in lines), lines[0].table)
