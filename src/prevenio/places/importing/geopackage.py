"""Reading a layer of a GeoPackage (OGC 12-128r18) with nothing but SQLite."""

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

import shapely
from shapely.errors import ShapelyError

from prevenio.places.importing import refusals
from prevenio.places.importing.drawing import AREAS
from prevenio.places.importing.geojson import MOST_FEATURES
from prevenio.places.importing.values import Drawn, Feature, FeatureFile

MAGIC = b"SQLite format 3\0"
# Steps of the machine of SQLite: ten times what the largest files take.
_MOST_ROUNDS = 200
_STEPS_PER_ROUND = 100_000
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_LAYERS = """
    SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id
    FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
    ORDER BY g.table_name
"""


@dataclass(frozen=True, slots=True)
class _Layer:
    table: str
    column: str
    crs: str


def read_geopackage(content: bytes, layer: str = "") -> FeatureFile:
    """The features of one layer: the one named, or the only one. Raises UnreadablePlaces."""
    with closing(sqlite3.connect(":memory:")) as connection, _refusals():
        _open(connection, content)
        chosen = _chosen(connection, layer)
        return FeatureFile(tuple(_features(connection, chosen)), chosen.crs, chosen.table)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as trouble:
        raise refusals.BrokenGeoPackage(trouble=str(trouble)[:100]) from trouble


def _open(connection: sqlite3.Connection, content: bytes) -> None:
    """Open a copy in memory, of which nothing but reading is asked.

    A view or trigger of the file can call no function; a query without end is stopped.
    """
    whole = bytearray(content)
    # Written by a program that uses a write-ahead log: a copy in memory can have none.
    whole[18:20] = b"\x01\x01"
    connection.deserialize(bytes(whole))
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    rounds = iter(range(_MOST_ROUNDS))
    connection.set_progress_handler(lambda: next(rounds, None) is None, _STEPS_PER_ROUND)
    connection.set_authorizer(
        lambda action, *_about: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )


def _chosen(connection: sqlite3.Connection, layer: str) -> _Layer:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not {"gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= tables:
        raise refusals.NotAGeoPackage
    layers = {
        str(table): _Layer(str(table), str(column), f"{body}:{number}" if body else "")
        for table, column, body, number in connection.execute(_LAYERS)
        if table in tables
    }
    if not layers:
        raise refusals.NoLayer
    if layer:
        if layer not in layers:
            raise refusals.LayerUnknown(layer=layer[:100], layers=", ".join(layers)[:300])
        return layers[layer]
    if len(layers) > 1:
        raise refusals.LayerNotSaid(layers=", ".join(layers)[:300])
    return next(iter(layers.values()))


def _features(connection: sqlite3.Connection, layer: _Layer) -> Iterator[Feature]:
    rows = connection.execute(f"SELECT * FROM {_quoted(layer.table)}")
    names = [str(one[0]) for one in rows.description]
    if layer.column not in names:
        raise refusals.NoLayer
    at = names.index(layer.column)
    number = 0
    for number, row in enumerate(rows, 1):
        if number > MOST_FEATURES:
            raise refusals.TooManyFeatures(most=MOST_FEATURES)
        yield Feature(number, _properties(names, row, at), drawn_from(row[at]))
    if not number:
        raise refusals.NothingDrawn


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _properties(names: Sequence[str], row: Sequence[object], at: int) -> dict[str, object]:
    return {
        name: value
        for place, (name, value) in enumerate(zip(names, row, strict=True))
        if place != at and not isinstance(value, bytes)
    }


def drawn_from(blob: object) -> Drawn:
    """The shape in a geometry blob: the letters GP, flags, a box, then well-known binary."""
    if not isinstance(blob, bytes):
        return Drawn("")
    if len(blob) < 8 or blob[:2] != b"GP":
        return Drawn("", None, ("not_wkb",))
    flags = blob[3]
    envelope = _ENVELOPES.get((flags >> 1) & 7)
    if envelope is None or flags & 0x20:
        return Drawn("", None, ("not_wkb",))
    if flags & 0x10:
        return Drawn("", None, ("empty",))
    return _from_wkb(blob[8 + envelope :])


def _from_wkb(wkb: bytes) -> Drawn:
    try:
        shape = shapely.from_wkb(wkb)
    except (ShapelyError, ValueError, struct.error):
        return Drawn("", None, ("not_wkb",))
    if shape is None or shapely.is_empty(shape):
        return Drawn("", None, ("empty",))
    if shape.geom_type not in AREAS:
        return Drawn(shape.geom_type)
    if not _is_finite(shape):
        return Drawn(shape.geom_type, None, ("not_finite",))
    troubles = ("heights",) if shapely.has_z(shape) else ()
    return Drawn(shape.geom_type, shapely.force_2d(shape), troubles)


def _is_finite(shape: shapely.Geometry) -> bool:
    points = shapely.get_coordinates(shape)
    return bool((abs(points) < 1e300).all())
