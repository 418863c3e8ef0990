"""Boundaries as the public pages need them: outlines, and GeoJSON light enough for a map."""

import gzip
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
import shapely
from django.utils.safestring import SafeString

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, Layer, index_of
from prevenio.places.models import Municipality, Precinct, PrecinctKind
from prevenio.web.outlines import Mark, Shape, svg_outline

# Of municipalities, beside the codes of the kinds of precincts.
MUNICIPALITY = "municipalities"
# A map on a screen is hardly wider than this many points.
_POINTS_ACROSS = 900
_DECIMALS = 4
_MOST_KEPT = 48

type Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A precinct drawn with what lies around it, and its box in degrees."""

    svg: SafeString
    bounds: Bounds


def outline_of_precinct(
    authority: Authority,
    precinct_id: int,
    *,
    day: date,
    marks: Iterable[Mark] = (),
    title: str = "",
) -> Outline | None:
    """A precinct among its neighbours of the same kind; None where it is not drawn."""
    for kind, layer in index_of(authority.pk, day).layers.items():
        if kind == MUNICIPALITIES:
            continue
        found = np.flatnonzero(layer.ids == precinct_id).tolist()
        if found:
            return _outline(layer, found[0], marks, title)
    return None


def _outline(layer: Layer, place: int, marks: Iterable[Mark], title: str) -> Outline:
    mine = layer.shapes[place]
    west, south, east, north = (float(edge) for edge in shapely.bounds(mine))
    margin = 0.3 * max(east - west, north - south)
    box = shapely.box(west - margin, south - margin, east + margin, north + margin)
    around = layer.shapes[shapely.intersects(layer.shapes, box)]
    shapes = [Shape(one, "mine" if one is mine else "rest") for one in around]
    svg = svg_outline(shapes, marks=marks, around="mine", title=title)
    return Outline(svg, (west, south, east, north))


def bounds_of_all(authority: Authority, *, day: date) -> Bounds | None:
    """The box of everything that is drawn of an authority, in degrees."""
    return index_of(authority.pk, day).bounds


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The boundaries of one kind as GeoJSON, packed, with a tag that changes when they do."""

    tag: str
    packed: bytes

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.packed)


_kept: OrderedDict[tuple[object, ...], Boundaries] = OrderedDict()
_lock = Lock()


def boundaries_of(
    authority: Authority, kind: str, *, day: date, address: Mapping[str, str], is_whole: bool
) -> Boundaries | None:
    """The boundaries of a kind of precincts, or of the municipalities; None for unknown kinds.

    For a map they are simplified to what a screen can show; `is_whole` leaves them as they are.
    `address` is the beginning of the addresses of their pages, by `precinct` and `municipality`.
    Kept by the process while the version of the places holds; two statements then.
    """
    layer_id = _layer_of(authority, kind)
    if layer_id is None:
        return None
    index = index_of(authority.pk, day)
    key = (authority.pk, layer_id, index.version, index.first_day, is_whole, *address.values())
    with _lock:
        kept = _kept.get(key) if index.version else None
    if kept is not None:
        return kept
    layer = index.layers.get(layer_id)
    names = _names(layer_id, layer.ids.tolist() if layer else [])
    features = _features(layer, names, address, is_whole) if layer else []
    made = _packed(authority, kind, features, f"{index.version}-{index.first_day}-{is_whole:d}")
    with _lock:
        _kept[key] = made
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _layer_of(authority: Authority, kind: str) -> int | None:
    if kind == MUNICIPALITY:
        return MUNICIPALITIES
    found = PrecinctKind.objects.filter(authority=authority, code=kind)
    return found.values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class _Named:
    code: str
    name: str
    municipality: str


def _names(layer_id: int, ids: Sequence[int]) -> dict[int, _Named]:
    if layer_id == MUNICIPALITIES:
        towns = Municipality.objects.in_bulk(ids)
        return {pk: _Named(town.code, town.name, town.name) for pk, town in towns.items()}
    precincts = Precinct.objects.select_related("municipality").in_bulk(ids)
    return {
        pk: _Named(one.code, one.name, one.municipality.name if one.municipality else "")
        for pk, one in precincts.items()
    }


def _features(
    layer: Layer, names: Mapping[int, _Named], address: Mapping[str, str], is_whole: bool
) -> list[dict[str, Any]]:
    shapes = layer.shapes if is_whole else _light(layer.shapes)
    begins = address.get("precinct", "")
    return [
        {
            "type": "Feature",
            "id": pk,
            "properties": {
                "id": pk,
                "code": names[pk].code,
                "name": names[pk].name,
                "municipality": names[pk].municipality,
                **({"url": f"{begins}{pk}/"} if begins else {}),
            },
            "geometry": _geometry(shape, None if is_whole else _DECIMALS),
        }
        for pk, shape in zip(layer.ids.tolist(), shapes, strict=True)
        if pk in names and not shape.is_empty
    ]


def _light(shapes: Any) -> Any:
    """The shapes with as many points as a screen can show; common borders stay common."""
    west, south, east, north = shapely.total_bounds(shapes)
    tolerance = max(east - west, north - south) / _POINTS_ACROSS
    if shapely.coverage_is_valid(shapes):
        return shapely.coverage_simplify(shapes, tolerance)
    return shapely.simplify(shapes, tolerance / 2, preserve_topology=True)


def _geometry(shape: shapely.Geometry, decimals: int | None) -> dict[str, Any]:
    drawn: dict[str, Any] = shapely.geometry.mapping(shape)
    coordinates = drawn["coordinates"]
    return {**drawn, "coordinates": _rounded(coordinates, decimals) if decimals else coordinates}


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates[0], float | int):
        return [round(float(number), decimals) for number in coordinates[:2]]
    return [_rounded(one, decimals) for one in coordinates]


def _packed(
    authority: Authority, kind: str, features: list[dict[str, Any]], tag: str
) -> Boundaries:
    content = {
        "type": "FeatureCollection",
        "name": f"{authority.slug}-{kind}",
        "features": features,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # The same content gives the same bytes, whichever process made it.
    return Boundaries(f"{authority.pk}-{kind}-{tag}", gzip.compress(text.encode(), mtime=0))
