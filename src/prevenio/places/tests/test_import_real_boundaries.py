"""Real boundaries of both countries, where they lie beside the checkout."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from prevenio.people.models import Authority, Country
from prevenio.people.tests.factories import NOON, make_authority
from prevenio.places.importing.boundaries import read_boundaries
from prevenio.places.importing.outlining import Outlines, Reader
from prevenio.places.locating import OUTSIDE, Layer
from prevenio.places.models import Boundary, Municipality
from prevenio.places.operations import importing
from prevenio.places.operations.readings import ImportSettings
from prevenio.places.queries.locating import places_at
from prevenio.places.tests.map_files import geojson, geopackage, legacy_crs
from tests.shared_material import boundaries

REGION = "plzen-region-municipalities.geojson"
POINTS = "plzen-region-municipality-points.geojson"


@cache
def outlines(path: Path, country: str = "CZ") -> Outlines:
    return Reader(country=country).outlines(read_boundaries(path.read_bytes()))


def layer_of(found: Outlines) -> Layer:
    in_order = sorted(found.outlines, key=lambda one: one.code)
    shapes = np.array([one.shape for one in in_order], dtype=object)
    codes = tuple(one.code for one in in_order)
    return Layer(ids=np.arange(len(shapes)), codes=codes, shapes=shapes)


def definition_points(path: Path) -> dict[str, tuple[float, float]]:
    features = json.loads(path.read_bytes())["features"]
    return {
        str(one["properties"]["Kod"]): tuple(one["geometry"]["coordinates"][0]) for one in features
    }


def region() -> Authority:
    return make_authority(slug="kraj", country=Country.CZECHIA)


def taken(authority: Authority, content: bytes, **said: Any) -> dict[str, int]:
    uploaded = importing.upload_places(
        authority=authority,
        kind="municipality",
        name="region",
        content=content,
        settings=ImportSettings(**said),
        valid_from=None,
        by=None,
        at=NOON,
    )
    applied = importing.apply_import(place_import=uploaded, by=None, at=NOON)
    outcome: dict[str, int] = applied.report["outcome"]
    return outcome


def test_every_definition_point_falls_into_its_municipality() -> None:
    layer = layer_of(outlines(boundaries(REGION)))
    points = definition_points(boundaries(POINTS))
    longitudes, latitudes = np.array(list(points.values())).T

    found = layer.positions(latitudes, longitudes)

    answers = ["" if one == OUTSIDE else layer.codes[one] for one in found]
    wrong = {code: got for code, got in zip(points, answers, strict=True) if code != got}
    assert wrong == {}
    assert len(points) == 501


@pytest.mark.slow
@pytest.mark.django_db
def test_the_region_is_taken_over_once() -> None:
    authority, content = region(), boundaries(REGION).read_bytes()
    assert taken(authority, content)["begun"] == 501
    assert taken(authority, content)["unchanged"] == 501
    assert Boundary.objects.count() == Municipality.objects.count() == 501
    found = places_at(authority=authority, latitude=49.7475, longitude=13.3776, day=NOON.date())
    assert found.municipality is not None
    assert found.municipality.name == "Plzeň"


@pytest.mark.slow
@pytest.mark.django_db
def test_the_region_in_metres_and_as_geopackage_is_the_same(tmp_path: Path) -> None:
    authority, content = region(), boundaries(REGION).read_bytes()
    taken(authority, content)
    there = Transformer.from_crs("EPSG:4326", "EPSG:5514", always_xy=True)
    rows = [
        (
            {"kod": one.code, "nazev": one.name},
            shapely.transform(one.shape, there.transform, interleaved=False),
        )
        for one in outlines(boundaries(REGION)).outlines
    ]
    metres = geojson(rows, **legacy_crs("urn:ogc:def:crs:EPSG::5514"))
    assert taken(authority, metres)["unchanged"] == 501
    package = geopackage(tmp_path / "obce.gpkg", {"obce": rows}, epsg=5514)
    assert taken(authority, package)["unchanged"] == 501


def test_kielce_is_one_of_the_counties_of_poland() -> None:
    found = outlines(boundaries("poland-powiaty-mit.geojson"), "PL")
    layer = layer_of(found)
    names = {one.code: one.name for one in found.outlines}
    assert names[layer.codes[layer.locate(50.8703, 20.6275)]] == "powiat Kielce"
    assert len(found.outlines) == 380
    assert all(one.shape.is_valid for one in found.outlines)


def test_gminy_know_their_own_middles() -> None:
    found = outlines(boundaries("swietokrzyskie-gminy.geojson"), "PL")
    layer = layer_of(found)
    assert found.code_field == "teryt"
    for one in found.outlines:
        inside = shapely.point_on_surface(one.shape)
        assert layer.codes[layer.locate(inside.y, inside.x)] == one.code
    assert layer.codes[layer.locate(50.8703, 20.6275)] == "2661011"
