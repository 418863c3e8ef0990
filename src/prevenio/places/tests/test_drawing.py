import json
from datetime import date

import pytest
import shapely
from django.test import Client
from shapely.geometry.base import BaseGeometry

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from prevenio.places.drawn import NoAreaDrawn, NothingDrawn, OffTheEarth, as_geojson, read_drawing
from prevenio.places.importing.refusals import UnreadablePlaces
from prevenio.places.models import Boundary, Precinct
from prevenio.places.operations.drawing import (
    LaterBoundaryKnown,
    OverlapsNeighbours,
    draw_boundary,
)
from prevenio.places.tests.factories import make_precinct, make_precinct_kind, square

TODAY = date(2026, 3, 2)
BOW_TIE = {"type": "Polygon", "coordinates": [[[20, 50], [21, 51], [21, 50], [20, 51], [20, 50]]]}


@pytest.fixture
def precinct(authority: Authority) -> Precinct:
    kind = make_precinct_kind(authority)
    make_precinct(kind, name="Neighbour", shape=square(21, 50))
    return make_precinct(kind, shape=square(20, 50))


def draw(
    precinct: Precinct,
    shape: BaseGeometry,
    by: User,
    day: date = TODAY,
    *,
    is_confirmed: bool = False,
) -> Boundary:
    return draw_boundary(
        of=precinct, shape=shape, first_day=day, is_confirmed=is_confirmed, by=by, at=NOON
    )


def days(precinct: Precinct) -> list[tuple[date | None, date | None]]:
    rows = precinct.boundaries.order_by("pk")
    return [(one.first_day, one.last_day) for one in rows]


def test_a_new_boundary_ends_the_one_before(precinct: Precinct, coordinator: User) -> None:
    boundary = draw(precinct, square(20, 50, 0.9), coordinator)
    assert days(precinct) == [(None, date(2026, 3, 1)), (TODAY, None)]
    assert (boundary.west, boundary.north) == (20, 50.9)
    assert Entry.objects.filter(fact="places.boundary.drawn").count() == 1


def test_drawing_again_on_the_same_day_replaces(precinct: Precinct, coordinator: User) -> None:
    draw(precinct, square(20, 50, 0.9), coordinator)
    draw(precinct, square(20, 50, 0.8), coordinator)
    assert days(precinct) == [(None, date(2026, 3, 1)), (TODAY, None)]


def test_a_boundary_to_come_is_not_undercut(precinct: Precinct, coordinator: User) -> None:
    draw(precinct, square(20, 50, 0.9), coordinator, date(2026, 5, 1))
    with pytest.raises(LaterBoundaryKnown):
        draw(precinct, square(20, 50, 0.8), coordinator)


def test_covering_neighbours_needs_to_be_confirmed(precinct: Precinct, coordinator: User) -> None:
    wide = shapely.box(20, 50, 21.2, 51)
    with pytest.raises(OverlapsNeighbours, match="Neighbour"):
        draw(precinct, wide, coordinator)
    assert draw(precinct, wide, coordinator, is_confirmed=True).east == pytest.approx(21.2)


def test_only_the_bureau_draws(precinct: Precinct, reporter: User, stranger: User) -> None:
    for somebody in (reporter, stranger):
        with pytest.raises(NotAllowed):
            draw(precinct, square(20, 50), somebody)


def test_lines_that_cross_are_mended() -> None:
    drawing = read_drawing(json.dumps(BOW_TIE))
    assert drawing.was_mended
    assert drawing.shape.is_valid
    assert drawing.shape.area == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NothingDrawn),
        ("{", UnreadablePlaces),
        ("[1,2]", UnreadablePlaces),
        ("null", UnreadablePlaces),
        ("[" * 100_000, UnreadablePlaces),
        ('{"type":"Point","coordinates":[1,2]}', NoAreaDrawn),
        ('{"type":"Polygon","coordinates":[]}', NoAreaDrawn),
        ('{"type":"Polygon","coordinates":[[[1,1],[2,2],[1,1]]]}', NoAreaDrawn),
        ('{"type":"Polygon","coordinates":[[[0,0],["x",0],[1,1],[0,0]]]}', NoAreaDrawn),
        ('{"type":"Polygon","coordinates":[[[0,0],[NaN,0],[1,1],[0,0]]]}', UnreadablePlaces),
        (
            '{"type":"Polygon","coordinates":[[[600000,200000],[700000,200000],[700000,300000],'
            "[600000,200000]]]}",
            OffTheEarth,
        ),
    ],
)
def test_what_cannot_be_a_boundary_is_refused(text: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        read_drawing(text)


def test_a_boundary_is_drawn_on_its_page(
    client: Client, coordinator: User, precinct: Precinct
) -> None:
    client.force_login(coordinator)
    page = f"/testowo/desk/places/precincts/{precinct.pk}/boundary/"
    shown = client.get(page).content.decode()
    assert "data-boundary-map" in shown
    assert "&quot;Polygon&quot;" in shown
    drawing = json.dumps(as_geojson(shapely.box(20, 50, 21.2, 51)))
    typed = {"drawing": drawing, "first_day": "2.3.2026"}
    refused = client.post(page, typed)
    assert "Neighbour" in refused.content.decode()
    assert drawing.replace('"', "&quot;") in refused.content.decode()
    assert client.post(page, typed | {"is_confirmed": "on"}).status_code == 302
    mended = {"drawing": json.dumps(BOW_TIE), "first_day": "3.3.2026"}
    assert client.post(page, mended).status_code == 302
    assert "places.boundary.drawn" in Entry.objects.values_list("fact", flat=True)
    assert client.post(page, {"drawing": "{", "first_day": "soon"}).status_code == 200


def test_the_neighbours_are_given_to_the_map(
    client: Client, coordinator: User, precinct: Precinct
) -> None:
    client.force_login(coordinator)
    page = f"/testowo/desk/places/precincts/{precinct.pk}/neighbours.geojson"
    found = client.get(page).json()
    assert [one["properties"]["name"] for one in found["features"]] == ["Neighbour"]
    assert found["features"][0]["geometry"]["coordinates"][0][0] == [22.0, 50.0]
