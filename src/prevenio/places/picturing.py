"""A small picture of outlines, as paths of SVG."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

WIDTH = 640
TALLEST = 640
MOST_LETTERS = 150_000
# How far a line may be from the true one, in units of the picture: coarser where there is much.
_COARSER = (0.7, 1.5, 3.0)


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
    for tolerance in _COARSER:
        paths = {
            name: _path(shapes, (west, north), (wide * scale, scale), tolerance)
            for name, shapes in layers.items()
        }
        if sum(len(one) for one in paths.values()) <= MOST_LETTERS:
            break
    else:
        return {}
    size = (round((east - west) * wide * scale), round((north - south) * scale))
    return {"width": size[0], "height": size[1], "paths": paths}


def _path(
    shapes: NDArray[Any], corner: tuple[float, float], scales: tuple[float, float], coarse: float
) -> str:
    if not len(shapes):
        return ""
    across, down = scales
    points = shapely.get_coordinates(shapes)
    moved = (points - corner) * (across, -down)
    drawn = shapely.simplify(shapely.set_coordinates(shapes.copy(), moved), coarse)
    return "".join(_ring(one) for one in shapely.get_rings(shapely.get_parts(drawn)))


def _ring(ring: Any) -> str:
    points = np.round(shapely.get_coordinates(ring), 1)[:-1]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"
