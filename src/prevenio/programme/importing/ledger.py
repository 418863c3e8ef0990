"""Where every line went: what no part of the programme took is listed, never dropped."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from prevenio.programme.importing.document import ProgrammeDocument, UnplacedLine
from prevenio.programme.importing.source import Source


def placed_lines(document: ProgrammeDocument) -> frozenset[int]:
    """Every line that some part of the document stands on."""
    return frozenset(_lines_under(document))


def unplaced_lines(source: Source, document: ProgrammeDocument) -> tuple[UnplacedLine, ...]:
    """The lines with text that nothing took, in their order."""
    placed = placed_lines(document)
    return tuple(
        UnplacedLine(line.number, line.text.strip())
        for line in source.lines
        if not line.is_blank and line.number not in placed
    )


def _lines_under(value: Any) -> Iterator[int]:
    if isinstance(value, tuple | list):
        for inner in value:
            yield from _lines_under(inner)
    elif is_dataclass(value):
        for each in fields(value):
            inner = getattr(value, each.name)
            if each.name == "lines":
                yield from inner
            elif not isinstance(inner, str):
                yield from _lines_under(inner)
