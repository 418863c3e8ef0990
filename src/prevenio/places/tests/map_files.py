"""Files of boundaries as map programs write them, for tests."""

import json
import sqlite3
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

Row = tuple[dict[str, Any], BaseGeometry]
# A town of four squares, a twentieth of a degree each, in the middle of Poland.
WEST, SOUTH, SIDE = 20.0, 50.0, 0.05


def square(column: float, row: float, size: float = 1) -> BaseGeometry:
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    return shapely.box(west, south, west + size * SIDE, south + size * SIDE)


def geojson(rows: Sequence[tuple[Any, Any]], **more: Any) -> bytes:
    """A FeatureCollection; a geometry may be a shape or an object as it stands in the file."""
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": json.loads(shapely.to_geojson(shape))
            if isinstance(shape, shapely.Geometry)
            else shape,
        }
        for properties, shape in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def legacy_crs(name: str) -> dict[str, Any]:
    return {"crs": {"type": "name", "properties": {"name": name}}}


def geopackage(
    path: Path, layers: dict[str, Sequence[Row]], *, epsg: int = 4326, is_logged: bool = False
) -> bytes:
    """A GeoPackage with just the tables that say what is in it."""
    connection = sqlite3.connect(path)
    if is_logged:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(
        """
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,
            organization TEXT, organization_coordsys_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
        """
    )
    connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('', ?, 'EPSG', ?)", (epsg, epsg))
    for table, rows in layers.items():
        quoted = '"' + table.replace('"', '""') + '"'
        connection.execute(f"CREATE TABLE {quoted} (fid INTEGER, kod TEXT, nazev TEXT, geom BLOB)")
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (table, epsg))
        connection.executemany(
            f"INSERT INTO {quoted} VALUES (?, ?, ?, ?)",
            [
                (number, one.get("kod"), one.get("nazev"), blob(shape, epsg))
                for number, (one, shape) in enumerate(rows, 1)
            ],
        )
    connection.commit()
    connection.close()
    return path.read_bytes()


def blob(shape: BaseGeometry, epsg: int) -> bytes:
    """The header with a box, then well-known binary."""
    west, south, east, north = shapely.bounds(shape)
    head = b"GP" + bytes([0, 0b0000_0011]) + struct.pack("<i", epsg)
    box = struct.pack("<4d", west, east, south, north)
    return head + box + bytes(shapely.to_wkb(shape, byte_order=1))
