"""Cells and tiles: the arithmetic of the map, and what the database makes of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from prevenio.people.models import Role
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import Report, ReportClass, ReportState
from prevenio.reports.operations.working import sort
from prevenio.reports.queries.mapping import clusters_in
from prevenio.reports.queries.public import Box, Chosen, shown_reports, stamp_of
from prevenio.reports.tests.factories import HERE, MORNING, make_category, make_ground, make_report
from prevenio.reports.tiles import DEEPEST, LAST_ZOOM, Tile, cell_of, corner_of, tile_at

latitudes = st.floats(-85, 85)
longitudes = st.floats(-180, 180, exclude_max=True)


@given(latitudes, longitudes, st.integers(0, LAST_ZOOM))
def test_the_cells_of_a_tile_are_those_of_its_points(
    latitude: float, longitude: float, zoom: int
) -> None:
    tile = tile_at(latitude, longitude, zoom)
    first, behind = tile.cells
    assert first <= cell_of(latitude, longitude) < behind
    north, west = corner_of(tile)
    assert north >= latitude - 1e-9
    assert west <= longitude + 1e-9


@given(latitudes, longitudes, st.integers(1, LAST_ZOOM))
def test_a_tile_lies_in_the_tile_above_it(latitude: float, longitude: float, zoom: int) -> None:
    tile, above = tile_at(latitude, longitude, zoom), tile_at(latitude, longitude, zoom - 1)
    assert above.cells[0] <= tile.cells[0] < tile.cells[1] <= above.cells[1]


def test_a_known_tile_is_where_every_web_map_has_it() -> None:
    # The castle of Kielce at zoom 12, as the tile servers of the world number it.
    assert tile_at(50.8686, 20.6274, 12) == Tile(12, 2282, 1373)


@pytest.mark.parametrize("place", [(90.0, 180.0), (-90.0, -180.0), (89.9, 0.0)])
def test_the_poles_and_the_date_line_have_a_cell(place: tuple[float, float]) -> None:
    assert 0 <= cell_of(*place) < 1 << 2 * DEEPEST


@pytest.mark.parametrize("tile", [(-1, 0, 0), (LAST_ZOOM + 1, 0, 0), (3, 8, 0), (3, 0, -1)])
def test_a_tile_that_does_not_exist_is_refused(tile: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no "):
        Tile(*tile)


@pytest.mark.django_db
def test_a_tile_gathers_what_residents_may_see() -> None:
    authority = make_authority(country="PL")
    make_ground(authority)
    version = make_category(authority, code="alcohol")
    far = (HERE[0] + 0.15, HERE[1] + 0.15)
    near = [make_report(authority, version=version) for _ in range(3)]
    alone = make_report(authority, version=version, latitude=far[0], longitude=far[1])
    make_report(authority, version=version, doubt="many")
    make_report(authority, version=make_category(authority, data_class=ReportClass.COUNTS))
    make_report(authority, version=make_category(authority, delay_hours=24))
    make_report(make_authority())

    whole = clusters_in(authority, tile_at(*HERE, 8), Chosen(), MORNING)
    assert sorted(one.count for one in whole) == [1, 3]
    single = next(one.single for one in whole if one.single)
    assert single.reference == alone.reference
    assert (single.category, single.state.key) == ("alcohol", "received")
    here = clusters_in(authority, tile_at(*HERE, 16), Chosen(), MORNING)
    assert [(one.count, one.open) for one in here] == [(3, 3)]
    assert here[0].latitude == near[0].public_latitude
    assert clusters_in(authority, tile_at(10, 10, 10), Chosen(), MORNING) == []


@pytest.mark.django_db
def test_a_tile_takes_three_statements_however_many_reports() -> None:
    authority = make_authority(country="PL")
    version = make_category(authority)
    for number in range(12):
        make_report(authority, version=version, latitude=HERE[0] + number / 80)
    with CaptureQueriesContext(connection) as asked:
        assert len(clusters_in(authority, tile_at(*HERE, 10), Chosen(), MORNING)) > 3
    assert len(asked) == 3


@pytest.mark.django_db
def test_a_report_that_moves_to_a_wider_square_moves_on_the_map() -> None:
    authority = make_authority(country="PL")
    report = make_report(authority, version=make_category(authority, blur_metres=50))
    officer = make_member(authority=authority, role=Role.COORDINATOR)
    wide = make_category(authority, blur_metres=1000)
    sort(report=report, seen=report.revision, version=wide, by=officer, at=MORNING)

    report = Report.objects.get()
    assert report.blur_metres == 1000
    assert report.public_cell == cell_of(report.public_latitude, report.public_longitude)


@pytest.mark.django_db
def test_the_stamp_changes_with_every_change_and_when_something_becomes_public() -> None:
    authority = make_authority(country="PL")
    report = make_report(authority, version=make_category(authority, delay_hours=24))
    before = stamp_of(authority, MORNING)
    assert stamp_of(authority, MORNING + timedelta(hours=1)) == before
    later = stamp_of(authority, MORNING + timedelta(hours=48))
    assert later != before
    make_report(authority)
    assert stamp_of(authority, MORNING) != before
    assert report.state == ReportState.RECEIVED


@pytest.mark.django_db
def test_reports_are_narrowed_by_day_category_state_and_place() -> None:
    authority = make_authority(country="PL")
    version = make_category(authority, code="alcohol")
    report = make_report(authority, version=version)
    other = make_report(authority, version=make_category(authority, code="parking"))
    day = MORNING.date()

    def found(**fields: object) -> set[int]:
        chosen = Chosen(**fields)  # type: ignore[arg-type]
        return {one.pk for one in shown_reports(authority, chosen, MORNING)}

    assert found() == {report.pk, other.pk}
    assert found(categories=["alcohol"]) == {report.pk}
    assert found(state="closed") == set()
    assert found(state="received", first=day, last=day) == {report.pk, other.pk}
    assert found(first=day + timedelta(days=1)) == set()
    assert found(last=day - timedelta(days=1)) == set()
    box = Box(HERE[1] - 0.01, HERE[0] - 0.01, HERE[1] + 0.01, HERE[0] + 0.01)
    assert found(box=box) == {report.pk, other.pk}
    assert found(box=Box(0, 0, 1, 1)) == set()
