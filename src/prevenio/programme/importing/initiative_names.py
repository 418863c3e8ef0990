"""Where a programme's name ends and its aim begins."""

import re

from prevenio.kernel.text import fold_in_place
from prevenio.programme.importing.vocabulary import Vocabulary

_QUOTED = re.compile(r"^(?:[^\W\d_]+\s+){0,2}[„\"“”»«]([^„\"“”»«]{2,90})[”\"“»«]")
_DASH = re.compile(r"\s+[–—-]\s+")
_EDGE = " .,;:–—-"
_LONGEST_NAME = 12


def name_and_aim(text: str, words: Vocabulary) -> tuple[str, str]:
    """The name of an initiative and its aim, from a cell that holds both."""
    for split in (_by_capitals, _by_quotes, _by_dash, _by_aim_word):
        parts = split(text, words)
        if parts:
            name, aim = parts
            return name.strip(_EDGE.replace(".", "")).strip(), aim.strip(" –—-;:,").strip()
    return text.strip(), ""


def _by_capitals(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """A name in capitals, then the aim in small letters."""
    tokens = text.split(" ")
    end = 0
    capitals = 0
    for at, token in enumerate(tokens):
        letters = [char for char in token if char.isalpha()]
        if not letters:
            continue
        if all(char.isupper() for char in letters):
            end = at + 1
            capitals += len(letters) > 1
        elif not (len(letters) == 1 and _capitals_follow(tokens, at)):
            break
    while end > 1 and end < len(tokens) and _is_small_word(tokens[end - 1]):
        end -= 1
    if not capitals or (end < 2 and len(tokens[0]) < 4):
        return None
    while end < len(tokens) and not any(char.isalnum() for char in tokens[end]):
        end += 1
    return " ".join(tokens[:end]), " ".join(tokens[end:])


def _capitals_follow(tokens: list[str], at: int) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    return len(following) > 1 and following.isupper()


def _is_small_word(token: str) -> bool:
    """A preposition that begins the sentence after the name rather than ends the name."""
    return len(token) == 1 and token.isalpha()


def _by_quotes(text: str, words: Vocabulary) -> tuple[str, str] | None:
    found = _QUOTED.match(text)
    if not found or text[found.end() : found.end() + 1] == ",":
        return None
    whole = text[: found.end()]
    name = found.group(1) if whole.startswith(("„", '"', "“", "”", "»", "«")) else whole
    return name, text[found.end() :]


def _by_dash(text: str, words: Vocabulary) -> tuple[str, str] | None:
    found = _DASH.search(text)
    if not found or len(text[: found.start()].split()) > _LONGEST_NAME:
        return None
    if text.count("„", 0, found.start()) > text.count("”", 0, found.start()):
        return None  # The dash belongs to a title in quotation marks that is still open.
    after = text[found.end() :]
    if not words.aim_starts.match(_plain(after)) and not after[:1].islower():
        return None
    return text[: found.start()], after


def _by_aim_word(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """A name that ends where a sentence about the aim begins ("Celem szkoleń jest …")."""
    plain = _plain(text)
    for found in words.aim_starts.finditer(plain):
        start = found.start()
        if start > 2 and text[start].isupper():
            return text[:start], text[start:]
    return None


def _plain(text: str) -> str:
    return fold_in_place(text)
