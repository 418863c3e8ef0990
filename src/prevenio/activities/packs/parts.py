"""The small parts that packs and own kinds are made of, and what is right in them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

type Words = dict[str, str]

LANGUAGES = ("en", "pl", "cs")
LONGEST_WORDS = 200
MOST = 32_767
# Any year that is not a leap year: a season must have the same days every year.
_PLAIN_YEAR = 2001
_KEY = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_DAY = re.compile(r"\d\d-\d\d")


def only_known(row: Any, known: frozenset[str], *, needed: frozenset[str]) -> None:
    """Refuse a row that lacks something, or says what nobody reads. Raises ValueError."""
    if not isinstance(row, Mapping):
        raise ValueError("an object is needed")
    if missing := sorted(needed - row.keys()):
        raise ValueError(f"{', '.join(missing)} is missing")
    if unknown := sorted(row.keys() - known):
        raise ValueError(f"{', '.join(unknown)} means nothing here")


def checked_key(key: Any) -> str:
    """A key of small letters, digits, dots and hyphens. Raises ValueError."""
    if not isinstance(key, str) or len(key) > 40 or not _KEY.fullmatch(key):
        raise ValueError(f"key: {key!r} is no key; write small letters, digits, dots and hyphens")
    return key


def checked_words(name: str, words: Any) -> Words:
    """The same in each language of the house. Raises ValueError."""
    if not isinstance(words, dict) or set(words) != set(LANGUAGES):
        raise ValueError(f"{name}: words in {', '.join(LANGUAGES)} are needed, no others")
    for language, word in words.items():
        if not isinstance(word, str) or not word.strip() or word != word.strip():
            raise ValueError(f"{name}: {language}: a word without spaces around it is needed")
        if len(word) > LONGEST_WORDS:
            raise ValueError(f"{name}: {language}: more than {LONGEST_WORDS} characters")
    return words


def checked_number(name: str, number: Any, *, least: int = 1) -> int:
    """A whole number that fits its column. Raises ValueError."""
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= MOST:
        raise ValueError(f"{name}: a whole number from {least} to {MOST} is needed")
    return number


def checked_truth(name: str, truth: Any) -> bool:
    """True or false, and no number that passes for it. Raises ValueError."""
    if not isinstance(truth, bool):
        raise ValueError(f"{name}: true or false is needed")
    return truth


def checked_season(season: Any) -> tuple[str, str]:
    """First and last day as `11-01`, `03-31`; a season may run over the new year.

    Raises ValueError.
    """
    if season is None:
        return "", ""
    if not isinstance(season, list) or len(season) != 2:
        raise ValueError('season: two days are needed, as "11-01" and "03-31"')
    first, last = season
    return _season_day(first), _season_day(last)


def _season_day(text: Any) -> str:
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError(f"season: {text!r} is not written as month and day, 11-01")
    try:
        date(_PLAIN_YEAR, int(text[:2]), int(text[3:]))
    except ValueError as fault:
        raise ValueError(f"season: {text} is not a day of every year") from fault
    return text
