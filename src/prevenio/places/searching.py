"""What people write when they look for an address, and which address they mean.

Plain values: no database. Words are compared folded (small letters, no diacritics); words that
only say what kind of thing it is (street, square, general) have one spelling each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.kernel.text import fold

MOST_LETTERS = 200
MOST_WORDS = 10
LONGEST_SEARCH_TEXT = 400

# One spelling for each kind of street and each title, whatever is written on the sign.
_ONE_SPELLING = {
    **dict.fromkeys(("ul", "ulica", "ulicy", "ulice", "ulici", "str", "street"), "ul"),
    **dict.fromkeys(("al", "aleja", "aleje", "alei", "alej", "avenue"), "al"),
    **dict.fromkeys(("os", "osiedle", "osiedlu", "osiedla"), "os"),
    **dict.fromkeys(("pl", "plac", "placu", "square"), "pl"),
    **dict.fromkeys(("nam", "namesti", "nm"), "nam"),
    **dict.fromkeys(("tr", "trida", "tride", "tridy"), "tr"),
    **dict.fromkeys(("nabr", "nab", "nabrezi"), "nabr"),
    **dict.fromkeys(("sidl", "sidliste", "sidlisti"), "sidl"),
    **dict.fromkeys(("gen", "general", "generala"), "gen"),
    **dict.fromkeys(("plk", "pulkownika", "plukovnika"), "plk"),
    **dict.fromkeys(("kpt", "kapitana"), "kpt"),
    **dict.fromkeys(("mjr", "majora"), "mjr"),
    **dict.fromkeys(("por", "porucznika", "porucika"), "por"),
    **dict.fromkeys(("ks", "ksiedza"), "ks"),
    **dict.fromkeys(("bp", "bpa", "biskupa"), "bp"),
    **dict.fromkeys(("sw", "swietego", "swietej", "swietych"), "sw"),
    **dict.fromkeys(("sv", "svateho", "svate", "svatych"), "sv"),
    **dict.fromkeys(("marsz", "marszalka", "marsalka"), "marsz"),
    **dict.fromkeys(("dr", "doktora"), "dr"),
    **dict.fromkeys(("prof", "profesora"), "prof"),
    **dict.fromkeys(("im", "imienia"), "im"),
}
SOFT = frozenset(_ONE_SPELLING.values())
# Words that say nothing of the place: numbers of flats are cut off with what follows them.
_IDLE = frozenset(("w", "we", "na", "v", "ve", "przy", "gm", "gmina", "obec", "nr", "cislo", "c"))
_IDLE_NUMBER = re.compile(
    r"\b(?:c\.?\s?p\.?|c\.?\s?e\.?(?:v\.?)?|c\.?\s?o\.?|cp|cev|nr\.?|numer|dom|no\.?)\s*(?=\d)"
)
_FLAT = re.compile(
    r"(?<=[\da-z])\s*(?:,\s*)?\b(?:m|lok|mieszk|mieszkanie|byt|kl|klatka)\b\.?\s*\d+\w*"
)
_POSTCODE = re.compile(r"\b\d{2}-\d{3}\b|(?<![\d/])\b\d{3} \d{2}\b(?!\s*[/\d])")
_NUMBER = re.compile(
    r"(?<!\w)\d{1,5}(?:\s?[a-z](?!\w))?(?:\s*[/-]\s*\d{1,5}(?:\s?[a-z](?!\w))?)?(?!\w)"
)
_WORD = re.compile(r"[^\W_]+")
_COORDINATE = r"([+-]?\d{1,3}(?:[.,]\d{1,12})?)\s*°?\s*"
_COORDINATES = re.compile(
    rf"\s*[NS]?\s*{_COORDINATE}[NS]?(?:\s*[,;]\s*|\s+)[EW]?\s*{_COORDINATE}[EW]?\s*",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """The words of a name or a question, folded, each kind of street and title in one spelling."""
    return [_ONE_SPELLING.get(word, word) for word in _WORD.findall(fold(text))]


def search_text_of(
    *, street: str = "", number: str = "", part: str = "", municipality: str = ""
) -> str:
    """What an address is found by: street, part and municipality, then the number.

    Without a number it is the beginning that all addresses of the street share.
    """
    named = [words_of(street), words_of(part), words_of(municipality)]
    if named[1] == named[2]:
        named[1] = []
    words = [word for name in named for word in name] + words_of(number)
    return " ".join(words)[:LONGEST_SEARCH_TEXT]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: words of names, numbers in the order written, or a point."""

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    point: tuple[float, float] | None = None

    @property
    def is_empty(self) -> bool:
        letters = sum(len(word) for word in self.words if not word.isdigit())
        return self.point is None and letters < 2


def understood(text: str) -> Asked:
    """What somebody asked for. Nothing that can be typed makes it fail."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text[:MOST_LETTERS]).split())
    if (point := point_of(clean)) is not None:
        return Asked(point=point)
    plain = _POSTCODE.sub(" ", _FLAT.sub(" ", _IDLE_NUMBER.sub(" ", fold(clean))))
    numbers = tuple(plain_number(found) for found in _NUMBER.findall(plain))
    words = tuple(w for w in words_of(_NUMBER.sub(" ", plain)) if w not in _IDLE)
    return Asked(words=words[:MOST_WORDS], numbers=numbers[:4])


def point_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of plain coordinates; the order is mended where it cannot be meant."""
    found = _COORDINATES.fullmatch(text)
    if found is None or not any(mark in text for mark in ".,"):
        return None
    first, second = (float(part.replace(",", ".")) for part in found.groups())
    if "." not in found[1] + found[2] and "," not in found[1] + found[2]:
        return None
    # Both countries lie between 12 and 25 degrees east, 48 and 55 north.
    if 12 <= first <= 25 and 48 <= second <= 55:
        first, second = second, first
    return (first, second) if abs(first) <= 90 and abs(second) <= 180 else None


def plain_number(number: str) -> str:
    """A house number as it is compared: 12 A and 12a are one."""
    return re.sub(r"[\s.]", "", fold(number))


def fit_of(asked: str, stored: str) -> float:
    """How well a stored house number answers the one asked for: 1 is the same, 0 is another.

    12/4 may be two numbers of one house (Czech), or house and flat (Polish).
    """
    stored = plain_number(stored)
    if asked == stored:
        return 1.0
    mine, theirs = re.split(r"[/-]", asked), re.split(r"[/-]", stored)
    if "-" in stored and _is_between(mine[0], theirs):
        return 0.95
    if len(mine) == 1 and len(theirs) > 1 and asked in theirs:
        return 0.92 if asked == theirs[0] else 0.9
    if len(mine) > 1 and mine[0] == stored:
        return 0.85
    if len(mine) > 1 and mine[-1] == stored:
        return 0.6
    if mine[0].rstrip("abcdefghijklmnopqrstuvwxyz") == stored:
        return 0.7
    return 0.0


def _is_between(number: str, ends: Sequence[str]) -> bool:
    whole = [int(end) for end in (number, *ends) if end.isdigit()]
    return len(whole) == 3 and whole[1] <= whole[0] <= whole[2]


def order_of(number: str) -> tuple[int, str]:
    """House numbers in the order in which they stand in the street."""
    plain = plain_number(number)
    digits = re.match(r"\d+", plain)
    return (int(digits[0]) if digits else 10**6, plain)
