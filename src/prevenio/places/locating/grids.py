"""Cells over the ground that lie whole in one shape, or whole outside: no exact test needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Exact = Callable[[Floats, Floats], Places]
MIXED = -2
SIDE = 1024
# Rounding in the arithmetic of cells is far below this share of one.
_MARGIN = 1e-6


@dataclass(frozen=True, slots=True)
class Grid:
    """What lies in each of SIDE × SIDE cells: a shape, -1 for none, MIXED where a border runs."""

    west: float
    south: float
    per_degree_east: float
    per_degree_north: float
    cells: NDArray[np.int32]

    def look_up(self, latitudes: Floats, longitudes: Floats) -> Places:
        """The answer for each point; points outside the grid lie outside every shape."""
        columns = (longitudes - self.west) * self.per_degree_east
        rows = (latitudes - self.south) * self.per_degree_north
        inside = (columns >= 0) & (columns < SIDE) & (rows >= 0) & (rows < SIDE)
        # The outermost cells stand for everything beyond them; they touch no shape.
        at = np.where(inside, rows, 0).astype(np.intp)
        at *= SIDE
        at += np.where(inside, columns, 0).astype(np.intp)
        return self.cells[at].astype(np.int64)


def grid_over(shapes: NDArray[Any], exact: Exact) -> Grid:
    """Lay a grid over the shapes, with a rim of cells that touches none of them."""
    west, south, east, north = shapely.total_bounds(shapes)
    width, height = max(east - west, 1e-9), max(north - south, 1e-9)
    per_east, per_north = (SIDE - 4) / width, (SIDE - 4) / height
    grid = Grid(
        float(west - 2 / per_east),
        float(south - 2 / per_north),
        float(per_east),
        float(per_north),
        np.full(SIDE * SIDE, MIXED, dtype=np.int32),
    )
    clear = ~_crossed(shapes, grid)
    _fill(grid, clear, exact)
    return grid


def _crossed(shapes: NDArray[Any], grid: Grid) -> NDArray[np.bool_]:
    """Cells that a border may run through: those in the box of a piece of border under a cell."""
    crossed = np.zeros((SIDE, SIDE), dtype=bool)
    starts, ends = _pieces(shapes, grid)
    low = np.floor(np.minimum(starts, ends) - _MARGIN).astype(np.intp)
    high = np.floor(np.maximum(starts, ends) + _MARGIN).astype(np.intp)
    # A piece is shorter than a cell, so its box reaches into one neighbour at the most.
    for right in (False, True):
        for up in (False, True):
            columns = (high if right else low)[:, 0]
            rows = (high if up else low)[:, 1]
            crossed[rows, columns] = True
    return crossed


def _pieces(shapes: NDArray[Any], grid: Grid) -> tuple[Floats, Floats]:
    """Every border in cells, cut into pieces no longer than nine tenths of one."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    points = (points - (grid.west, grid.south)) * (grid.per_degree_east, grid.per_degree_north)
    together = ring_of[1:] == ring_of[:-1]
    starts, ends = points[:-1][together], points[1:][together]
    longest = np.abs(ends - starts).max(axis=1)
    counts = np.maximum(np.ceil(longest / 0.9), 1).astype(np.intp)
    edge = np.repeat(np.arange(len(starts)), counts)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = (step / counts[edge])[:, None]
    next_share = ((step + 1) / counts[edge])[:, None]
    along = ends[edge] - starts[edge]
    return starts[edge] + along * share, starts[edge] + along * next_share


def _fill(grid: Grid, clear: NDArray[np.bool_], exact: Exact) -> None:
    """Give every clear cell its answer; a run of clear cells in a row has one answer for all."""
    flat = clear.ravel()
    before = np.concatenate(([False], flat[:-1]))
    before[::SIDE] = False
    heads = np.flatnonzero(flat & ~before)
    rows, columns = np.divmod(heads, SIDE)
    answers = exact(
        grid.south + (rows + 0.5) / grid.per_degree_north,
        grid.west + (columns + 0.5) / grid.per_degree_east,
    )
    run_of = np.cumsum(flat & ~before) - 1
    grid.cells[flat] = answers[run_of[flat]]
