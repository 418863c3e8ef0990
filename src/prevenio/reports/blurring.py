"""Where residents see a report, and from when: the middle of a square that holds enough homes.

The squares lie still: all reports of one square show at one point, so that many reports of one
person give away no more than one does (cloaking by a grid, as Gruteser and Grunwald describe it in
"Anonymous usage of location-based services", 2003). Where a square holds fewer homes than the
smallest number, it grows until it holds enough that would be shown in the very same one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from math import cos, floor, radians
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from prevenio.places.locating import Homes, Points

METRES_PER_DEGREE = 111_320.0
# So many homes share the square that residents see; the address of one household is no place.
FEWEST_HOMES = 5
# The widths that a square may grow to.
WIDTHS = (20, 50, 100, 250, 500, 1000, 2000, 5000)
# Most are hidden among the homes up to here; only for the others more are looked at.
_NEAR = 500
# A house in the first of these squares stands alone where none of them hides it.
_AROUND_HOUSE = (50, 100, 250)

# From when on residents see what no square hides.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

# More than a row of the narrowest squares has.
_COLUMNS = 2**32

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Square:
    """A square of the grid in WGS84 degrees; `width` in metres.

    One that does not hide points at a home, or at the few.
    """

    south: float
    west: float
    north: float
    east: float
    width: int
    hides: bool = True

    @property
    def middle(self) -> Point:
        """Latitude and longitude."""
        return round((self.south + self.north) / 2, 6), round((self.west + self.east) / 2, 6)


def square_of(latitude: float, longitude: float, width: int) -> Square:
    """The square of a grid of so many metres that a point lies in."""
    high = width / METRES_PER_DEGREE
    row, column = _place_of(latitude, longitude, width)
    south, wide = row * high, _wide(row, high)
    west = column * wide
    return Square(south, west, south + high, west + wide, width)


def hiding_square(latitude: float, longitude: float, width: int, homes: Homes) -> Square:
    """The first square, from a width on, that hides which home a report came from.

    In a wider square only those homes count that no narrower one hides. Were all of them counted,
    a square that grew because of one lone house would point at it: the village beside it would
    have been shown in a narrower one, as everybody with a register of addresses can work out. So
    all homes that count would be shown in the very same square (the reciprocity of Kalnis and
    others, "Preventing location-based identity inference in anonymous spatial queries", 2007).

    A point beside homes, with none that counts, only needs a square with enough homes in it. Where
    nobody lives, or no homes are known, the first width does. Where too few are left for the widest
    square there is nobody to hide them among: it does not hide.
    """
    point = latitude, longitude
    widths = [width, *(one for one in WIDTHS if one > width)]
    near = [one for one in widths if one <= max(width, _NEAR)]
    around = _around(homes, point, near)
    if not any(_are_in(point, around, one).any() for one in near):
        return square_of(*point, width)
    found = _first_hiding(point, around, near)
    if found is None and near != widths:
        found = _first_hiding(point, _around(homes, point, widths), widths)
    return replace(square_of(*point, found or widths[-1]), hides=found is not None)


def stands_alone(latitude: float, longitude: float, homes: Homes) -> bool:
    """Whether a point lies at a house that no square of 250 metres hides."""
    point = latitude, longitude
    around = _around(homes, point, _AROUND_HOUSE)
    here = np.count_nonzero(_are_in(point, around, _AROUND_HOUSE[0]))
    return here in (1, 2) and _first_hiding(point, around, _AROUND_HOUSE) is None


def shown_from(received_at: datetime, delay_hours: int, zone: ZoneInfo) -> datetime:
    """The first midnight after the hours of a category, by the clock of a zone.

    By whole days: who looks at the map again and again would else learn when somebody reported.
    Without a delay a report is shown at once.
    """
    if not delay_hours:
        return received_at
    delayed = (received_at + timedelta(hours=delay_hours)).astimezone(zone)
    return datetime.combine(delayed.date() + timedelta(days=1), time(), zone)


def _first_hiding(point: Point, around: Points, widths: Sequence[int]) -> int | None:
    """The first of the widths whose square hides a point; the homes are those of `_around`."""
    left = around
    for width in widths:
        cells = _cells_of(left, width)
        _known, which, counts = np.unique(cells, return_inverse=True, return_counts=True)
        count = np.count_nonzero(cells == _cell_of(point, width))
        # None that counts: nobody is pointed at, where others live beside the point.
        others = 0 if count else np.count_nonzero(_are_in(point, around, width))
        if max(count, others) >= FEWEST_HOMES:
            return width
        left = left[counts[which] < FEWEST_HOMES]
    return None


def _around(homes: Homes, point: Point, widths: Sequence[int]) -> Points:
    """All that decides which homes count in the widest square: their own narrower squares too."""
    square = square_of(*point, widths[-1])
    high = sum(widths[:-1]) / METRES_PER_DEGREE
    wide = high / max(cos(radians(min(max(abs(square.south), abs(square.north)) + high, 90))), 0.01)
    return homes.inside(
        south=square.south - high,
        west=square.west - wide,
        north=square.north + high,
        east=square.east + wide,
    )


def _are_in(point: Point, others: Points, width: int) -> NDArray[np.bool]:
    """Which of the others lie in the square of a point."""
    return np.equal(_cells_of(others, width), _cell_of(point, width))


def _cell_of(point: Point, width: int) -> int:
    return int(_cells_of(np.array([point]), width)[0])


def _cells_of(points: Points, width: int) -> NDArray[np.int64]:
    """A number for the square that each of the points lies in."""
    high = width / METRES_PER_DEGREE
    rows = _floored(points[:, 0] / high)
    known, which = np.unique(rows, return_inverse=True)
    wide = np.array([_wide(row, high) for row in known.tolist()])[which]
    return np.add(rows * _COLUMNS, _floored(points[:, 1] / wide))


def _floored(numbers: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.floor(numbers).astype(np.int64)


def _place_of(latitude: float, longitude: float, width: int) -> tuple[int, int]:
    """Row and column of the square that a point lies in."""
    high = width / METRES_PER_DEGREE
    row = floor(latitude / high)
    return row, floor(longitude / _wide(row, high))


def _wide(row: int, high: float) -> float:
    """Everything in one row of squares is measured alike, so that neighbours fit together."""
    south = row * high
    return high / max(cos(radians(min(abs(south), abs(south + high)))), 0.01)
