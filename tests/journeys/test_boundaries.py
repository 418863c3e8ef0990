"""The bureau moves a corner of a precinct on the map, and draws one; without a map it reads how."""

import json
from collections.abc import Callable
from math import cos, radians

import pytest
import shapely
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from shapely.geometry.base import BaseGeometry

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import PASSWORD
from prevenio.places.drawn import as_geojson
from prevenio.places.models import Precinct
from prevenio.places.tests.factories import make_precinct, make_precinct_kind, square
from tests.journeys.conftest import Visitor, on_a_wide_screen

pytestmark = pytest.mark.journey
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
LONG = 60_000
WEST, SOUTH, SIZE = 20.6, 50.8, 0.1
# A degree of latitude is this much longer on the map than one of longitude.
STRETCH = 1 / cos(radians(SOUTH + SIZE / 2))


@pytest.fixture
def precinct(authority: Authority) -> Precinct:
    kind = make_precinct_kind(authority)
    make_precinct(kind, name="Sąsiedni", shape=square(WEST + SIZE, SOUTH, SIZE))
    return make_precinct(kind, name="Rejon 14", shape=square(WEST, SOUTH, SIZE))


@on_a_wide_screen
def test_a_corner_is_moved_and_the_boundary_holds(
    visitor: Visitor,
    authority: Authority,
    precinct: Precinct,
    coordinator: User,
    picture: Callable[[Page, str], None],
) -> None:
    open_map(visitor, authority, precinct, coordinator)
    mouse = visitor.page.mouse
    mouse.click(*on_map(visitor.page, 0.5, 0.5))
    mouse.move(*on_map(visitor.page, 0, 1))
    mouse.down()
    mouse.move(*on_map(visitor.page, 0.3, 0.7), steps=12)
    mouse.up()
    picture(visitor.page, "boundary")
    visitor.press("Save the boundary")

    shape = shape_of(precinct)
    moved = (WEST + 0.3 * SIZE, SOUTH + 0.7 * SIZE)
    assert shape.distance(shapely.Point(WEST, SOUTH + SIZE)) > 0.02
    assert shape.boundary.distance(shapely.Point(moved)) < 0.002
    visitor.go(address_of(precinct))
    assert as_geojson(shape) == json.loads(written(visitor.page))


@on_a_wide_screen
@pytest.mark.parametrize("language", ["pl"])
def test_an_area_is_drawn_anew(
    visitor: Visitor, authority: Authority, precinct: Precinct, coordinator: User
) -> None:
    open_map(visitor, authority, precinct, coordinator)
    mouse = visitor.page.mouse
    mouse.click(*on_map(visitor.page, 0.5, 0.5))
    visitor.button("Remove the chosen area").click()
    visitor.button("Draw an area").click()
    for place in ((0.2, 0.2), (0.8, 0.2), (0.5, 0.8), (0.2, 0.2)):
        mouse.move(*on_map(visitor.page, *place), steps=4)
        mouse.click(*on_map(visitor.page, *place))
        visitor.page.wait_for_timeout(400)
    visitor.press("Save the boundary")

    assert shape_of(precinct).area == pytest.approx(0.18 * SIZE**2, rel=0.05)


def test_without_a_map_the_page_says_what_to_do(
    visitor: Visitor, authority: Authority, precinct: Precinct, coordinator: User
) -> None:
    visitor.page.add_init_script(NO_WEBGL)
    visitor.sign_in(authority, coordinator)
    visitor.go(address_of(precinct))
    visitor.page.locator("#boundary-map").scroll_into_view_if_needed()
    visitor.page.locator("[data-map-state=failed]").wait_for(timeout=LONG)
    visitor.look()
    files = visitor.page.locator("[data-map-failed] a")
    expect(files).to_be_visible()
    expect(visitor.page.locator("[data-boundary-tools]")).not_to_be_visible()

    pasted = square(WEST, SOUTH, SIZE / 2)
    visitor.page.locator("textarea").fill(json.dumps(as_geojson(pasted)))
    visitor.press("Save the boundary")
    assert shape_of(precinct).symmetric_difference(pasted).area < 1e-9


def test_without_scripts_the_page_says_what_to_do(
    browser: Browser,
    live_server: LiveServer,
    authority: Authority,
    precinct: Precinct,
    coordinator: User,
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/testowo/accounts/login/")
    page.locator("input[name=login]").fill(coordinator.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/desk/")
    page.goto(live_server.url + address_of(precinct))
    page.locator("[data-boundary-off] a").click()
    page.wait_for_url("**/desk/places/imports/")
    context.close()


def address_of(precinct: Precinct) -> str:
    return f"/testowo/desk/places/precincts/{precinct.pk}/boundary/"


def open_map(visitor: Visitor, authority: Authority, precinct: Precinct, user: User) -> None:
    visitor.sign_in(authority, user)
    visitor.go(address_of(precinct))
    visitor.page.locator("#boundary-map").scroll_into_view_if_needed()
    visitor.page.locator("[data-boundary-tools]").wait_for(timeout=LONG)
    visitor.look()


def on_map(page: Page, east: float, north: float) -> tuple[float, float]:
    """Where a part of the square lies on the screen: the map shows the whole of it, with a rim."""
    box = page.locator("#boundary-map canvas").bounding_box()
    assert box is not None
    scale = min(box["width"] - 48, (box["height"] - 48) / STRETCH)
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return middle[0] + (east - 0.5) * scale, middle[1] - (north - 0.5) * scale * STRETCH


def written(page: Page) -> str:
    return page.locator("textarea[name=drawing]").input_value()


def shape_of(precinct: Precinct) -> BaseGeometry:
    """The boundary that holds now."""
    return shapely.from_wkb(bytes(precinct.boundaries.get(last_day=None).shape))
