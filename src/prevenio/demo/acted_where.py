"""Where the activities of the samples take place; the places and their points are invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from prevenio.places.models import Municipality

# Places stand around a middle, a few hundred metres from each other.
STEP = Decimal("0.003")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in words and as a point (WGS84), and the town where a region has several."""

    place: str
    town: Municipality | None
    latitude: Decimal
    longitude: Decimal


def where_of(
    pattern: Mapping[str, Any],
    turn: int,
    *,
    words: Mapping[str, Any],
    towns: Mapping[str, Municipality],
) -> Where:
    """The place whose turn it is; the same for every installation."""
    names: Sequence[str] = pattern.get("towns", ())
    town = towns[names[turn % len(names)]] if names else None
    places: Sequence[str] = words["places"][pattern["places"]]
    place = places[turn * 3 % len(places)]
    if town is not None:
        place = place.format(town=town.name)
    return Where(place, town, *_point(place, _middle(town, words)))


def _middle(town: Municipality | None, words: Mapping[str, Any]) -> Sequence[float]:
    if town is None or town.latitude is None or town.longitude is None:
        middle: Sequence[float] = words["middle"]
        return middle
    return town.latitude, town.longitude


def _point(place: str, middle: Sequence[float]) -> tuple[Decimal, Decimal]:
    """The same place is always there."""
    seed = sum(map(ord, place))
    north, east = (Decimal(str(one)) for one in middle)
    return north + (seed % 7 - 3) * STEP, east + (seed % 11 - 5) * STEP
