"""What changed between two wordings, word by word."""

import difflib
import re
from collections.abc import Sequence
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


def item_changes(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """The new list with the items that went struck in their places; items are never split."""
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        runs: list[Piece] = []
        if tag == "equal":
            runs = [Piece("same", ", ".join(old[first:last]))]
        else:
            runs += [Piece("old", ", ".join(old[first:last]))] if first != last else []
            runs += [Piece("new", ", ".join(new[start:end]))] if start != end else []
        for run in runs:
            pieces += [Piece("same", ", "), run] if pieces else [run]
    return pieces
