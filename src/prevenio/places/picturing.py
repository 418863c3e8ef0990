"""A small picture of outlines, as paths of SVG."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

WIDTH = 640
TALLEST = 640
MOST_LETTERS = 150_000


def picture_of(layers: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """Paths by layer on a ground of WIDTH units; empty where there is nothing, or far too much.

    Degrees of longitude are drawn as wide as they are in the middle of the picture.
    """
    every = [one for shapes in layers.values() for one in shapes]
    if not every:
        return {}
    west, south, east, north = shapely.total_bounds(np.array(every, dtype=object))
    wide = np.cos(np.radians((south + north) / 2))
    scale = min(
        WIDTH / max((east - west) * wide, 1e-9),
        TALLEST / max(north - south, 1e-9),
    )
    paths = {
        name: _path(shapes, west, north, wide * scale, scale) for name, shapes in layers.items()
    }
    if sum(len(one) for one in paths.values()) > MOST_LETTERS:
        return {}
    size = (round((east - west) * wide * scale), round((north - south) * scale))
    return {"width": size[0], "height": size[1], "paths": paths}


def _path(shapes: NDArray[Any], west: float, north: float, across: float, down: float) -> str:
    if not len(shapes):
        return ""
    points = shapely.get_coordinates(shapes)
    moved = (points - (west, north)) * (across, -down)
    drawn = shapely.set_coordinates(shapes.copy(), moved)
    drawn = shapely.simplify(drawn, 0.7)
    return "".join(_ring(one) for one in shapely.get_rings(shapely.get_parts(drawn)))


def _ring(ring: Any) -> str:
    points = np.round(shapely.get_coordinates(ring), 1)[:-1]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"
