"""Funding told apart from the way a programme is carried out."""

import re

from prevenio.kernel.text import fold, fold_in_place
from prevenio.programme.importing.vocabulary import Vocabulary

_LEAD = re.compile(
    r"^[\s:–—-]*(?:(?:z|ze|jest|są|je|jsou|w ramach|v rámci)\s+)?[\s:–—-]*", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[,;]\s*|\s+(?:oraz|i|a|plus)\s+|\s*\+\s*|\n+")
_SUM = re.compile(
    r"^(?=.*\d)[\W\d]*(?:(?:tis|tys|mil|mln|mld|milion|miliard)\w*\.?)?\s*"
    r"(?:Kč|CZK|zł\w*|PLN|EUR|€|korun|euro)?[\W\d]*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_])|(?<=\))\.\s+")


def method_and_funding(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The method without the sentence that names the money, and the sources it names."""
    plain = fold(text)
    if len(plain) != len(text):
        plain = fold_in_place(text)
    found = words.funding_marker.search(plain)
    if not found:
        return text, ()
    said = text[found.end() :]
    end = _SENTENCE.search(said)
    after = said[end.end() :] if end else ""
    sources = sources_in(said[: end.start()] if end else said, words)
    method = f"{text[: found.start()].rstrip(' –—-')} {after}".strip()
    return method, sources


def sources_in(text: str, words: Vocabulary) -> tuple[str, ...]:
    """The sources of money that a cell or a sentence names, one each."""
    bare = _LEAD.sub("", " ".join(text.split()), count=1).strip(" .")
    parts = [part.strip(" .–-") for part in _PARTS.split(bare)]
    kept = [part for part in _whole(parts) if part and not words.no_bodies.match(fold(part))]
    kept = [part for part in kept if not _SUM.match(part)]
    return tuple(dict.fromkeys(part for part in kept if not words.own_materials.match(fold(part))))


def _whole(parts: list[str]) -> list[str]:
    """Pieces put together again where the cut fell inside brackets."""
    whole: list[str] = []
    for part in parts:
        if whole and whole[-1].count("(") > whole[-1].count(")"):
            whole[-1] = f"{whole[-1]}, {part}"
        else:
            whole.append(part)
    return whole
