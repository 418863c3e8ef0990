"""Source lines with what was found in them marked, for the page that shows source beside field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from prevenio.programme.importing.document import ProgrammeDocument, ReadAction
from prevenio.programme.importing.source import Source, SourceLine

Mark = Literal["plain", "action", "responsible", "partner", "doubt"]
BEFORE, AFTER = 4, 9
# Long lines before the one in question would push it out of sight.
MOST_BEFORE = 500


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A run of a line's text and what it was read as."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of the source, in pieces; `is_current` where the question at hand comes from it."""

    number: int
    pieces: Sequence[MarkedPiece]
    is_current: bool


def lines_around(
    source: Source, document: ProgrammeDocument, current: Sequence[int], subject: str = ""
) -> list[MarkedLine]:
    """The lines in question with some before and after, blank ones left out.

    Where the lines lie far apart, the window is the one around the first of them.
    """
    written = [line for line in source.lines if not line.is_blank]
    wanted = set(current)
    places = [place for place, line in enumerate(written) if line.number in wanted]
    first = places[0] if places else 0
    near = [place for place in places if place - first <= AFTER] or [0]
    window = written[_start(written, first) : near[-1] + AFTER + 1]
    owners = _owners(document)
    return [
        MarkedLine(line.number, _pieces(line, owners, subject), line.number in wanted)
        for line in window
    ]


def _start(written: Sequence[SourceLine], first: int) -> int:
    """Where the window opens: some lines earlier, fewer where they are long."""
    start, length = first, 0
    while start > max(0, first - BEFORE):
        length += len(written[start - 1].text)
        if length > MOST_BEFORE:
            break
        start -= 1
    return start


def _owners(document: ProgrammeDocument) -> Mapping[int, ReadAction]:
    return {number: action for action in document.actions for number in action.lines}


def _pieces(line: SourceLine, owners: Mapping[int, ReadAction], subject: str) -> list[MarkedPiece]:
    action = owners.get(line.number)
    cells = [cell for cell in line.cells or () if cell.strip()]
    if action is None or not cells:
        return _with_doubt(MarkedPiece("plain", line.text.strip()), subject)
    pieces: list[MarkedPiece] = []
    for cell in cells:
        if pieces:
            pieces.append(MarkedPiece("plain", "  "))
        pieces.extend(_with_doubt(MarkedPiece(_read_as(cell, action), cell.strip()), subject))
    return pieces


def _read_as(cell: str, action: ReadAction) -> Mark:
    text = _even(cell)
    if text in _even(action.responsible_cell):
        return "responsible"
    if text in _even(action.partners_cell):
        return "partner"
    return "action" if len(text) > 6 else "plain"


def _even(text: str) -> str:
    return " ".join(text.split())


def _with_doubt(piece: MarkedPiece, subject: str) -> list[MarkedPiece]:
    if not subject:
        return [piece]
    word = re.compile(rf"(?<!\w){re.escape(subject)}(?!\w)")
    pieces: list[MarkedPiece] = []
    end = 0
    for match in word.finditer(piece.text):
        if match.start() > end:
            pieces.append(MarkedPiece(piece.mark, piece.text[end : match.start()]))
        pieces.append(MarkedPiece("doubt", match.group()))
        end = match.end()
    if end < len(piece.text) or not pieces:
        pieces.append(MarkedPiece(piece.mark, piece.text[end:]))
    return pieces
