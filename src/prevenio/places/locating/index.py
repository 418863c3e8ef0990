"""The boundaries of one authority on the days on which they do not change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import shapely

from prevenio.places.locating.layers import OUTSIDE, Floats, Layer, Places

# What stands for municipalities among the ids of kinds of precincts.
MUNICIPALITIES = 0


@dataclass(frozen=True)
class PlacesIndex:
    """Layers by id of the kind of precinct (MUNICIPALITIES for the municipalities).

    `kinds` are the codes of the kinds by their ids, in the order in which they are named. It holds
    from `first_day` to `last_day`, both included; None is open.
    """

    authority_id: int
    version: int
    first_day: date | None
    last_day: date | None
    layers: Mapping[int, Layer]
    kinds: Mapping[int, str] = field(default_factory=dict)

    def holds_on(self, day: date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of everything that is drawn (WGS84); None of nothing."""
        drawn = [layer.shapes for layer in self.layers.values() if len(layer.shapes)]
        if not drawn:
            return None
        west, south, east, north = shapely.total_bounds(np.concatenate(drawn))
        return float(west), float(south), float(east), float(north)

    @property
    def first_kind(self) -> str:
        """The code of the first kind of precincts that is drawn; empty where none is."""
        return next(iter(self.kinds.values()), "")

    def locate(self, latitude: float, longitude: float) -> dict[int, int]:
        """The id of what lies at a point (WGS84 degrees), by layer; layers without one are out."""
        found = {kind: one.locate(latitude, longitude) for kind, one in self.layers.items()}
        return {kind: one for kind, one in found.items() if one != OUTSIDE}

    def locate_many(self, latitudes: Floats, longitudes: Floats) -> dict[int, Places]:
        """Columns of points in, a column of ids by layer out; OUTSIDE where nothing lies."""
        return {kind: one.locate_many(latitudes, longitudes) for kind, one in self.layers.items()}
