"""How far two points of the ground are apart, and which of many are near."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from math import asin, cos, degrees, radians, sin, sqrt

# Mean radius of the Earth (IUGG), metres.
_EARTH = 6_371_008.8


def metres_between(one: tuple[float, float], two: tuple[float, float]) -> float:
    """The great-circle distance of two points given as latitude and longitude in degrees.

    By the haversine formula, which keeps its digits where points are close.
    """
    (north, east), (other_north, other_east) = (map(radians, point) for point in (one, two))
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))


class Points:
    """Named points, kept by latitude so that those near a place are found without asking all."""

    def __init__(self, points: Iterable[tuple[float, float, int]]) -> None:
        self._points = sorted(points)
        self._latitudes = [latitude for latitude, _longitude, _name in self._points]

    def near(self, place: tuple[float, float], radius: float) -> Iterator[int]:
        """The names of the points at most `radius` metres away."""
        # A hair more than the radius: rounding must not lose a point on the rim.
        reach = degrees(radius / _EARTH) * (1 + 1e-9) + 1e-9
        first = bisect_left(self._latitudes, place[0] - reach)
        last = bisect_right(self._latitudes, place[0] + reach)
        for latitude, longitude, name in self._points[first:last]:
            if metres_between(place, (latitude, longitude)) <= radius:
                yield name
