"""What residents are offered to confirm, while they report the same themselves."""

from datetime import timedelta

import pytest

from prevenio.people.models import Authority
from prevenio.places.models import Address
from prevenio.reports.blurring import Point, square_of
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.queries.similar import similar_to
from prevenio.reports.tests.factories import HERE, MORNING, make_category, make_ground, make_report

SQUARE = square_of(*HERE, 1000)
FARMS = [
    (
        SQUARE.south + row * (SQUARE.north - SQUARE.south),
        SQUARE.west + column * (SQUARE.east - SQUARE.west),
    )
    for row in (0.1, 0.5, 0.9)
    for column in (0.1, 0.5, 0.9)
]


@pytest.fixture
def version(authority: Authority) -> CategoryVersion:
    """Farms some 400 metres apart: residents see squares of a kilometre."""
    make_ground(authority)
    Address.objects.bulk_create(
        Address(authority=authority, number=str(number), latitude=latitude, longitude=longitude)
        for number, (latitude, longitude) in enumerate(FARMS)
    )
    return make_category(authority, blur_metres=100)


def reported_at(point: Point, version: CategoryVersion) -> Report:
    authority = version.category.authority
    return make_report(authority, version=version, latitude=point[0], longitude=point[1])


def offered_at(point: Point, version: CategoryVersion, **given: int) -> list[tuple[object, int]]:
    found = similar_to(
        authority=version.category.authority,
        version=version,
        latitude=point[0],
        longitude=point[1],
        at=MORNING + timedelta(days=2),
        **given,
    )
    return [(one.key, one.metres) for one in found]


@pytest.mark.django_db
def test_what_is_shown_in_the_square_of_a_place_is_offered_there(version: CategoryVersion) -> None:
    report = reported_at(FARMS[0], version)
    assert report.blur_metres == 1000
    assert [key for key, _metres in offered_at(FARMS[-1], version)] == [report.key]
    # As far beyond the square as it is wide, where the new report will be shown so widely too.
    beyond = (SQUARE.north + 0.002, FARMS[4][1])
    assert not offered_at(beyond, version)
    assert [key for key, _metres in offered_at(beyond, version, width=1000)] == [report.key]
    assert not offered_at((SQUARE.north + 0.02, HERE[1]), version, width=1000)


@pytest.mark.django_db
def test_what_is_offered_says_nothing_finer_than_the_square(version: CategoryVersion) -> None:
    first, last = (reported_at(farm, version) for farm in (FARMS[0], FARMS[-1]))
    for point in (*FARMS, HERE):
        distances = dict(offered_at(point, version))
        assert distances[first.key] == distances[last.key]
