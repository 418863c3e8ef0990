"""The marks that begin a numbered or bulleted line."""

import re
from dataclasses import dataclass
from typing import Literal

from prevenio.kernel.text import fold

Kind = Literal["roman", "arabic", "code", "letter", "bullet"]

BULLETS = "•·▪▫◦●○■□◆➢➤►▶✓✔★"
_BULLET = re.compile(rf"^(?:[{BULLETS}]+|[-–—*](?=\s)|-(?=[^\W\d_]))\s*")
_CODE = re.compile(r"^((?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:\.\d{1,3}){1,3})[.)]?(?:\s+[–—:-])?\s+(?=\S)")
_LETTERED = re.compile(r"^([A-Z])\.?(\d{1,2}(?:\.\d{1,2})?)[.:)]?(?:\s+[–—:-])?\s+(?=[^\W\d_])")
_ARABIC = re.compile(r"^\(?(\d{1,3})[.)](?:\s+|(?=[^\W\d_]))")
# A number without a dot, as some contents lists and headings have it: "3 Oblasti".
_BARE = re.compile(r"^(\d{1,2})\s+(?=[A-ZĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽ][^\W\d][^\d]{1,90}$)")
_ROMAN = re.compile(r"^([IVXLC]{1,7})[.)](?:\s+[–—:-])?\s*(?=\S)")
_LETTER = re.compile(r"^\(?([a-z])\)\s*|^([A-H])[.)]\s+(?=\S)")
_DATE = re.compile(
    r"^\d{1,2}\.\s*(?:\d{1,2}\.\s*(?:\d{4}|\d\d\b)|(?:styczn|lut|marc|kwie|maj|czerw|lip|sierp"
    r"|wrze|pazdz|listop|grud"
    r"|led|unor|brez|dub|kvet|cerv|srp|zari|rij|prosin)\w*\s+(?:\d{4}|r\b))"
)
_BARE_START = re.compile(r"^\d{1,2}\s")
# A higher one is a letter that counts: A, B, C.
HIGHEST_ROMAN = 49
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SLASHED = re.compile(r"^\d+\s*[/]")


@dataclass(frozen=True, slots=True)
class Marker:
    """The mark of a line: its kind, its value as written, the text after, its place in the run.

    `closing` tells `3)` from `3.`: the two count different things.
    """

    kind: Kind
    value: str
    rest: str
    ordinal: int | None = None
    closing: str = "."


def marker_of(text: str) -> Marker | None:
    """The mark that the text begins with, if any. A date is no mark; `- 1)` is the number 1."""
    bullet = _BULLET.match(text)
    rest = text[bullet.end() :] if bullet else text
    numbered = _numbered(rest)
    if numbered or not bullet:
        return numbered
    return Marker("bullet", bullet.group().strip(), rest.strip())


def _numbered(text: str) -> Marker | None:
    if not text or _DATE.match(fold(text[:40])):
        return None
    if found := _CODE.match(text):
        value = found.group(1)
        return Marker("code", value, text[found.end() :].strip(), _last_number(value))
    if found := _LETTERED.match(text):
        value = f"{found.group(1)}.{found.group(2)}"
        return Marker("code", value, text[found.end() :].strip(), _last_number(value))
    if found := _ARABIC.match(text):
        value = found.group(1)
        closing = ")" if ")" in found.group() else "."
        return Marker("arabic", value, text[found.end() :].strip(), int(value), closing)
    if found := _BARE.match(text):
        return Marker("arabic", found.group(1), text[found.end() :].strip(), int(found.group(1)))
    if found := _ROMAN.match(text):
        value = found.group(1)
        ordinal = roman_number(value)
        if ordinal is not None and ordinal <= HIGHEST_ROMAN:
            return Marker("roman", value, text[found.end() :].strip(), ordinal)
    if found := _LETTER.match(text):
        value = found.group(1) or found.group(2)
        return Marker("letter", value, text[found.end() :].strip(), ord(value.lower()) - 96)
    return None


def is_bare_number(text: str) -> bool:
    """Whether a line's number stands without a dot, so that it may be a number in a sentence."""
    return bool(_BARE_START.match(text))


def _last_number(code: str) -> int:
    return int(code.rsplit(".", 1)[1])


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral that is written as the Romans' heirs write it, else None."""
    digits = [_ROMAN_DIGITS[char] for char in text if char in _ROMAN_DIGITS]
    if not digits or len(digits) != len(text):
        return None
    after = [*digits[1:], 0]
    value = sum(
        -digit if digit < following else digit
        for digit, following in zip(digits, after, strict=True)
    )
    return value if as_roman(value) == text else None


def as_roman(number: int) -> str:
    """The Roman numeral of a small number."""
    steps = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    written = ""
    for value, letters in steps:
        count, number = divmod(number, value)
        written += letters * count
    return written


_ORDINAL = re.compile(
    r"^(?:(?i:nr\.?|č\.|číslo)\s*|c\.\s*)?"
    r"((?:\d{1,3}|[IVXLC]{1,7}|[A-H])(?:\.\d{1,3}){0,3})(?![\w])[.):]?"
)


def ordinal_in(text: str) -> tuple[str, str] | None:
    """The number that stands at the beginning (`II`, `3`, `1.2`, `nr 4`) and the text after it."""
    found = _ORDINAL.match(text.strip())
    if not found:
        return None
    value = found.group(1)
    rest = text.strip()[found.end() :].lstrip(" –—:.-").strip()
    return value, rest
