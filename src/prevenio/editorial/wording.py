"""The words of a page as plain text: for the search, and for how long they take to read."""

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from django.utils.html import strip_tags

# Adults read some 200 words a minute in Polish and Czech.
WORDS_A_MINUTE = 200
_SPOKEN = frozenset(
    {"caption", "title", "text", "words", "who", "button", "label", "transcript", "value"}
)


def words_of(item: Any) -> Sequence[str]:
    """Title, introduction, caption and every text of the body."""
    parts = [item.title, item.intro, item.caption]
    for block in item.body:
        parts.extend(_texts_of(block.block.get_prep_value(block.value)))
    return [unescape(strip_tags(part)).strip() for part in parts if part]


def minutes_of(words: Sequence[str]) -> int:
    """Whole minutes of reading, at least one."""
    count = sum(len(part.split()) for part in words)
    return max(1, round(count / WORDS_A_MINUTE))


def _texts_of(value: Any, name: str = "value") -> Iterator[str]:
    match value:
        case str() if name in _SPOKEN:
            # Tags part words that would otherwise grow together.
            yield value.replace("<", " <")
        case dict():
            for key, inner in value.items():
                yield from _texts_of(inner, "value" if key in _NESTED else key)
        case list():
            for inner in value:
                yield from _texts_of(inner, name)


_NESTED = frozenset({"rows", "values"})
