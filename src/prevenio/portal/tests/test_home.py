"""The first page: who looks after my street, what is coming, how the programme goes."""

import pytest
import shapely
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.places.models import Boundary, Precinct, PrecinctKind
from prevenio.places.operations.versions import mark_changed
from prevenio.portal.tests.sample import make_public_programme

pytestmark = pytest.mark.django_db

# The first page gathers from every room; it is no list and does not grow.
MOST_STATEMENTS = 16


def draw_precinct(authority: Authority, *, code: str = "1", name: str = "Centrum") -> Precinct:
    kind, _is_new = PrecinctKind.objects.get_or_create(authority=authority, code="police")
    precinct = Precinct.objects.create(authority=authority, kind=kind, code=code, name=name)
    west, south = 20.6 + int(code) / 100, 50.8
    shape = shapely.box(west, south, west + 0.01, south + 0.01)
    Boundary.objects.create(
        authority=authority,
        precinct=precinct,
        shape=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=west + 0.01,
        north=south + 0.01,
    )
    mark_changed(authority.pk)
    return precinct


def read(client: Client, slug: str = "testowo") -> str:
    client.cookies["django_language"] = "en"
    response = client.get(f"/{slug}/")
    assert response.status_code == 200
    return response.text


def test_on_the_first_day_the_search_of_the_site_leads(
    client: Client, authority: Authority
) -> None:
    text = read(client)

    assert "Who takes care of our safety, and how?" in text
    assert "Who looks after my street?" not in text


def test_precincts_open_the_search_for_an_address(client: Client, authority: Authority) -> None:
    draw_precinct(authority)

    text = read(client)

    assert "Who looks after my street?" in text
    assert '<svg class="outline"' in text


def test_picture_follows_a_change_of_the_precincts(client: Client, authority: Authority) -> None:
    draw_precinct(authority)
    read(client)

    draw_precinct(authority, code="2", name="Nowe Osiedle")

    assert "Nowe Osiedle" in read(client)


def test_name_of_a_precinct_is_never_markup(client: Client, authority: Authority) -> None:
    draw_precinct(authority, name="<script>alert(1)</script>")

    assert "<script>alert" not in read(client)


def test_other_authority_shows_none_of_it(client: Client, authority: Authority) -> None:
    draw_precinct(authority, name="Tajny rejon")
    make_authority(slug="inne")

    assert "Tajny rejon" not in read(client, "inne")


def test_first_page_makes_as_many_statements_for_many_precincts(
    client: Client, authority: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_public_programme(authority)
    for number in range(1, 9):
        draw_precinct(authority, code=str(number))

    with django_assert_max_num_queries(MOST_STATEMENTS):
        read(client)
    with django_assert_max_num_queries(MOST_STATEMENTS - 2):
        read(client)
