"""Areas and lengths on the ground of shapes in degrees."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

_EARTH = Geod(ellps="WGS84")
_METRES_PER_DEGREE = 111_320.0


def square_metres(shape: BaseGeometry) -> float:
    """The area on the ellipsoid."""
    return abs(float(_EARTH.geometry_area_perimeter(shapely.orient_polygons(shape))[0]))


def roughly(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """Areas in square metres good enough to sort out what is too small to tell."""
    box = shapely.bounds(shapes)
    middle = np.radians(np.nan_to_num((box[:, 1] + box[:, 3]) / 2))
    return np.asarray(shapely.area(shapes) * _METRES_PER_DEGREE**2 * np.cos(middle))


def is_sliver(shape: BaseGeometry, narrowest: float) -> bool:
    """Whether a shape is on average narrower than so many metres: two drawings of one line."""
    area, perimeter = _EARTH.geometry_area_perimeter(shapely.orient_polygons(shape))
    return perimeter == 0 or 2 * abs(area) / perimeter < narrowest


def is_same(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Whether two shapes differ by no more than rounding: two centimetres along the border."""
    if shapely.equals_exact(one, other, tolerance=2e-7):
        return True
    if shapely.hausdorff_distance(one, other) > 1e-3:
        return False
    between = shapely.symmetric_difference(one, other)
    _area, length = _EARTH.geometry_area_perimeter(shapely.orient_polygons(one))
    return square_metres(areas_of(between)) < 0.02 * length


def areas_of(shape: BaseGeometry) -> BaseGeometry:
    """Only the polygons of a shape, as one; an empty polygon where there are none."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    some = [one for one in parts if one.geom_type == "Polygon" and not one.is_empty]
    if not some:
        return shapely.Polygon()
    return some[0] if len(some) == 1 else shapely.multipolygons(some)
