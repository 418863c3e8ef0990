"""Bringing coordinates into WGS84 degrees, longitude first, whatever order the file has them in."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.exceptions import ProjError

from prevenio.places.importing import refusals
from prevenio.places.importing.countries import USED_THERE, Box, box_of

Floats = NDArray[np.float64]
DEGREES = "EPSG:4326"
_EPSG = re.compile(r"(?:epsg|opengis)\D.*?(\d{4,6})$", re.IGNORECASE)
_CRS84 = re.compile(r"(?:^|\W)CRS:?84$", re.IGNORECASE)
_WORDS = {
    "5514": re.compile(r"krovak.*east.*north|^5514$|102067", re.IGNORECASE),
    "5513": re.compile(r"krovak", re.IGNORECASE),
    "2180": re.compile(r"1992|cs92|^2180$", re.IGNORECASE),
    "4326": re.compile(r"wgs.?(?:19)?84$|^4326$", re.IGNORECASE),
}
# How a pair may be meant. Old Czech files hold positive numbers, southward and westward.
_WAYS: dict[str, Callable[[Floats, Floats], tuple[Floats, Floats]]] = {
    "as_written": lambda x, y: (x, y),
    "swapped": lambda x, y: (y, x),
    "negated": lambda x, y: (-x, -y),
    "swapped_negated": lambda x, y: (-y, -x),
}
_ENOUGH_INSIDE = 0.99


@dataclass(frozen=True, slots=True)
class Placing:
    """In which coordinates a file was read, and which way round; `crs` is as EPSG:NNNN."""

    crs: str
    way: str = "as_written"

    def __call__(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes."""
        return _degrees(self.crs, *_WAYS[self.way](x, y))


def known_crs(said: str) -> str:
    """What a file or a person calls its coordinates, as EPSG:NNNN. Raises CoordinatesUnknown."""
    said = said.strip()
    if _CRS84.search(said):
        return DEGREES
    if (found := _EPSG.search(said)) and _transformer(f"EPSG:{int(found[1])}") is not None:
        return f"EPSG:{int(found[1])}"
    for number, words in _WORDS.items():
        if words.search(said):
            return f"EPSG:{number}"
    raise refusals.CoordinatesUnknown(crs=said[:60])


def placing_of(x: Floats, y: Floats, *, crs: str, country: str, near: Box | None = None) -> Placing:
    """How to read a column of coordinates so that they lie in the country.

    `crs` is what is declared, or empty; `near` is where the authority is known to lie: it decides
    where two ways would both lie in the country. Raises CoordinatesNotSaid or NotInTheCountry.
    """
    if not crs and (np.abs(x).max() > 180 or np.abs(y).max() > 180):
        raise _not_said(x, y, country)
    crs = known_crs(crs) if crs else DEGREES
    fitting = list(_fitting(x, y, crs, country))
    if not fitting:
        longitude, latitude = Placing(crs)(x[:1], y[:1])
        raise refusals.NotInTheCountry(
            crs=crs, latitude=_said(latitude[0]), longitude=_said(longitude[0])
        )
    close = [one for one in fitting if near is None or _share_inside(*one(x, y), near) > 0.5]
    return (close or fitting)[0]


def _fitting(x: Floats, y: Floats, crs: str, country: str) -> Iterator[Placing]:
    some = _sample(len(x))
    for way in _WAYS:
        placing = Placing(crs, way)
        if _share_inside(*placing(x[some], y[some]), box_of(country)) >= _ENOUGH_INSIDE:
            yield placing


def _sample(count: int) -> Any:
    """A few thousand of them, spread over the file."""
    return np.arange(0, count, max(count // 2_000, 1))


def _share_inside(longitudes: Floats, latitudes: Floats, box: Box) -> float:
    inside = (longitudes >= box.west) & (longitudes <= box.east)
    inside &= (latitudes >= box.south) & (latitudes <= box.north)
    return float(inside.mean()) if len(inside) else 0.0


def _not_said(x: Floats, y: Floats, country: str) -> refusals.UnreadablePlaces:
    tried: Sequence[int] = USED_THERE.get(country, (3857,))
    fitting = [one for one in tried if any(_fitting(x, y, f"EPSG:{one}", country))]
    named = ", ".join(f"EPSG:{one}" for one in fitting)
    return refusals.CoordinatesNotSaid(first=f"{_said(x[0])}, {_said(y[0])}", fitting=named or "–")


def _said(number: float) -> str:
    return f"{number:.6g}" if np.isfinite(number) else "–"


def _degrees(crs: str, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    if crs == DEGREES:
        return x, y
    transformer = _transformer(crs)
    assert transformer is not None
    return transformer.transform(x, y)


@lru_cache(maxsize=32)
def _transformer(crs: str) -> Transformer | None:
    try:
        return Transformer.from_crs(crs, DEGREES, always_xy=True)
    except ProjError:
        return None
