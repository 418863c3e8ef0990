"""Shapes from lists of coordinates as GeoJSON writes them."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from prevenio.places.importing.values import Drawn

_LEAST_POINTS = 3
AREAS = frozenset({"Polygon", "MultiPolygon"})
KINDS = AREAS | {"Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection"}
NO_SHAPE = Drawn("")


class _CannotDraw(Exception):
    """A ring that makes no area; the argument names the trouble."""


def drawn(geometry: Mapping[str, Any]) -> Drawn:
    """A geometry object of GeoJSON as a shape; troubles are named, never raised."""
    kind = str(geometry.get("type"))
    if kind == "GeometryCollection":
        return _together(geometry.get("geometries"))
    if kind not in AREAS:
        return Drawn(kind)
    coordinates = geometry.get("coordinates")
    if coordinates == []:
        return Drawn(kind, None, ("empty",))
    try:
        return _areas(kind, [coordinates] if kind == "Polygon" else coordinates)
    except _CannotDraw as trouble:
        return Drawn(kind, None, (str(trouble),))


def _together(parts: object) -> Drawn:
    """The areas of a collection as one shape."""
    some = [one for one in parts if isinstance(one, Drawn)] if isinstance(parts, list) else []
    shapes = [one.shape for one in some if one.shape is not None]
    if not shapes:
        return Drawn("GeometryCollection")
    troubles = tuple(dict.fromkeys(trouble for one in some for trouble in one.troubles))
    return Drawn("MultiPolygon", _joined(shapes), troubles)


def _joined(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def _areas(kind: str, areas: object) -> Drawn:
    if not isinstance(areas, list):
        raise _CannotDraw("not_numbers")
    troubles: list[str] = []
    shapes = [_area(one, troubles) for one in areas if one != []]
    if not shapes:
        return Drawn(kind, None, ("empty",))
    return Drawn(kind, _joined(shapes), tuple(dict.fromkeys(troubles)))


def _area(rings: object, troubles: list[str]) -> BaseGeometry:
    if not isinstance(rings, list) or not rings:
        raise _CannotDraw("not_numbers")
    outer, *holes = [_ring(one, troubles) for one in rings]
    return shapely.polygons(outer, holes) if holes else shapely.polygons(outer)


def _ring(positions: object, troubles: list[str]) -> BaseGeometry:
    points = _points(positions, troubles)
    if not np.isfinite(points).all():
        raise _CannotDraw("not_finite")
    if not (points[0] == points[-1]).all():
        troubles.append("unclosed")
        points = np.vstack([points, points[:1]])
    if len(np.unique(points, axis=0)) < _LEAST_POINTS:
        raise _CannotDraw("too_few_points")
    return shapely.linearrings(points)


def _points(positions: object, troubles: list[str]) -> Any:
    """Two columns; heights are left out."""
    if not isinstance(positions, list) or not positions:
        raise _CannotDraw("too_few_points")
    try:
        if any(len(one) > 2 for one in positions):
            troubles.append("heights")
            positions = [one[:2] for one in positions]
        points = np.array(positions, dtype=np.float64)
    except (TypeError, ValueError, OverflowError, KeyError) as trouble:
        raise _CannotDraw("not_numbers") from trouble
    if points.ndim != 2 or points.shape[1] != 2:
        raise _CannotDraw("not_numbers")
    return points
