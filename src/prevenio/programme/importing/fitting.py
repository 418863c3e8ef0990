"""A document whose values a database can hold: no null characters, no numbers out of all reason."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from prevenio.programme.importing.document import ProgrammeDocument

YEARS = range(1900, 2201)
NUMBERS = range(32_768)
COUNTS = range(2_000_000_000)
LARGEST_AMOUNT = 10**13

RANGES = {
    "first_year": YEARS,
    "last_year": YEARS,
    "year": YEARS,
    "number": NUMBERS,
    "count": COUNTS,
}
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def fitted(document: ProgrammeDocument) -> ProgrammeDocument:
    """The document with null characters gone and impossible years, numbers and sums left out."""
    amounts = tuple(amount for amount in document.amounts if abs(amount.value) < LARGEST_AMOUNT)
    plain: ProgrammeDocument = _fitted(replace(document, amounts=amounts))
    return plain


def storable(text: str) -> str:
    """The text without null characters and halves of surrogate pairs, which no database takes."""
    return _UNSTORABLE.sub("", text)


def _fitted(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value in RANGES.get(name, (value,)) else None
    if isinstance(value, tuple):
        return tuple(_fitted(inner, name) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _fitted(getattr(value, field.name), field.name)
            for field in fields(value)
            if field.name not in {"lines", "unplaced", "torn_rows"}
        }
        return replace(value, **changed)
    return value
