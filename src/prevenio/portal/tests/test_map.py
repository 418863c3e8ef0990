"""The public map: its lists, its boundaries, its ground in parts; open data of places."""

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority
from prevenio.people.tests.factories import local_today, make_authority
from prevenio.places.models import Boundary, Duty
from prevenio.places.tests.factories import make_municipality, square
from prevenio.portal.tests.street_sample import make_event_near, street_town
from prevenio.portal.views.basemap import Unsatisfiable, range_in
from prevenio.programme.models import Initiative, ProgrammeVersion
from prevenio.programme.tests.factories import make_initiative, make_programme, make_version
from prevenio.region.models import Project

TILES = bytes(range(256)) * 40
MOST_STATEMENTS = 8
GROUND = "/kielce/map/ground.pmtiles"


@pytest.fixture
def town(db: None) -> Authority:
    return street_town(languages=("en",))


@pytest.fixture
def ground(town: Authority, settings: Any, tmp_path: Path) -> Authority:
    path = tmp_path / "ground.pmtiles"
    path.write_bytes(TILES)
    settings.BASEMAP = str(path)
    return town


def test_everything_on_the_map_stands_in_its_lists(client: Client, town: Authority) -> None:
    make_event_near(town, title="Open day", at=(50.873, 20.633), day=local_today())
    make_event_near(town, title="Nowhere", at=None, day=local_today())

    page = client.get("/kielce/map/?kind=police").content.decode()

    assert "Open day" in page
    assert "Nowhere" not in page
    assert "Rejon 14, Centrum" in page
    assert 'data-map-shapes="/kielce/map/boundaries/police.json"' in page


def test_map_makes_few_statements(
    client: Client, town: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/kielce/map/")

    with django_assert_max_num_queries(MOST_STATEMENTS):
        client.get("/kielce/map/")


def test_map_of_an_empty_authority_says_so(client: Client, authority: Authority) -> None:
    page = client.get("/testowo/map/").content.decode()

    assert "data-map-canvas" not in page


def test_boundaries_are_light_and_tagged(client: Client, town: Authority) -> None:
    response = client.get("/kielce/map/boundaries/police.json", headers={"accept-encoding": "gzip"})

    told = json.loads(gzip.decompress(response.content))
    names = {one["properties"]["name"] for one in told["features"]}
    assert names == {"Rejon 14, Centrum", "Rejon 15, Szydłówek"}
    assert response.headers["Content-Encoding"] == "gzip"
    tag = response.headers["ETag"]
    again = client.get("/kielce/map/boundaries/police.json", headers={"if-none-match": tag})
    assert again.status_code == 304


def test_boundaries_come_plain_to_whoever_cannot_unpack(client: Client, town: Authority) -> None:
    response = client.get("/kielce/map/boundaries/municipalities.json")

    assert "Content-Encoding" not in response.headers
    assert response.json()["features"][0]["properties"]["name"] == "Kielce"


def test_new_boundary_changes_the_tag(client: Client, town: Authority) -> None:
    address = "/kielce/map/boundaries/municipalities.json"
    before = client.get(address).headers["ETag"]

    make_municipality(town, name="Nowe", shape=square(21, 50))

    after = client.get(address)
    assert after.headers["ETag"] != before
    assert len(after.json()["features"]) == 2


@pytest.mark.parametrize("kind", ["nonsense", "police-2", "0"])
def test_unknown_kinds_have_no_boundaries(client: Client, town: Authority, kind: str) -> None:
    assert client.get(f"/kielce/map/boundaries/{kind}.json").status_code == 404
    assert client.get(f"/kielce/open-data/boundaries/{kind}.geojson").status_code == 404


def test_boundaries_of_another_authority_are_its_own(client: Client, town: Authority) -> None:
    make_authority(slug="obcowo")

    assert client.get("/obcowo/map/boundaries/police.json").status_code == 404


def test_open_boundaries_keep_every_point(client: Client, town: Authority) -> None:
    response = client.get("/kielce/open-data/boundaries/police.geojson")

    assert 'filename="kielce-police.geojson"' in response.headers["Content-Disposition"]
    told = response.json()
    assert len(told["features"]) == 2
    assert "url" not in told["features"][0]["properties"]


def test_open_duties_are_the_current_ones(client: Client, town: Authority) -> None:
    told = client.get("/kielce/open-data/duties.json").json()

    names = {one["name"] for one in told["duties"]}
    assert {"Jan Przykład", "Ewa Przykładna"} <= names
    assert told["authority"]["is_sample"] is True


def test_cells_of_open_duties_are_no_formulas(client: Client, town: Authority) -> None:
    Duty.objects.filter(person_name="Jan Przykład").update(person_name="=HYPERLINK(1)")

    response = client.get("/kielce/open-data/duties.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert "'=HYPERLINK(1)" in {row["name"] for row in rows}
    assert rows[0]["kind"] == "police"


def test_open_data_lists_the_files_of_places(client: Client, town: Authority) -> None:
    page = client.get("/kielce/open-data/places/").content.decode()

    for name in ("duties.json", "duties.csv", "boundaries/police.geojson"):
        assert f"/kielce/open-data/{name}" in page


def test_part_of_the_ground_is_served(client: Client, ground: Authority) -> None:
    response = client.get(GROUND, headers={"range": "bytes=10-19"})

    assert response.status_code == 206
    assert b"".join(response.streaming_content) == TILES[10:20]  # type: ignore[attr-defined]
    assert response.headers["Content-Range"] == f"bytes 10-19/{len(TILES)}"
    assert response.headers["Content-Length"] == "10"


def test_whole_ground_and_its_head(client: Client, ground: Authority) -> None:
    response = client.get(GROUND)

    assert b"".join(response.streaming_content) == TILES  # type: ignore[attr-defined]
    assert response.headers["Accept-Ranges"] == "bytes"
    assert client.head(GROUND).headers["Content-Length"] == str(len(TILES))
    tag = response.headers["ETag"]
    assert client.get(GROUND, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "asked", ["bytes=999999-", "bytes=5-2", "bytes=-0", "bytes=-", "bytes=x-y"]
)
def test_range_that_cannot_be_is_refused(client: Client, ground: Authority, asked: str) -> None:
    response = client.get(GROUND, headers={"range": asked})

    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(TILES)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "nonsense", "byte=0-5"])
