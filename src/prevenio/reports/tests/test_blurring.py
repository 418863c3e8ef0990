"""A square hides who reported: whoever is counted in it would be shown in the same one."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
import shapely

from prevenio.people.models import Authority, Role
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.places.locating import Homes
from prevenio.places.models import Address
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.reports.blurring import (
    FEWEST_HOMES,
    WIDTHS,
    Point,
    hiding_square,
    square_of,
    stands_alone,
)
from prevenio.reports.models import ReportClass
from prevenio.reports.operations.working import sort
from prevenio.reports.queries.public import Chosen, shown_reports
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_ground,
    make_report,
)

# Of the grid of 250 metres around it, the middle of the first square of 100 metres.
WIDE = square_of(*HERE, 250)
LONE = square_of(*WIDE.middle, 100).middle
VILLAGE = [(WIDE.south + 0.00005 + number / 1_000_000, WIDE.west + 0.00005) for number in range(30)]


def among(homes: list[Point]) -> Homes:
    return Homes(np.array(sorted(homes), dtype=np.float64).reshape(len(homes), 2))


def test_a_village_does_not_hide_the_lone_house_beside_it() -> None:
    homes = [LONE, *VILLAGE]
    shown = hiding_square(*LONE, 100, among(homes))
    # In the square of 250 metres there are 31 homes, of which 30 are shown in one of 100.
    assert (shown.width, shown.hides) == (WIDTHS[-1], False)
    village = {hiding_square(*one, 100, among(homes)) for one in VILLAGE}
    assert {(one.width, one.hides) for one in village} == {(100, True)}
    assert stands_alone(*LONE, among(homes))
    assert not stands_alone(*VILLAGE[0], among(homes))

    around = square_of(*LONE, 2000)
    others = [(around.south + 0.002 + row * 0.004, around.middle[1]) for row in range(4)]
    lonely = [LONE, *others]
    assert {hiding_square(*one, 100, among([*homes, *others])) for one in lonely} == {around}


@pytest.mark.parametrize("seed", range(4))
def test_whoever_is_shown_in_a_square_shares_it_with_enough_others(seed: int) -> None:
    chance = Random(seed)
    homes = [(HERE[0] + chance.uniform(-0.03, 0.03), HERE[1] + chance.uniform(-0.05, 0.05))]
    while len(homes) < 220:
        north, east = chance.choice(homes)
        reach = chance.choice((0.0002, 0.001, 0.02))
        homes.append((chance.gauss(north, reach), chance.gauss(east, reach)))
    shown = Counter(hiding_square(*one, 50, among(homes)) for one in homes)

    assert len({one.width for one in shown}) > 3
    assert all(one.hides == (count >= FEWEST_HOMES) for one, count in shown.items())


def test_beside_homes_a_square_does_not_point_at_the_few() -> None:
    beside = (WIDE.north - 0.0001, WIDE.east - 0.0001)
    assert hiding_square(*beside, 100, among(VILLAGE)).width == 250
    assert hiding_square(*beside, 100, among([LONE, *VILLAGE])).width > 250
    assert hiding_square(*beside, 100, among([])).width == 100


@pytest.fixture
def authority(db: None) -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


def make_homes(authority: Authority, homes: list[Point]) -> None:
    Address.objects.bulk_create(
        Address(authority=authority, number=str(number), latitude=north, longitude=east)
        for number, (north, east) in enumerate(homes)
    )


def test_what_no_square_hides_is_not_shown_whatever_category_it_gets(
    authority: Authority,
) -> None:
    make_homes(authority, [LONE, *VILLAGE])
    make_ground(authority)
    version = make_category(authority, blur_metres=100)
    counted = make_category(authority, blur_metres=100, data_class=ReportClass.COUNTS)
    village: dict[str, Any] = dict(zip(("latitude", "longitude"), VILLAGE[0], strict=True))
    lone: dict[str, Any] = dict(zip(("latitude", "longitude"), LONE, strict=True))
    other = make_report(authority, version=version, **village)
    hidden = make_report(authority, version=version, **lone)
    sorted_later = make_report(authority, version=counted, **lone)
    assert (hidden.blur_metres, other.blur_metres) == (WIDTHS[-1], 100)

    officer = make_member(authority=authority, role=Role.COORDINATOR)
    assert sorted_later.public_at == MORNING
    for report, other_version in ((sorted_later, version), (hidden, make_category(authority))):
        sort(report=report, seen=report.revision, version=other_version, by=officer, at=MORNING)
    assert list(shown_reports(authority, Chosen(), MORNING + timedelta(days=900))) == [other]


def test_a_boundary_through_the_square_does_not_tell_the_side(authority: Authority) -> None:
    shown = square_of(*HERE, 100)
    border = shown.south + (shown.north - shown.south) * 0.8
    west, south, east, north = HERE[1] - 0.2, HERE[0] - 0.2, HERE[1] + 0.2, HERE[0] + 0.2
    kind = make_precinct_kind(authority)
    for code, box in (("1", (west, south, east, border)), ("2", (west, border, east, north))):
        town = make_municipality(authority, name=f"Town {code}", shape=shapely.box(*box))
        make_precinct(kind, code=code, municipality=town, shape=shapely.box(*box))
    report = make_report(
        authority,
        version=make_category(authority, blur_metres=100),
        latitude=border + 0.00001,
        longitude=shown.middle[1],
    )
    assert report.precinct is not None
    assert report.public_precinct is not None
    # The staff know where it is, residents read what lies in the middle of the square.
    assert (report.precinct.code, report.public_precinct.code) == ("2", "1")
    assert report.public_municipality == report.public_precinct.municipality
    assert report.municipality == report.precinct.municipality


def test_nobody_learns_from_the_order_at_what_hour_a_report_came(authority: Authority) -> None:
    version = make_category(authority, delay_hours=24)
    hours = [MORNING + timedelta(hours=number) for number in range(8)]
    same_day = [make_report(authority, version=version, at=at) for at in hours]
    # One minute after midnight in Warsaw: the UTC day is still that of the others.
    later = make_report(authority, version=version, at=MORNING.replace(hour=23, minute=1))
    shown = list(shown_reports(authority, Chosen(), MORNING + timedelta(days=5)))
    assert shown == [later, *sorted(same_day, key=lambda one: one.key)]


def test_ground_of_nowhere_has_no_names(authority: Authority) -> None:
    make_municipality(authority, shape=square(HERE[1] - 0.2, HERE[0] - 0.2, 0.4))
    report = make_report(authority)
    assert report.public_municipality == report.municipality
    assert report.public_precinct is None
