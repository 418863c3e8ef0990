from datetime import date, timedelta
from typing import Any

import pytest
import shapely

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from prevenio.places.models import (
    Boundary,
    ImportState,
    Municipality,
    PlaceImport,
    Precinct,
)
from prevenio.places.operations import importing, readings
from prevenio.places.operations.readings import ImportSettings
from prevenio.places.queries.locating import places_at
from prevenio.places.tests.factories import make_municipality, make_precinct_kind
from prevenio.places.tests.map_files import SIDE, SOUTH, WEST, Row, geojson, square

TODAY = NOON.date()
LATER = TODAY + timedelta(days=30)
TOWN: list[Row] = [
    ({"kod": "1", "name": "Ves"}, square(0, 0)),
    ({"kod": "2", "name": "Brod"}, square(1, 0)),
]


def uploaded(
    authority: Authority,
    rows: list[Any],
    *,
    kind: str = "municipality",
    by: User | None = None,
    valid_from: date | None = None,
    **said: Any,
) -> PlaceImport:
    return importing.upload_places(
        authority=authority,
        kind=kind,
        name="file.geojson",
        content=geojson(rows),
        settings=ImportSettings(**said),
        valid_from=valid_from,
        by=by,
        at=NOON,
    )


def taken(authority: Authority, rows: list[Any], **said: Any) -> dict[str, int]:
    place_import = uploaded(authority, rows, **said)
    applied = importing.apply_import(place_import=place_import, by=None, at=NOON)
    outcome: dict[str, int] = applied.report["outcome"]
    return outcome


def town_at(authority: Authority, column: float, row: float, day: date = TODAY) -> str:
    found = places_at(
        authority=authority,
        latitude=SOUTH + row * SIDE,
        longitude=WEST + column * SIDE,
        day=day,
    )
    return found.municipality.name if found.municipality else ""


def test_a_file_is_looked_at_first_and_then_taken_over(
    authority: Authority, coordinator: User
) -> None:
    place_import = uploaded(authority, TOWN, by=coordinator)

    assert place_import.state == ImportState.PREVIEW
    assert not Boundary.objects.exists()
    assert place_import.report["begins"]["count"] == 2
    assert place_import.report["picture"]["paths"]["outlines"].startswith("M")

    importing.apply_import(place_import=place_import, by=coordinator, at=NOON)

    assert town_at(authority, 0.5, 0.5) == "Ves"
    assert town_at(authority, 1.5, 0.5, date(1999, 1, 1)) == "Brod"
    ves = Municipality.objects.get(code="1")
    assert ves.latitude == pytest.approx(SOUTH + SIDE / 2)
    facts = Entry.objects.order_by("number").values_list("fact", flat=True)
    assert list(facts) == ["places.import.uploaded", "places.import.applied"]


def test_the_same_file_again_changes_nothing(authority: Authority) -> None:
    taken(authority, TOWN)
    assert taken(authority, TOWN, is_complete=True)["unchanged"] == 2
    assert taken(authority, TOWN, valid_from=LATER)["unchanged"] == 2
    assert Boundary.objects.count() == 2
    assert Municipality.objects.count() == 2


def test_a_changed_shape_ends_the_day_before_and_begins(authority: Authority) -> None:
    taken(authority, TOWN)
    wider = [({"kod": "1", "name": "Ves"}, square(-1, 0, 2)), TOWN[1]]

    outcome = taken(authority, wider, valid_from=LATER)

    assert outcome == {"begun": 0, "changed": 1, "ended": 0, "renamed": 0, "unchanged": 1}
    assert town_at(authority, -0.5, 0.5, LATER - timedelta(days=1)) == ""
    assert town_at(authority, -0.5, 0.5, LATER) == "Ves"
    old, new = Boundary.objects.filter(municipality__code="1").order_by("pk")
    assert (old.first_day, old.last_day) == (None, LATER - timedelta(days=1))
    assert (new.first_day, new.last_day) == (LATER, None)


def test_a_change_on_the_same_day_replaces(authority: Authority) -> None:
    taken(authority, TOWN, valid_from=TODAY)
    taken(authority, [({"kod": "1", "name": "Ves"}, square(3, 0))], valid_from=TODAY)
    assert Boundary.objects.count() == 2
    assert town_at(authority, 3.5, 0.5) == "Ves"
    assert town_at(authority, 0.5, 0.5) == ""


def test_what_a_complete_file_leaves_out_ends(authority: Authority) -> None:
    taken(authority, TOWN)
    assert taken(authority, TOWN[:1], valid_from=LATER)["ended"] == 0
    assert taken(authority, TOWN[:1], valid_from=LATER, is_complete=True)["ended"] == 1
    assert town_at(authority, 1.5, 0.5, LATER - timedelta(days=1)) == "Brod"
    assert town_at(authority, 1.5, 0.5, LATER) == ""

    assert taken(authority, TOWN, valid_from=LATER)["begun"] == 1
    assert town_at(authority, 1.5, 0.5, LATER) == "Brod"


