"""Dates as programmes write them: "18 marca 2021 r.", "12. 9. 2022", "červen 2011"."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from prevenio.kernel.text import fold_in_place
from prevenio.programme.importing.vocabulary import Vocabulary

Precision = Literal["day", "month", "year"]

_NUMBERS = re.compile(r"\b(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*((?:19|20)\d\d)\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_WORDS = re.compile(r"\b(\d{1,2})\.?\s+([a-z]{3,})\s+((?:19|20)\d\d)\b")
_MONTH = re.compile(r"\b([a-z]{3,})\s+((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, how exact it is, and where it stands."""

    date: date
    precision: Precision
    start: int
    end: int


def date_in(text: str, words: Vocabulary, *, days_only: bool = False) -> FoundDate | None:
    """The first date that the text names."""
    plain = _folded_in_place(text)
    found = [each for each in (_iso(plain), _numbers(plain), _with_month(plain, words)) if each]
    if not found and not days_only:
        month = _month_only(plain, words)
        found = [month] if month else []
    return min(found, key=lambda each: each.start, default=None)


def _folded_in_place(text: str) -> str:
    """Folded text of the same length, so that positions hold."""
    return fold_in_place(text)


def _made(
    year: str, month: int, day: str, found: re.Match[str], precision: Precision
) -> FoundDate | None:
    try:
        return FoundDate(date(int(year), month, int(day)), precision, found.start(), found.end())
    except ValueError:
        return None


def _iso(plain: str) -> FoundDate | None:
    found = _ISO.search(plain)
    return _made(found[1], int(found[2]), found[3], found, "day") if found else None


def _numbers(plain: str) -> FoundDate | None:
    found = _NUMBERS.search(plain)
    return _made(found[3], int(found[2]), found[1], found, "day") if found else None


def _with_month(plain: str, words: Vocabulary) -> FoundDate | None:
    for found in _WORDS.finditer(plain):
        month = month_of(found[2], words)
        if month:
            return _made(found[3], month, found[1], found, "day")
    return None


def _month_only(plain: str, words: Vocabulary) -> FoundDate | None:
    for found in _MONTH.finditer(plain):
        month = month_of(found[1], words)
        if month:
            return _made(found[2], month, "1", found, "month")
    return None


def month_of(word: str, words: Vocabulary) -> int | None:
    """The month whose name, in any case, the folded word is. The longest stem that fits decides."""
    fitting = [
        (len(stem), number)
        for stem, number in words.months.items()
        if (word == stem[:-1] if stem.endswith("$") else word.startswith(stem))
        and len(word) <= len(stem) + 4
    ]
    return max(fitting)[1] if fitting else None
