"""Where residents see a report, and from when: the middle of a square that holds enough homes.

The squares lie still: all reports of one square show at one point, so that many reports of one
person give away no more than one does (cloaking by a grid, as Gruteser and Grunwald describe it in
"Anonymous usage of location-based services", 2003). Where a square holds fewer homes than the
smallest number, it grows until it holds enough that would be shown in the very same one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from math import cos, floor, radians
from zoneinfo import ZoneInfo

METRES_PER_DEGREE = 111_320.0
# So many homes share the square that residents see; the address of one household is no place.
FEWEST_HOMES = 5
# The widths that a square may grow to.
WIDTHS = (20, 50, 100, 250, 500, 1000, 2000, 5000)
# Most are hidden among the homes up to here; only for the others more are asked for.
_NEAR = 500
# A house in the first of these squares stands alone where none of them hides it.
_AROUND_HOUSE = (50, 100, 250)

# From when on residents see what no square hides.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

type Point = tuple[float, float]
# Gives the points of the homes in a box.
type HomesIn = Callable[["Box"], Collection[Point]]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the ground in WGS84 degrees, all sides included."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        return self.south <= point[0] <= self.north and self.west <= point[1] <= self.east


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


def hiding_square(latitude: float, longitude: float, width: int, homes_in: HomesIn) -> Square:
    """The first square, from a width on, that hides which home a report came from.

    In a wider square only those homes count that no narrower one hides. Were all of them counted,
    a square that grew because of one lone house would point at it: the village beside it would
    have been shown in a narrower one, as everybody with a register of addresses can work out. So
    all homes that count would be shown in the very same square (the reciprocity of Kalnis and
    others, "Preventing location-based identity inference in anonymous spatial queries", 2007).

    A point beside homes, with none that counts, only needs a square with enough homes in it. Where
    nobody lives, or no homes are known, the first width does. Where too few are left for the widest
    square there is nobody to hide them among: it does not hide. Asks for homes twice at most.
    """
    point = latitude, longitude
    widths = _widths_from(width)
    near = _near(width)
    homes = homes_in(_box_for(point, near))
    if not any(_is_in_one(point, home, one) for one in near for home in homes):
        return square_of(*point, width)
    found = _first_hiding(point, homes, near)
    if found is None and near != widths:
        found = _first_hiding(point, homes_in(_box_for(point, widths)), widths)
    return replace(square_of(*point, found or widths[-1]), hides=found is not None)


def widest_box(latitude: float, longitude: float, width: int) -> Box:
    """All the ground that `hiding_square` may ask for, from a width on."""
    return _box_for((latitude, longitude), _widths_from(width))


def beside(latitude: float, longitude: float, width: int) -> Box:
    """Where no home lies in it, none is beside the point: `hiding_square` asks for no others."""
    squares = [square_of(latitude, longitude, one) for one in _near(width)]
    return Box(
        min(one.south for one in squares),
        min(one.west for one in squares),
        max(one.north for one in squares),
        max(one.east for one in squares),
    )


def stands_alone(latitude: float, longitude: float, homes_in: HomesIn) -> bool:
    """Whether a point lies at a house that no square of 250 metres hides. Asks for homes once."""
    point = latitude, longitude
    homes = homes_in(_box_for(point, _AROUND_HOUSE))
    here = sum(_is_in_one(point, home, _AROUND_HOUSE[0]) for home in homes)
    return here in (1, 2) and _first_hiding(point, homes, _AROUND_HOUSE) is None


def shown_from(received_at: datetime, delay_hours: int, zone: ZoneInfo) -> datetime:
    """The first midnight after the hours of a category, by the clock of a zone.

    By whole days: who looks at the map again and again would else learn when somebody reported.
    Without a delay a report is shown at once.
    """
    if not delay_hours:
        return received_at
    delayed = (received_at + timedelta(hours=delay_hours)).astimezone(zone)
    return datetime.combine(delayed.date() + timedelta(days=1), time(), zone)


def _widths_from(width: int) -> Sequence[int]:
    return [width, *(one for one in WIDTHS if one > width)]


def _near(width: int) -> Sequence[int]:
    return [one for one in _widths_from(width) if one <= max(width, _NEAR)]


def _first_hiding(point: Point, homes: Collection[Point], widths: Sequence[int]) -> int | None:
    """The first of the widths whose square hides a point; `homes` are those of `_box_for`."""
    left = homes
    for width in widths:
        squares: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for home in left:
            squares[_place_of(*home, width)].append(home)
        here = _place_of(*point, width)
        count = len(squares.get(here, ()))
        # None that counts: nobody is pointed at, where others live beside the point.
        others = 0 if count else sum(_place_of(*home, width) == here for home in homes)
        if max(count, others) >= FEWEST_HOMES:
            return width
        left = [home for some in squares.values() if len(some) < FEWEST_HOMES for home in some]
    return None


def _box_for(point: Point, widths: Sequence[int]) -> Box:
    """All that decides which homes count in the widest square: their own narrower squares too."""
    square = square_of(*point, widths[-1])
    high = sum(widths[:-1]) / METRES_PER_DEGREE
    wide = high / max(cos(radians(min(max(abs(square.south), abs(square.north)) + high, 90))), 0.01)
    return Box(square.south - high, square.west - wide, square.north + high, square.east + wide)


def _is_in_one(point: Point, other: Point, width: int) -> bool:
    """Whether two points lie in the same square."""
    return _place_of(*point, width) == _place_of(*other, width)


def _place_of(latitude: float, longitude: float, width: int) -> tuple[int, int]:
    """Row and column of the square that a point lies in."""
    high = width / METRES_PER_DEGREE
    row = floor(latitude / high)
    return row, floor(longitude / _wide(row, high))


def _wide(row: int, high: float) -> float:
    """Everything in one row of squares is measured alike, so that neighbours fit together."""
    south = row * high
    return high / max(cos(radians(min(abs(south), abs(south + high)))), 0.01)
