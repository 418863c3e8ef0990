"""What is doubtful about boundaries of one kind beside each other: overlaps and gaps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from prevenio.places.importing.areas import areas_of, is_sliver, roughly, square_metres

# Two drawings of one border differ by some metres along its whole length.
SMALLEST_TOLD = 1_000.0
NARROWEST_TOLD = 2.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two shapes, by their positions, that cover the same ground; area in square metres."""

    first: int
    second: int
    area: float
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Gap:
    """Ground that no shape covers though others lie around it; area in square metres."""

    area: float
    shape: BaseGeometry
    within: str = ""

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude of a point in it."""
        inside = shapely.point_on_surface(self.shape)
        return float(inside.y), float(inside.x)


def overlaps(shapes: NDArray[Any]) -> list[Overlap]:
    """Pairs that overlap by more than slivers, the largest first; found through a tree."""
    if len(shapes) < 2:
        return []
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    # Neighbours only share a border; that is far quicker to ask than to cut them.
    deeper = ~shapely.touches(shapes[one], shapes[other])
    one, other = one[deeper], other[deeper]
    common = shapely.intersection(shapes[one], shapes[other])
    worth = np.flatnonzero(roughly(common) > SMALLEST_TOLD)
    found = [
        Overlap(int(one[at]), int(other[at]), square_metres(cut), cut)
        for at in worth
        if (cut := _without_slivers(common[at])) is not None
    ]
    return sorted(found, key=lambda pair: -pair.area)


def holes(shapes: NDArray[Any]) -> list[Gap]:
    """Holes in what the shapes cover together, the largest first."""
    if not len(shapes):
        return []
    together = shapely.get_parts(shapely.union_all(shapes))
    rings = [ring for one in together for ring in one.interiors]
    return sorted(_gaps((shapely.Polygon(one) for one in rings), ""), key=lambda gap: -gap.area)


def uncovered(
    shapes: NDArray[Any], owners: Iterable[int], grounds: Mapping[int, tuple[str, BaseGeometry]]
) -> list[Gap]:
    """What no shape covers of each ground that one of them belongs to, the largest first.

    `grounds` are names and shapes by id; `owners` names the grounds that are meant.
    """
    found: list[Gap] = []
    tree = shapely.STRtree(shapes)
    for owner in sorted(set(owners) & set(grounds)):
        name, ground = grounds[owner]
        near = shapes[tree.query(ground, predicate="intersects")]
        left = shapely.difference(ground, shapely.union_all(near))
        found.extend(_gaps(shapely.get_parts(areas_of(left)), name))
    return sorted(found, key=lambda gap: -gap.area)


def _gaps(shapes: Any, within: str) -> Iterator[Gap]:
    for shape in shapes:
        area = square_metres(shape)
        if area > SMALLEST_TOLD and not is_sliver(shape, NARROWEST_TOLD):
            yield Gap(area, shape, within)


def _without_slivers(shape: BaseGeometry) -> BaseGeometry | None:
    parts = [
        one
        for one in shapely.get_parts(areas_of(shape))
        if not one.is_empty and not is_sliver(one, NARROWEST_TOLD)
    ]
    left = shapely.multipolygons(parts) if parts else None
    return left if left is not None and square_metres(left) > SMALLEST_TOLD else None


def middles(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """A point inside each shape: columns of longitude and latitude."""
    return np.asarray(shapely.get_coordinates(shapely.point_on_surface(shapes)), dtype=np.float64)
