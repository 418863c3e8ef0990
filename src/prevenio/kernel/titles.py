"""Titles as people read them, from titles as documents shout them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+")
# A word of an address in the web is written small whatever it names.
_SMALL = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/-]|\.\w)")
_COUNT = re.compile(r"\W*\d+\s")
_INSIDE = re.compile(r"(?<=[\w,;”\")] )[^\W\d_]{2,}")
# A capital once may be a slip; a word all in capitals amid small ones is meant.
LEAST = 2


def sentence_case(title: str, names: Mapping[str, str] | None = None) -> str:
    """A title written in capitals in sentence case; any other title as it is.

    `names` are words that keep their own spelling, found by their small letters: what `names_in`
    gives for the text around the title.
    """
    letters = [letter for letter in title if letter.isalpha()]
    if not letters or not all(letter.isupper() for letter in letters) or len(letters) < 6:
        return title
    known = names or {}
    lowered = _WORD.sub(lambda word: known.get(word[0].lower(), word[0].lower()), title)
    if _COUNT.match(lowered):
        return lowered
    first = next(place for place, letter in enumerate(lowered) if letter.isalpha())
    return lowered[:first] + lowered[first].upper() + lowered[first + 1 :]


def names_in(texts: Iterable[str]) -> dict[str, str]:
    """Words that running text always writes with a capital inside a sentence, by small letters."""
    spelled: Counter[str] = Counter()
    small: set[str] = set()
    for text in texts:
        if text.isupper():
            continue
        small.update(word for word in _SMALL.findall(text) if word.islower())
        spelled.update(word for word in _INSIDE.findall(text) if not word.islower())
    return {
        word.lower(): word
        for word, count in spelled.most_common()[::-1]
        if (count >= LEAST or word.isupper()) and word.lower() not in small
    }
