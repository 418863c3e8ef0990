import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from prevenio.places.importing import refusals
from prevenio.places.importing.boundaries import read_boundaries
from prevenio.places.importing.countries import Box
from prevenio.places.importing.outlining import Outlines, Reader
from prevenio.places.tests.map_files import geojson, geopackage, legacy_crs, square

any_lists = st.recursive(
    st.none() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=20,
)
TWO: list[tuple[dict[str, Any], shapely.Geometry]] = [
    ({"kod": "1", "nazev": "Ves"}, square(0, 0)),
    ({"kod": 2, "nazev": "Brod"}, square(1, 0)),
]
BOW = {"type": "Polygon", "coordinates": [[[20, 50], [20.1, 50.1], [20.1, 50], [20, 50.1]]]}


def outlines(content: bytes, country: str = "PL", **said: Any) -> Outlines:
    layer = said.pop("layer", "")
    return Reader(country=country, **said).outlines(read_boundaries(content, layer=layer))


def moved(shape: shapely.Geometry, epsg: int) -> shapely.Geometry:
    there = Transformer.from_crs("EPSG:4326", f"EPSG:{epsg}", always_xy=True)
    return shapely.transform(shape, there.transform, interleaved=False)


def turned(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda x, y: (y, x), interleaved=False)


def negated(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda x, y: (-y, -x), interleaved=False)


def assert_is(found: Outlines, expected: shapely.Geometry) -> None:
    assert shapely.hausdorff_distance(found.outlines[0].shape, expected) < 1e-6


def test_features_are_read_with_code_name_and_shape() -> None:
    found = outlines(geojson(TWO))
    assert [(one.code, one.name) for one in found.outlines] == [("1", "Ves"), ("2", "Brod")]
    assert_is(found, square(0, 0))
    assert (found.code_field, found.name_field, found.placing.crs) == ("kod", "nazev", "EPSG:4326")


@pytest.mark.parametrize(
    ("name", "epsg"),
    [
        ("urn:ogc:def:crs:EPSG::2180", 2180),
        ("EPSG:2180", 2180),
        ("http://www.opengis.net/def/crs/EPSG/0/2180", 2180),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("CRS84", 4326),
        ("EPSG:4326", 4326),
        ("EPSG:3857", 3857),
    ],
)
def test_declared_coordinates_of_poland_are_brought_into_degrees(name: str, epsg: int) -> None:
    rows = [({"kod": "1"}, moved(square(0, 0), epsg))]
    assert_is(outlines(geojson(rows, **legacy_crs(name))), square(0, 0))


@pytest.mark.parametrize(
    ("name", "epsg", "way"),
    [
        ("urn:ogc:def:crs:EPSG::5514", 5514, "as_written"),
        ("S-JTSK / Krovak East North", 5514, "as_written"),
        ("EPSG:5513", 5513, "as_written"),
        ("S-JTSK / Krovak", 5513, "as_written"),
    ],
)
def test_declared_coordinates_of_czechia_are_brought_into_degrees(
    name: str, epsg: int, way: str
) -> None:
    plzen = shapely.box(13.3, 49.7, 13.4, 49.8)
    content = geojson([({"kod": "1"}, moved(plzen, epsg))], **legacy_crs(name))
    found = outlines(content, "CZ")
    assert_is(found, plzen)
    assert found.placing.way == way


def test_positive_krovak_numbers_are_understood() -> None:
    plzen = shapely.box(13.3, 49.7, 13.4, 49.8)
    content = geojson([({"kod": "1"}, negated(moved(plzen, 5514)))], **legacy_crs("EPSG:5514"))
    found = outlines(content, "CZ")
    assert_is(found, plzen)
    assert found.placing.way == "swapped_negated"


def test_latitude_before_longitude_is_mended_and_told() -> None:
    found = outlines(geojson([({"kod": "1"}, turned(square(0, 0)))]))
    assert_is(found, square(0, 0))
    assert found.placing.way == "swapped"


def test_where_two_ways_lie_in_the_country_the_known_ground_decides() -> None:
    content = geojson(
        [({"kod": "1"}, turned(moved(square(0, 0), 2180)))], **legacy_crs("EPSG:2180")
    )
    assert outlines(content).placing.way == "as_written"
    found = outlines(content, near=Box(19.5, 49.5, 20.5, 50.5))
    assert found.placing.way == "swapped"
    assert_is(found, square(0, 0))


def test_a_person_says_what_the_file_does_not() -> None:
    content = geojson([({"A": "7", "B": "Ves"}, moved(square(0, 0), 2180))])
    with pytest.raises(refusals.CodeFieldNotSaid, match="A, B"):
        outlines(content, crs="EPSG:2180")
    found = outlines(content, crs="2180", code_field="a", name_field="B")
    assert (found.outlines[0].code, found.outlines[0].name) == ("7", "Ves")
    with pytest.raises(refusals.FieldUnknown, match="A, B"):
        outlines(content, crs="2180", code_field="C")


