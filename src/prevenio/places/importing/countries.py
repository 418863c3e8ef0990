"""Where countries lie, and in which coordinates their offices draw."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A box in WGS84 degrees."""

    west: float
    south: float
    east: float
    north: float

    def wider(self, degrees: float) -> "Box":
        return Box(
            self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees
        )


EARTH = Box(-180, -90, 180, 90)
COUNTRIES: Mapping[str, Box] = {
    "PL": Box(14.0, 48.9, 24.3, 55.0),
    "CZ": Box(12.0, 48.5, 18.95, 51.1),
}
# National systems first, then the zones that cover the country, then the web's own.
USED_THERE: Mapping[str, tuple[int, ...]] = {
    "PL": (2180, 2176, 2177, 2178, 2179, 3857, 3034, 3035),
    "CZ": (5514, 32633, 25833, 3857, 3034, 3035),
}


def box_of(country: str) -> Box:
    return COUNTRIES.get(country, EARTH)
