"""Reports near each other are one place; the cost grows with the reports."""

from datetime import UTC, datetime
from math import cos, radians
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.reports.blurring import METRES_PER_DEGREE, WIDTHS, square_of
from prevenio.reports.clustering import LINK, Point, cluster_of, clusters_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def point(pk: int, north: float, east: float, person: str = "") -> Point:
    """So many metres from a point in Kielce."""
    latitude = 50.866 + north / METRES_PER_DEGREE
    longitude = 20.6286 + east / (METRES_PER_DEGREE * cos(radians(50.866)))
    return Point(pk, latitude, longitude, person or f"person-{pk}", NOW)


def test_those_near_each_other_belong_together_and_the_largest_comes_first() -> None:
    street = [point(number, 0, 40 * number) for number in range(3)]
    corner = [point(10, 1_000, 0), point(11, 1_010, 10)]
    alone = [point(20, 3_000, 3_000)]
    found = clusters_of([*alone, *corner, *street])
    assert [[one.pk for one in sorted(c.points, key=lambda p: p.pk)] for c in found] == [
        [0, 1, 2],
        [10, 11],
    ]


def test_a_street_is_no_place() -> None:
    found = clusters_of([point(number, 0, 40 * number) for number in range(30)])
    assert all(cluster.radius <= 150 for cluster in found)
    assert sum(len(cluster.points) for cluster in found) == 30


def test_people_are_counted_once() -> None:
    cluster = cluster_of([point(1, 0, 0, "a"), point(2, 5, 5, "a"), point(3, 9, 9, "b")])
    assert (len(cluster.points), cluster.people) == (3, 2)


def test_places_on_both_sides_of_half_a_degree_are_linked() -> None:
    near = [
        Point(1, 50.49999, 20.6, "a", NOW),
        Point(2, 50.50001, 20.6, "b", NOW),
    ]
    assert len(clusters_of(near)) == 1


places = st.lists(st.tuples(st.floats(-400, 400), st.floats(-400, 400)), min_size=1, max_size=25)


@given(places)
@settings(max_examples=60)
def test_every_report_is_in_one_cluster_whatever_their_order(
    where: list[tuple[float, float]],
) -> None:
    points = [point(pk, *one) for pk, one in enumerate(where)]
    found = clusters_of(points, fewest=1)
    assert sorted(one.pk for cluster in found for one in cluster.points) == list(range(len(points)))
    mixed = Random(4).sample(points, len(points))
    as_sets = {frozenset(one.pk for one in cluster.points) for cluster in found}
    assert as_sets == {
        frozenset(one.pk for one in cluster.points) for cluster in clusters_of(mixed, fewest=1)
    }
    assert LINK < 150


@given(st.floats(-85, 85), st.floats(-179, 179), st.sampled_from(WIDTHS))
def test_a_square_holds_its_point_and_tells_no_more(lat: float, lon: float, width: int) -> None:
    square = square_of(lat, lon, width)
    assert square.south <= lat <= square.north + 1e-9
    assert square.west <= lon <= square.east + 1e-9
    north, east = square.middle
    assert square_of(north, east, width).middle == square.middle
