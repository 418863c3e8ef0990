"""Reading a country's pack of kinds."""

import json
from pathlib import Path
from typing import TypedDict

_FOLDER = Path(__file__).resolve().parent


class PackKind(TypedDict):
    """A kind of precincts as the pack gives it; words by language."""

    code: str
    icon: str
    is_expected: bool
    names: dict[str, str]
    roles: dict[str, str]
    purposes: dict[str, str]


def pack_of(country: str) -> list[PackKind]:
    """The kinds of a country (ISO 3166 code, `PL`), in the order in which people are shown."""
    file = _FOLDER / f"{country.lower()}.json"
    kinds: list[PackKind] = json.loads(file.read_text(encoding="utf-8"))
    return kinds
