"""Whom residents of a country tell of a danger: numbers and pages of its services, as data."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from prevenio.places.wording import said

_FOLDER = Path(__file__).resolve().parent / "packs"


@dataclass(frozen=True, slots=True)
class Way:
    """A service: its name and what it is for in the reader's language, and how to reach it."""

    key: str
    icon: str
    name: str
    note: str
    number: str
    address: str


class _Row(TypedDict, total=False):
    key: str
    icon: str
    number: str
    address: str
    names: dict[str, str]
    notes: dict[str, str]


def ways_to_report(country: str) -> Sequence[Way]:
    """The services of a country (ISO 3166 code, `PL`); none where nothing is known of it."""
    return [
        Way(
            key=row["key"],
            icon=row["icon"],
            name=said(row["names"]),
            note=said(row["notes"]),
            number=row.get("number", ""),
            address=row.get("address", ""),
        )
        for row in _pack_of(country)
    ]


def pages_of_services(country: str) -> Sequence[Way]:
    """Those that have pages of their own, to which plain links lead."""
    return [one for one in ways_to_report(country) if one.address]


@cache
def _pack_of(country: str) -> tuple[_Row, ...]:
    path = _FOLDER / f"{country.lower()}.json"
    return tuple(json.loads(path.read_text("utf-8"))) if path.exists() else ()
