"""Pieces of text joined: words that a line's or a column's end cut are made whole."""

import re

from prevenio.kernel.text import fold
from prevenio.programme.importing.source import Source

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_STRONG = re.compile(r"\*\*|__")
_SYMBOLS = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[^\W\d_]+")
# A web address that a narrow column broke.
_ADDRESS = re.compile(r"(?:www\.|https?://)\S*$")
# A break after a slash, or inside a span of classes or chapters such as IV-VIII.
_GOES_ON = re.compile(r"[\w<]/$|\b[A-Z]+-$")
# A span of years broken after its dash.
_SPAN = re.compile(r"\d–$")
_LOOSE_HYPHEN = re.compile(r"(?<=[^\W\d_]o)- (?=[^\W\d_])|(?<=[^\W\d_]/) (?=[^\W\d_])")
_TIGHT_POINT = re.compile(r"(?:^|(?<=[;,.:] ))-(?=[^\W\d_])")


def cleaned(text: str) -> str:
    """The text without invisible characters, markup and doubled spaces; symbols become bullets."""
    if "<" in text:
        text = _TAGS.sub(" ", text)
    text = _STRONG.sub("", _INVISIBLE.sub("", text))
    text = _SYMBOLS.sub("• ", text)
    return _SPACES.sub(" ", text).strip()


def known_words(source: Source) -> frozenset[str]:
    """Every whole word of the document, folded, to tell a cut word from a hyphened one."""
    text = _INVISIBLE.sub("", "\n".join(line.text for line in source.lines))
    return frozenset(_WORD.findall(fold(text)))


def join_pieces(first: str, second: str, known: frozenset[str]) -> str:
    """Two pieces of one text, a word that the break cut made whole again."""
    if not first or not second:
        return first or second
    if _ADDRESS.search(first) and second[0].islower():
        return first + second
    if first.endswith("-") and first[-2:-1].isalpha() and second[:1].islower():
        return _hyphen_joined(first, second, known)
    if _GOES_ON.search(first) or (_SPAN.search(first) and second[0].isdigit()):
        return first + second
    return f"{first} {second}"


def _hyphen_joined(first: str, second: str, known: frozenset[str]) -> str:
    """A compound of two adjectives keeps its hyphen; a word cut at the line's end loses it."""
    stem = _WORD.findall(first)[-1]
    tail = _WORD.findall(second)[:1]
    whole = fold(stem + (tail[0] if tail else ""))
    if whole not in known and stem.endswith("o") and len(stem) > 3:
        return first + second
    return first[:-1] + second


def tidied(cell: str) -> str:
    """The cell with the spaces that a break in a narrow column leaves or takes made regular."""
    joined = _LOOSE_HYPHEN.sub(lambda found: "" if found.group() == " " else "-", cell)
    return _TIGHT_POINT.sub("- ", cleaned(joined))
