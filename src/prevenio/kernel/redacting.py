"""Blacking out: staff put passages between [[ and ]]; a block stands where they were.

The block has one length, whatever it covers, and what it covers is nowhere in the public text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.kernel.text import fold

BLOCK = "█"
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_WORDS = re.compile(r"\w+")
# Of a passage that was blacked out, shorter words may well stand elsewhere: "of", "my", "and".
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Redacted:
    """A public text, and the passages that are no longer in it."""

    text: str
    passages: Sequence[str]


def redacted(marked: str) -> Redacted:
    """The text with a block for each passage; one that was never closed stays as it is."""
    passages = [passage.strip() for passage in _MARKED.findall(marked) if passage.strip()]
    text = _MARKED.sub(lambda found: BLOCK if found[1].strip() else "", marked)
    return Redacted(text, passages)


def is_left_open(marked: str) -> bool:
    """Whether brackets are left over once every passage was taken out."""
    rest = _MARKED.sub("", marked)
    return "[[" in rest or "]]" in rest


def still_stands(passages: Sequence[str], *texts: str) -> str:
    """The first blacked-out passage, or long word of one, that still stands in a text; else ''."""
    folded = [fold(text) for text in texts]
    words = [frozenset(_WORDS.findall(text)) for text in folded]
    for passage in passages:
        wanted = fold(passage)
        if any(_stands(wanted, text) for text in folded):
            return passage
        word: str
        for word in _WORDS.findall(wanted):
            if len(word) >= _SHORTEST and any(word in known for known in words):
                return word
    return ""


def _stands(passage: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(passage)}(?!\w)", text) is not None
