"""Which reports belong together: plain values, no database.

Reports of one category that lie near each other, or near one that is near, are one cluster (single
linkage). Points are sorted into squares first, so that the cost grows with the reports and not with
their pairs. A cluster that would spread too far is cut off there: a street is no place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, floor, hypot, radians

from prevenio.reports.blurring import METRES_PER_DEGREE

LINK = 60.0
FARTHEST = 150.0


@dataclass(frozen=True, slots=True)
class Point:
    """A report as the clusters know it.

    `voices` are the keys of those who say so by it, one for each voice; not named, it is its own.
    """

    pk: int
    latitude: float
    longitude: float
    person_key: str
    at: datetime
    voices: Sequence[str] | None = None

    @property
    def heard(self) -> Sequence[str]:
        return (self.person_key,) if self.voices is None else self.voices


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports that belong together, with their middle and how far they reach (metres)."""

    points: Sequence[Point]
    latitude: float
    longitude: float
    radius: int

    @property
    def people(self) -> int:
        """How many independent people say so."""
        return len({key for one in self.points for key in one.heard})

    @property
    def voices(self) -> int:
        """How many reports and confirmations say so."""
        return sum(len(one.heard) for one in self.points)


def clusters_of(points: Iterable[Point], *, fewest: int = 2) -> Sequence[Cluster]:
    """Clusters of at least so many reports, the largest first."""
    groups = (cluster_of(group) for group in _grouped(sorted(points, key=lambda one: one.pk)))
    return sorted(
        (one for one in groups if len(one.points) >= fewest),
        key=lambda one: (-len(one.points), one.points[0].pk),
    )


def cluster_of(points: Sequence[Point]) -> Cluster:
    """The middle of points and the distance of the farthest one. There must be one at least."""
    latitude = sum(one.latitude for one in points) / len(points)
    longitude = sum(one.longitude for one in points) / len(points)
    reach = max(_metres(one, latitude, longitude) for one in points)
    return Cluster(points, latitude, longitude, round(reach))


def _grouped(points: Sequence[Point]) -> Iterator[Sequence[Point]]:
    squares = _Squares(points)
    left = {one.pk: one for one in points}
    while left:
        first = next(iter(left.values()))
        group = []
        waiting = [left.pop(first.pk)]
        while waiting:
            one = waiting.pop()
            group.append(one)
            for other in squares.near(one):
                if other.pk in left and _between(first, other) <= FARTHEST:
                    waiting.append(left.pop(other.pk))
        yield group


class _Squares:
    """Points by squares at least `LINK` metres wide, so that near ones lie in touching squares."""

    def __init__(self, points: Sequence[Point]) -> None:
        farthest_north = max((abs(one.latitude) for one in points), default=0.0)
        # One measure for all: where a degree of longitude is longer, squares are wider.
        self._wide = max(cos(radians(farthest_north)), 0.01)
        self._kept: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for one in points:
            self._kept[self._square(one)].append(one)

    def near(self, point: Point) -> Iterator[Point]:
        row, column = self._square(point)
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                for other in self._kept.get((row + down, column + right), ()):
                    if _between(point, other) <= LINK:
                        yield other

    def _square(self, point: Point) -> tuple[int, int]:
        scale = METRES_PER_DEGREE / LINK
        return floor(point.latitude * scale), floor(point.longitude * scale * self._wide)


def _between(one: Point, other: Point) -> float:
    return _metres(one, other.latitude, other.longitude)


def _metres(one: Point, latitude: float, longitude: float) -> float:
    """On the flat: right to a centimetre over some hundred metres."""
    east = (one.longitude - longitude) * cos(radians(latitude))
    return hypot(one.latitude - latitude, east) * METRES_PER_DEGREE