def test_the_first_boundaries_taken_back_the_same_day_leave_no_row(authority: Authority) -> None:
    taken(authority, TOWN, valid_from=TODAY)
    taken(authority, TOWN[:1], valid_from=TODAY, is_complete=True)
    assert Boundary.objects.count() == 1


def test_a_file_cannot_be_laid_under_later_boundaries(authority: Authority) -> None:
    taken(authority, TOWN, valid_from=LATER)
    with pytest.raises(readings.BeginsBeforeTheLast):
        uploaded(authority, TOWN, valid_from=TODAY)


def test_a_municipality_that_only_had_a_name_gets_code_and_point(authority: Authority) -> None:
    named = make_municipality(authority, code="", name="BROD")
    taken(authority, TOWN)
    named.refresh_from_db()
    assert (named.code, named.name) == ("2", "Brod")
    assert named.latitude is not None
    assert Municipality.objects.count() == 2


def test_precincts_find_their_municipality(authority: Authority) -> None:
    taken(authority, TOWN)
    make_precinct_kind(authority, code="guard")
    rows = [({"kod": "A"}, square(0, 0, 0.5)), ({"kod": "B"}, square(9, 9))]

    place_import = uploaded(authority, rows, kind="guard")

    gaps = place_import.report["gaps"]
    assert [one["within"] for one in gaps["rows"]] == ["Ves"]
    importing.apply_import(place_import=place_import, by=None, at=NOON)
    towns = Precinct.objects.order_by("code").values_list("municipality__name", flat=True)
    assert list(towns) == ["Ves", None]


def test_overlaps_and_holes_are_told_with_their_areas(authority: Authority) -> None:
    ring = square(0, 0, 3).difference(square(1, 1))
    rows = [({"kod": "1", "name": "Ves"}, ring), ({"kod": "2", "name": "Brod"}, square(2.5, 0))]

    report = uploaded(authority, rows).report

    (overlap,) = report["overlaps"]["rows"]
    assert (overlap["first"], overlap["second"]) == (["1", "Ves"], ["2", "Brod"])
    half = SIDE * 111_200 * SIDE * 71_600 / 2
    assert overlap["area"] == pytest.approx(half, rel=0.01)
    (gap,) = report["gaps"]["rows"]
    assert gap["area"] == pytest.approx(2 * half, rel=0.01)


def test_what_stays_beside_the_file_is_looked_at_too(authority: Authority) -> None:
    taken(authority, TOWN)
    report = uploaded(authority, [({"kod": "3"}, square(0.5, 0))], valid_from=LATER).report
    assert report["overlaps"]["count"] == 2


def test_borders_that_differ_by_a_hair_are_not_told(authority: Authority) -> None:
    rows = [({"kod": "1"}, square(0, 0)), ({"kod": "2"}, square(1 - 1e-5, 0))]
    report = uploaded(authority, rows).report
    assert report["overlaps"]["count"] == 0


def test_an_unknown_kind_is_refused_with_those_that_are_there(authority: Authority) -> None:
    make_precinct_kind(authority, code="guard")
    with pytest.raises(readings.KindUnknown, match="municipality, guard"):
        uploaded(authority, TOWN, kind="police")


def test_nothing_usable_is_refused_with_the_first_reason(authority: Authority) -> None:
    with pytest.raises(readings.NothingUsable, match="not an area"):
        uploaded(authority, [({"kod": "1"}, shapely.Point(20, 50))])
    assert not PlaceImport.objects.exists()


def test_a_file_is_applied_or_dropped_once(authority: Authority, coordinator: User) -> None:
    place_import = uploaded(authority, TOWN)
    importing.apply_import(place_import=place_import, by=coordinator, at=NOON)
    for operation in (importing.apply_import, importing.drop_import):
        with pytest.raises(WrongState):
            operation(place_import=place_import, by=coordinator, at=NOON)


def test_a_dropped_file_is_forgotten(authority: Authority, coordinator: User) -> None:
    place_import = uploaded(authority, TOWN)
    importing.drop_import(place_import=place_import, by=coordinator, at=NOON)
    place_import.refresh_from_db()
    assert (place_import.state, place_import.file.name) == (ImportState.DROPPED, "")
    assert not Boundary.objects.exists()


def test_others_may_neither_upload_nor_take_over(
    authority: Authority, reporter: User, stranger: User
) -> None:
    place_import = uploaded(authority, TOWN)
    for by in (reporter, stranger):
        with pytest.raises(NotAllowed):
            uploaded(authority, TOWN, by=by)
        with pytest.raises(NotAllowed):
            importing.apply_import(place_import=place_import, by=by, at=NOON)
        with pytest.raises(NotAllowed):
            importing.drop_import(place_import=place_import, by=by, at=NOON)
    assert not Boundary.objects.exists()
