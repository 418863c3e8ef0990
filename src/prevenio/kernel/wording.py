"""What changed between two wordings, word by word."""

import difflib
import re
from dataclasses import dataclass
from typing import Literal

WORD = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that was kept, struck out or put in."""

    kind: Literal["same", "old", "new"]
    text: str


def word_changes(old: str, new: str) -> list[Piece]:
    """The new wording with the old one's words struck where they went; whole words, in order."""
    before, after = WORD.findall(old), WORD.findall(new)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[first:last])))
            continue
        if first != last:
            pieces.append(Piece("old", "".join(before[first:last])))
        if start != end:
            pieces.append(Piece("new", "".join(after[start:end])))
    return pieces
