"""Text without its marks, so that what people write differently is found alike."""

import re
import unicodedata
from functools import lru_cache

_WITHOUT_DECOMPOSITION = str.maketrans({"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o"})
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


# A document's lines are folded many times over; whole documents are not worth remembering.
LONGEST_REMEMBERED = 2000


def fold(text: str) -> str:
    """The text in lower case without diacritics, the Polish ł included.

    The sign NUL, which PostgreSQL refuses in any text, becomes a space.
    """
    text = text.replace("\0", " ")
    if text.isascii():
        return text.lower()
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _folded(text)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_WITHOUT_DECOMPOSITION))
    return _MARKS.sub("", apart).lower()


_remembered = lru_cache(maxsize=4096)(_folded)


def fold_in_place(text: str) -> str:
    """The text folded letter by letter, as long as it was, so that places in it stay true."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join((fold(char) or " ")[0] for char in text)