def test_undeclared_metres_are_refused_with_what_would_fit() -> None:
    content = geojson([({"kod": "1"}, moved(square(0, 0), 2180))])
    with pytest.raises(refusals.CoordinatesNotSaid, match="EPSG:2180"):
        outlines(content)


@pytest.mark.parametrize("name", ["EPSG:999999", "nonsense", "/etc/passwd", "EPSG:", "+proj=x"])
def test_unknown_coordinates_are_refused(name: str) -> None:
    with pytest.raises(refusals.CoordinatesUnknown):
        outlines(geojson(TWO, **legacy_crs(name)))


def test_what_lies_in_another_country_is_refused_with_where() -> None:
    with pytest.raises(refusals.NotInTheCountry, match="north"):
        outlines(geojson([({"kod": "1"}, shapely.box(2, 48, 3, 49))]))


def test_a_bow_is_untangled_and_an_open_ring_closed_and_both_are_told() -> None:
    found = outlines(geojson([({"kod": "1"}, BOW)]))
    assert found.outlines[0].shape.is_valid
    assert found.outlines[0].shape.geom_type == "MultiPolygon"
    assert [one.what for one in found.repaired] == ["crossing", "unclosed"]
    assert found.repaired[0].facts["code"] == "1"


def test_islands_and_holes_stay_and_heights_go() -> None:
    holed = square(0, 0, 3).difference(square(1, 1))
    islands = shapely.union(holed, square(4, 0))
    high = shapely.force_3d(islands, 200)
    found = outlines(geojson([({"kod": "1"}, high)]))
    assert shapely.equals(found.outlines[0].shape, islands)
    assert not found.outlines[0].shape.has_z
    assert [one.what for one in found.repaired] == ["heights"]


@pytest.mark.parametrize(
    ("shape", "what"),
    [
        (None, "no_shape"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "MultiPolygon", "coordinates": []}, "empty"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "empty"),
        ({"type": "Point", "coordinates": [20, 50]}, "no_area_but"),
        ({"type": "GeometryCollection", "geometries": []}, "no_area_but"),
        ({"type": "Polygon", "coordinates": [[]]}, "too_few_points"),
        ({"type": "Polygon", "coordinates": [[[20, 50], [20, 51], [20, 50]]]}, "too_few_points"),
        ({"type": "Polygon", "coordinates": [[[20, 50], [20, 51], [20, 52]]]}, "no_area"),
        ({"type": "Polygon", "coordinates": "20 50"}, "not_numbers"),
        ({"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4]]]}, "not_numbers"),
        ({"type": "Polygon", "coordinates": [[[20], [21], [22]]]}, "not_numbers"),
        ({"type": "Polygon", "coordinates": [[20, 50, 21]]}, "not_numbers"),
        ({"type": "Polygon", "coordinates": {"a": 1}}, "not_numbers"),
        ({"type": "Polygon", "coordinates": [[[20, None], [21, 50], [21, 51]]]}, "not_finite"),
    ],
)
def test_a_shape_that_is_no_area_is_left_out_and_told(shape: Any, what: str) -> None:
    found = outlines(geojson([*TWO, ({"kod": "3"}, shape)]))
    assert [one.code for one in found.outlines] == ["1", "2"]
    assert [(one.what, one.where) for one in found.unusable] == [(what, "3")]


def test_missing_and_doubled_codes_and_names_are_told() -> None:
    codes = ["1", None, "5", "x" * 50]
    more = [({"kod": code}, square(at, 0)) for at, code in enumerate(codes, 2)]
    found = outlines(geojson([*TWO, *more]))
    assert [one.code for one in found.outlines] == ["1", "2", "5"]
    assert [(one.where, one.facts["first"]) for one in found.doubled] == [("3", 1)]
    assert [(one.what, one.where) for one in found.nameless] == [("no_code", "4"), ("no_name", "5")]
    assert [one.what for one in found.unusable] == ["code_too_long"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.FileEmpty),
        (b" \n ", refusals.FileEmpty),
        (b"PK\x03\x04shapefile", refusals.UnknownForm),
        (b"<gml></gml>", refusals.UnknownForm),
        (b'{"type": "FeatureCollection", "features": [', refusals.BrokenJson),
        (b"{} trailing", refusals.BrokenJson),
        (b"{}", refusals.NoFeatures),
        (b"[1, 2]", refusals.NoFeatures),
        (b'{"type": "Topology", "objects": {}}', refusals.NoFeatures),
        (b'{"type": "FeatureCollection", "features": []}', refusals.NothingDrawn),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', refusals.NoFeatures),
        (b"[" * 200_000, refusals.NestedTooDeeply),
        (b'{"a":' * 200_000, refusals.NestedTooDeeply),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', refusals.NotANumberInJson),
        (b'{"type": "Polygon", "coordinates": [[[-Infinity, 1]]]}', refusals.NotANumberInJson),
        (b'{"a": ' + b"9" * 5000 + b"}", refusals.NotANumberInJson),
        ('{"nazev": "Plzeň"}'.encode("cp1250"), refusals.NotUtf8),
        (b"SQLite format 3\0" + b"\0" * 200, refusals.BrokenGeoPackage),
        (b"SQLite format 3\0", refusals.BrokenGeoPackage),
    ],
)
def test_a_file_that_is_none_is_refused(
    content: bytes, refusal: type[refusals.UnreadablePlaces]
) -> None:
    with pytest.raises(refusal):
        read_boundaries(content)


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(refusals.FileTooLarge):
        read_boundaries(b"{" * 2000, most=1000)


