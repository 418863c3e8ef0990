"""Reading GeoJSON (RFC 7946, and the older form that declares its coordinates)."""

import json
import re
from typing import Any, NoReturn

from prevenio.places.importing import refusals
from prevenio.places.importing.drawing import KINDS, NO_SHAPE, drawn
from prevenio.places.importing.values import Drawn, Feature, FeatureFile

MOST_FEATURES = 100_000
_FOUND = re.compile(r"[^\w .:/-]")


def read_geojson(content: bytes) -> FeatureFile:
    """The features of a GeoJSON file. Raises UnreadablePlaces."""
    found = _loaded(_text(content))
    if isinstance(found, Drawn):
        found = {"type": "Feature", "geometry": found}
    features = _features(found)
    if not features:
        raise refusals.NothingDrawn
    if len(features) > MOST_FEATURES:
        raise refusals.TooManyFeatures(most=MOST_FEATURES)
    read = tuple(_feature(number, one) for number, one in enumerate(features, 1))
    return FeatureFile(read, _declared(found), str(found.get("name") or "")[:100])


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = content.count(b"\n", 0, trouble.start) + 1
        raise refusals.NotUtf8(line=line) from trouble


def _loaded(text: str) -> Any:
    try:
        # Each geometry becomes a shape as soon as it is read, so that lists of lists of numbers,
        # which take thirty times their room in the file, never stand in memory all at once.
        return json.loads(text, object_hook=_shape_or_object, parse_constant=_refuse_constant)
    except RecursionError as trouble:
        raise refusals.NestedTooDeeply from trouble
    except json.JSONDecodeError as trouble:
        raise refusals.BrokenJson(line=trouble.lineno, column=trouble.colno) from trouble
    except ValueError as trouble:
        raise refusals.NotANumberInJson(value="…") from trouble


def _refuse_constant(value: str) -> NoReturn:
    raise refusals.NotANumberInJson(value=value)


def _shape_or_object(found: dict[str, Any]) -> Any:
    is_geometry = found.get("type") in KINDS and ("coordinates" in found or "geometries" in found)
    return drawn(found) if is_geometry else found


def _features(found: Any) -> list[Any]:
    if isinstance(found, dict):
        if found.get("type") == "FeatureCollection" and isinstance(found.get("features"), list):
            return list(found["features"])
        if found.get("type") == "Feature":
            return [found]
    kind = found.get("type", "object") if isinstance(found, dict) else type(found).__name__
    raise refusals.NoFeatures(found=_FOUND.sub("", str(kind))[:40])


def _feature(number: int, found: Any) -> Feature:
    if not isinstance(found, dict):
        return Feature(number, {}, NO_SHAPE)
    properties, shape = found.get("properties"), found.get("geometry")
    known = properties if isinstance(properties, dict) else {}
    if "id" in found and "id" not in known:
        known = {**known, "id": found["id"]}
    return Feature(number, known, shape if isinstance(shape, Drawn) else NO_SHAPE)


def _declared(found: Any) -> str:
    """What the older form of GeoJSON says of its coordinates, as it stands there."""
    crs = found.get("crs") if isinstance(found, dict) else None
    if not isinstance(crs, dict) or not isinstance(crs.get("properties"), dict):
        return ""
    properties = crs["properties"]
    if crs.get("type") == "EPSG":
        return f"EPSG:{properties.get('code')}"[:100]
    return str(properties.get("name") or "")[:100]
