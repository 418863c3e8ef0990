"""Passports and known breaks of a country, as data."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def passports_of(country: str) -> tuple[dict[str, Any], ...]:
    """The passports that authorities of a country begin with; none where there is no pack."""
    path = _HERE / f"{country.lower()}.json"
    return tuple(json.loads(path.read_text("utf-8"))["indicators"]) if path.exists() else ()


@cache
def known_breaks(source: str) -> tuple[dict[str, str], ...]:
    """Breaks of an official source that are known from its law, with the series they concern."""
    every = json.loads((_HERE / "breaks.json").read_text("utf-8"))
    return tuple(one for one in every if one["source"] == source)
