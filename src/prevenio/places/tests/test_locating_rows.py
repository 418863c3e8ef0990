from datetime import date, timedelta

from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.places.locating import homes_of, index_of, keeping
from prevenio.places.models import Address
from prevenio.places.operations.versions import mark_changed
from prevenio.places.queries.locating import PlacesAt, places_at
from prevenio.places.tests.factories import (
    make_boundary,
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)

TODAY = date(2026, 3, 2)


def at(authority: Authority, latitude: float, longitude: float, day: date = TODAY) -> PlacesAt:
    return places_at(authority=authority, latitude=latitude, longitude=longitude, day=day)


def test_a_point_has_its_municipality_and_a_precinct_of_each_kind(authority: Authority) -> None:
    town = make_municipality(authority, shape=square(20, 50, 2))
    guard = make_precinct_kind(authority, code="guard", position=2)
    police = make_precinct_kind(authority, code="police", position=1)
    second = make_precinct(guard, shape=square(20, 50))
    first = make_precinct(police, shape=square(20, 50))
    make_precinct(police, shape=square(21, 51))

    found = at(authority, 50.5, 20.5)

    assert found.municipality == town
    assert found.precincts == (first, second)
    assert at(authority, 50.5, 21.5) == PlacesAt(town, ())
    assert at(authority, 10, 10).is_outside


def test_what_one_authority_keeps_is_not_found_by_another(authority: Authority) -> None:
    make_municipality(make_authority(), shape=square(20, 50))
    assert at(authority, 50.5, 20.5).is_outside


def test_a_boundary_answers_on_its_days_only(authority: Authority) -> None:
    town, village = make_municipality(authority), make_municipality(authority)
    make_boundary(town, square(20, 50), last_day=TODAY)
    make_boundary(village, square(20, 50), first_day=TODAY + timedelta(days=1))

    assert at(authority, 50.5, 20.5).municipality == town
    assert at(authority, 50.5, 20.5, TODAY + timedelta(days=1)).municipality == village
    assert at(authority, 50.5, 20.5, TODAY - timedelta(days=900)).municipality == town


def test_a_look_up_asks_three_statements_and_another_day_nothing_more(
    authority: Authority, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_municipality(authority, shape=square(20, 50))
    make_precinct(make_precinct_kind(authority), shape=square(20, 50))
    at(authority, 50.5, 20.5)

    with django_assert_num_queries(3):
        at(authority, 50.5, 20.5)
    with django_assert_num_queries(3):
        at(authority, 50.5, 20.5, TODAY + timedelta(days=30))
    with django_assert_num_queries(1):
        at(authority, 10, 10)


def test_a_change_is_seen_at_the_next_look(authority: Authority) -> None:
    town = make_municipality(authority, shape=square(20, 50))
    before = index_of(authority.pk, TODAY)
    assert index_of(authority.pk, TODAY) is before

    town.boundaries.all().delete()
    mark_changed(authority.pk)

    assert at(authority, 50.5, 20.5).is_outside
    assert index_of(authority.pk, TODAY).version > before.version


def test_the_indexes_of_a_process_are_few(authority: Authority) -> None:
    town = make_municipality(authority)
    for number in range(keeping.MOST_KEPT + 3):
        day = TODAY + timedelta(days=number)
        make_boundary(town, square(20, 50), first_day=day, last_day=day)
    for number in range(keeping.MOST_KEPT + 3):
        index_of(authority.pk, TODAY + timedelta(days=number))

    assert len(keeping._kept) <= keeping.MOST_KEPT


def test_homes_are_read_once_and_anew_after_a_change(
    authority: Authority, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_municipality(authority, shape=square(20, 50))
    corners = [(50.1, 20.1), (50.1, 20.2), (50.2, 20.1), (50.3, 20.3)]
    for north, east in corners:
        Address.objects.create(authority=authority, latitude=north, longitude=east)
    other = make_authority(slug="inne")
    Address.objects.create(authority=other, latitude=50.1, longitude=20.1)
    index = index_of(authority.pk, TODAY)
    inside = homes_of(index).inside(south=50.1, west=20.1, north=50.2, east=20.2)
    assert inside.tolist() == [list(one) for one in corners[:3]]
    with django_assert_num_queries(0):
        assert len(homes_of(index).points) == 4

    Address.objects.filter(latitude=50.3).delete()
    mark_changed(authority.pk)
    assert len(homes_of(index_of(authority.pk, TODAY)).points) == 3


def test_where_no_home_is_known_none_is_near(authority: Authority) -> None:
    homes = homes_of(index_of(authority.pk, TODAY))
    assert homes.inside(south=-90, west=-180, north=90, east=180).shape == (0, 2)
