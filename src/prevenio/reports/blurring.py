"""Where residents see a report: the middle of a square that holds enough addresses.

The squares lie still: all reports of one square show at one point, so that many reports of one
person give away no more than one does (cloaking by a grid, as Gruteser and Grunwald describe it in
"Anonymous usage of location-based services", 2003). Where a square holds fewer addresses than the
smallest number, it grows until it holds enough.
"""

from dataclasses import dataclass
from math import cos, floor, radians

METRES_PER_DEGREE = 111_320.0
# The widths that a square may grow to.
WIDTHS = (20, 50, 100, 250, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Square:
    """A square of the grid in WGS84 degrees; `width` in metres."""

    south: float
    west: float
    north: float
    east: float
    width: int

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return round((self.south + self.north) / 2, 6), round((self.west + self.east) / 2, 6)


def square_of(latitude: float, longitude: float, width: int) -> Square:
    """The square of a grid of so many metres that a point lies in."""
    high = width / METRES_PER_DEGREE
    row = floor(latitude / high)
    south = row * high
    # Everything in one row of squares is measured alike, so that neighbours fit together.
    wide = high / max(cos(radians(min(abs(south), abs(south + high)))), 0.01)
    west = floor(longitude / wide) * wide
    return Square(south, west, south + high, west + wide, width)


def wider(width: int) -> int | None:
    """The next width after one; None after the widest."""
    return next((one for one in WIDTHS if one > width), None)