@settings(max_examples=40)
@given(any_lists)
def test_no_coordinates_make_the_reader_fail(coordinates: Any) -> None:
    for kind in ("Polygon", "MultiPolygon"):
        content = json.dumps({"type": kind, "coordinates": coordinates}).encode()
        try:
            read_boundaries(content)
        except refusals.UnreadablePlaces:
            continue


def test_a_geopackage_is_read_as_the_same_features(tmp_path: Path) -> None:
    rows = [(one, moved(shape, 5514)) for one, shape in plzen_rows()]
    content = geopackage(tmp_path / "a.gpkg", {"okrsky": rows}, epsg=5514, is_logged=True)
    found = outlines(content, "CZ")
    assert [(one.code, one.name) for one in found.outlines] == [("1", "Ves"), ("2", "Brod")]
    assert_is(found, plzen_rows()[0][1])
    assert found.placing.crs == "EPSG:5514"


def plzen_rows() -> list[tuple[dict[str, Any], shapely.Geometry]]:
    return [
        ({"kod": "1", "nazev": "Ves"}, shapely.box(13.3, 49.7, 13.4, 49.8)),
        ({"kod": "2", "nazev": "Brod"}, shapely.box(13.4, 49.7, 13.5, 49.8)),
    ]


def test_of_several_layers_one_must_be_named(tmp_path: Path) -> None:
    name = 'a"; DROP TABLE x; --'
    content = geopackage(tmp_path / "a.gpkg", {name: TWO[:1], "b": TWO})
    with pytest.raises(refusals.LayerNotSaid):
        read_boundaries(content)
    with pytest.raises(refusals.LayerUnknown, match="b"):
        read_boundaries(content, layer="c")
    assert len(read_boundaries(content, layer=name).features) == 1


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        ("DROP TABLE gpkg_geometry_columns", refusals.NotAGeoPackage),
        ("DELETE FROM gpkg_geometry_columns", refusals.NoLayer),
        ("DROP TABLE a", refusals.NoLayer),
        ("DELETE FROM a", refusals.NothingDrawn),
        ("UPDATE gpkg_geometry_columns SET column_name = 'b'", refusals.NoLayer),
        (
            "DROP TABLE a; CREATE VIEW a AS SELECT load_extension('x') AS geom",
            refusals.BrokenGeoPackage,
        ),
        (
            "DROP TABLE a; CREATE VIEW a AS WITH RECURSIVE n(geom) AS "
            "(SELECT 1 UNION ALL SELECT geom + 1 FROM n) SELECT max(geom) AS geom FROM n",
            refusals.BrokenGeoPackage,
        ),
    ],
)
def test_a_strange_geopackage_is_refused(
    tmp_path: Path, script: str, refusal: type[refusals.UnreadablePlaces]
) -> None:
    path = tmp_path / "a.gpkg"
    geopackage(path, {"a": TWO})
    with sqlite3.connect(path) as connection:
        connection.executescript(script)
    connection.close()
    with pytest.raises(refusal):
        read_boundaries(path.read_bytes())


def test_damaged_shapes_of_a_geopackage_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    geopackage(path, {"a": TWO})
    with sqlite3.connect(path) as connection:
        for number, content in enumerate((b"", b"GP\0", b"GP\0\x01" + b"\0" * 40, None, 5), 3):
            connection.execute("INSERT INTO a VALUES (?, ?, '', ?)", (number, str(number), content))
    connection.close()
    found = outlines(path.read_bytes())
    assert len(found.outlines) == 2
    assert len(found.unusable) == 5
