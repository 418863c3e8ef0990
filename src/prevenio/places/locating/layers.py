"""One set of shapes over the ground, and which of them a point lies in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from prevenio.places.locating.grids import MIXED, Grid, grid_over

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
OUTSIDE = -1
# Below this the grid costs more than it saves.
WORTH_A_GRID = 20_000


@dataclass(frozen=True)
class Layer:
    """Shapes in the order of their codes, each with the id of what it bounds.

    A point belongs to every shape whose inside or border it touches; among several it is given to
    the one with the lowest code. So a point on a border that two share always gets the same answer.
    """

    ids: Places
    codes: Sequence[str]
    shapes: NDArray[Any]

    def __post_init__(self) -> None:
        """Let GEOS build now what it would build at the first use: threads must not race for it."""
        if len(self.shapes):
            self._tree.query(self.shapes[0])
            inside = shapely.point_on_surface(self.shapes)
            shapely.intersects_xy(self._prepared, shapely.get_x(inside), shapely.get_y(inside))

    def code_of(self, place_id: int) -> str:
        """The code of one of the places, by its id."""
        return self._codes[place_id]

    @cached_property
    def _codes(self) -> Mapping[int, str]:
        return dict(zip(self.ids.tolist(), self.codes, strict=True))

    @cached_property
    def _prepared(self) -> NDArray[Any]:
        """Copies that answer quickly whether they hold a point, and nothing else.

        Two threads that ask one prepared shape about another shape end the process, so that what
        others are given, `shapes`, is never prepared.
        """
        copies: NDArray[Any] = shapely.from_wkb(shapely.to_wkb(self.shapes))
        shapely.prepare(copies)
        return copies

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    def locate(self, latitude: float, longitude: float) -> int:
        """The id of what lies at a point (WGS84 degrees), or OUTSIDE."""
        near = self._tree.query(shapely.Point(longitude, latitude))
        if not len(near):
            return OUTSIDE
        hit = near[shapely.intersects_xy(self._prepared[near], longitude, latitude)]
        return int(self.ids[hit.min()]) if len(hit) else OUTSIDE

    def locate_many(self, latitudes: Floats, longitudes: Floats) -> Places:
        """For each point the id of what lies there, or OUTSIDE; in the order of the points."""
        found = self.positions(latitudes, longitudes)
        if not len(self.ids):
            return found
        return np.where(found >= 0, self.ids[found], OUTSIDE)

    def positions(self, latitudes: Floats, longitudes: Floats) -> Places:
        """As `locate_many`, but with the position among the shapes instead of the id."""
        if not len(self.shapes):
            return np.full(len(latitudes), OUTSIDE, dtype=np.int64)
        if len(latitudes) < WORTH_A_GRID:
            return self._exact(latitudes, longitudes)
        answers = self._grid.look_up(latitudes, longitudes)
        open_points = np.flatnonzero(answers == MIXED)
        answers[open_points] = self._exact(latitudes[open_points], longitudes[open_points])
        return answers

    @cached_property
    def _grid(self) -> Grid:
        return grid_over(self.shapes, self._exact)

    def _exact(self, latitudes: Floats, longitudes: Floats) -> Places:
        answers = np.full(len(latitudes), OUTSIDE, dtype=np.int64)
        points, near = self._tree.query(shapely.points(longitudes, latitudes))
        # By shape, so that one prepared shape answers for all of its points in one go.
        order = np.argsort(near, kind="stable")
        points, near = points[order], near[order]
        hit = shapely.intersects_xy(self._prepared[near], longitudes[points], latitudes[points])
        points, near = points[hit], near[hit]
        # From the last to the first: what is written last, the lowest, stays.
        answers[points[::-1]] = near[::-1]
        return answers