def test_other_ranges_get_the_whole(client: Client, ground: Authority, asked: str) -> None:
    assert client.get(GROUND, headers={"range": asked}).status_code == 200


def test_part_of_another_file_is_not_mixed_in(client: Client, ground: Authority) -> None:
    tag = client.get(GROUND).headers["ETag"]

    mine = client.get(GROUND, headers={"range": "bytes=0-3", "if-range": tag})
    other = client.get(GROUND, headers={"range": "bytes=0-3", "if-range": '"old"'})

    assert (mine.status_code, other.status_code) == (206, 200)


def test_no_ground_is_not_found(
    client: Client, town: Authority, settings: Any, tmp_path: Path
) -> None:
    for value in ("", str(tmp_path), str(tmp_path / "missing"), "/maps/elsewhere.pmtiles"):
        settings.BASEMAP = value
        assert client.get(GROUND).status_code == 404


@given(st.text(max_size=40), st.integers(min_value=1, max_value=10**12))
def test_any_range_is_within_the_file_or_refused(asked: str, size: int) -> None:
    try:
        span = range_in(f"bytes={asked}", size)
    except Unsatisfiable:
        return
    if span is not None:
        assert 0 <= span[0] <= span[1] < size


def test_boundary_that_is_no_shape_draws_nothing(client: Client, town: Authority) -> None:
    Boundary.objects.filter(precinct__code="3").delete()

    assert client.get("/kielce/map/?kind=council").status_code == 200


def make_project(
    town: Authority, version: ProgrammeVersion, *, name: str, number: int
) -> Initiative:
    made = make_initiative(version, name=name, number=number)
    Project.objects.create(authority=town, initiative=made, lineage=made.lineage)
    return made


def test_each_place_of_a_project_has_a_point_and_a_line(client: Client, town: Authority) -> None:
    make_event_near(town, title="Open day", at=(50.873, 20.633), day=local_today())
    version = make_version(make_programme(town), is_public=True)
    known = make_municipality(town, name="Chrást", latitude=49.79, longitude=13.49)
    other = make_municipality(town, name="Kdyně", latitude=49.39, longitude=13.04)
    project = make_project(town, version, name="Asistent prevence", number=1)
    project.municipalities.add(known, other)
    make_initiative(version, name="Bez místa", number=2)

    page = client.get("/kielce/map/").text

    listed = page[page.index('id="projects"') :]
    assert 'data-number="2" data-longitude="13.49" data-latitude="49.79"' in listed
    assert 'data-number="3" data-longitude="13.04" data-latitude="49.39"' in listed
    assert listed.count('<a href="/kielce/projects/1/">') == 2
    assert "Bez&nbsp;místa" not in listed
    assert 'data-map-marks="events projects"' in page


def test_place_without_a_point_stands_in_the_list_alone(client: Client, town: Authority) -> None:
    version = make_version(make_programme(town), is_public=True)
    project = make_initiative(version, name="Asistent", number=4)
    project.municipalities.add(make_municipality(town, name="Chrást"))

    page = client.get("/kielce/map/").text

    listed = page[page.index('id="projects"') : page.index("</ol>", page.index('id="projects"'))]
    assert "Chrást" in listed
    assert "data-number" not in listed
    assert 'href="/kielce/initiatives/4/"' in listed


def test_projects_of_drafts_and_of_others_are_on_no_map(client: Client, town: Authority) -> None:
    draft = make_initiative(make_version(make_programme(town)), name="Tajny szkic", number=1)
    draft.municipalities.add(make_municipality(town, name="Chrást"))
    make_authority(slug="obcowo")

    assert "Tajny" not in client.get("/kielce/map/").text
    assert "Chrást" not in client.get("/obcowo/map/").text


def test_projects_cost_the_map_as_much_however_many_there_are(
    client: Client, town: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    version = make_version(make_programme(town), is_public=True)
    for number in range(1, 30):
        project = make_project(town, version, name=f"P {number}", number=number)
        project.municipalities.add(make_municipality(town, name=f"M {number}", latitude=49.5))
    client.get("/kielce/map/")

    with django_assert_max_num_queries(MOST_STATEMENTS):
        client.get("/kielce/map/")


def test_map_offers_to_say_who_answers_where_it_is_pressed(client: Client, town: Authority) -> None:
    page = client.get("/kielce/map/").text

    assert 'data-map-answers="/kielce/street/at/"' in page
    assert 'data-map-question="Who answers here?"' in page
    assert 'data-map-middle="/kielce/street/at/" hidden' in page
