"""Marking found words in text as it is written, diacritics and all."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from prevenio.kernel.text import fold
from prevenio.programme.queries.search import begins_a_word

LONGEST = 220


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text escaped, with `<mark>` around each word that begins like one of the folded words."""
    parts = []
    at = 0
    for first, last in _places(text, words):
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))


def excerpt(text: str, words: Sequence[str]) -> str:
    """At most some two lines of the text, with the first found word in them."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    places = _places(text, words)
    first = max(0, places[0][0] - LONGEST // 3) if places else 0
    first = text.rfind(" ", 0, first) + 1
    cut = text[first : first + LONGEST].rsplit(" ", 1)[0]
    before = "… " if first else ""
    after = " …" if first + len(cut) < len(text) else ""
    return f"{before}{cut}{after}"


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    folded, origin = _folded(text)
    found = [
        (origin[match.start()], origin[match.end() - 1] + 1)
        for word in words
        for match in begins_a_word(word).finditer(folded)
    ]
    apart: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if not apart or first >= apart[-1][1]:
            apart.append((first, last))
    return apart


def _folded(text: str) -> tuple[str, list[int]]:
    # One letter may fold into none or several: each folded letter remembers where it stood.
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        folded = fold(letter)
        letters.append(folded)
        origin += [place] * len(folded)
    return "".join(letters), origin
