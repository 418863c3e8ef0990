"""A boundary as somebody drew or pasted it: read, mended, and compared with its neighbours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from prevenio.kernel.errors import Refused
from prevenio.places.importing.areas import areas_of, square_metres
from prevenio.places.importing.geojson import read_geojson
from prevenio.places.importing.looking import overlaps
from prevenio.places.importing.refusals import UnreadablePlaces

# A centimetre or two: finer numbers only make the text long.
DECIMALS = 7
_SMALLEST = 100.0


class NothingDrawn(Refused):
    message = _("Nothing is drawn. Draw an area on the map, or paste GeoJSON of one.")


class NoAreaDrawn(Refused):
    message = _("What is drawn has no area of its own. Draw a closed line around the ground.")


class OffTheEarth(Refused):
    message = _(
        "The coordinates are no degrees of longitude and latitude. Export the shape in WGS84 "
        "(EPSG:4326)."
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A polygon or multipolygon in WGS84 degrees, and whether lines that cross were mended."""

    shape: BaseGeometry
    was_mended: bool


def read_drawing(text: str) -> Drawing:
    """The areas of GeoJSON as one shape.

    Raises UnreadablePlaces, NothingDrawn, NoAreaDrawn or OffTheEarth.
    """
    if not text.strip():
        raise NothingDrawn
    features = read_geojson(text.encode()).features
    shapes = [one.drawn.shape for one in features if one.drawn.shape is not None]
    if not shapes:
        raise NoAreaDrawn
    if not all(_is_on_earth(one) for one in shapes):
        raise OffTheEarth
    mended = [
        one if one.is_valid else shapely.make_valid(one, method="structure") for one in shapes
    ]
    whole = areas_of(shapely.union_all([areas_of(one) for one in mended]))
    if whole.is_empty or square_metres(whole) < _SMALLEST:
        raise NoAreaDrawn
    return Drawing(shapely.normalize(whole), not all(one.is_valid for one in shapes))


def overlapping(shape: BaseGeometry, neighbours: Iterable[tuple[str, BaseGeometry]]) -> list[str]:
    """The names of the neighbours that a shape covers by more than slivers, most first."""
    known = list(neighbours)
    every = np.array([shape, *(one for _name, one in known)], dtype=object)
    found = [one for one in overlaps(every) if 0 in (one.first, one.second)]
    return [known[max(one.first, one.second) - 1][0] for one in found]


def as_geojson(shape: BaseGeometry) -> dict[str, Any]:
    """A shape as a geometry object of GeoJSON with numbers as long as they are worth."""
    drawn: dict[str, Any] = shapely.geometry.mapping(shape)
    return {"type": drawn["type"], "coordinates": _rounded(drawn["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], float | int):
        return [round(float(number), DECIMALS) for number in coordinates[:2]]
    return [_rounded(one) for one in coordinates]


def _is_on_earth(shape: BaseGeometry) -> bool:
    west, south, east, north = shapely.bounds(shape)
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)


__all__ = ["Drawing", "UnreadablePlaces", "as_geojson", "overlapping", "read_drawing"]
