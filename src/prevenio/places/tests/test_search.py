"""What a search gives when there is not one clear address, and what cannot break it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevenio.people.models import Authority
from prevenio.places.gazetteer import Gazetteer, Place
from prevenio.places.models import Address
from prevenio.places.operations.versions import mark_changed
from prevenio.places.queries.searching import search_addresses
from prevenio.places.searching import (
    fit_of,
    point_of,
    search_text_of,
    understood,
)
from prevenio.places.tests.test_search_slips import address, kielce, region

__all__ = ["kielce", "region"]

HOSTILE = (
    *("", " ", "a", "1", "a" * 10_000, "\0", "Bodzen\0tyńska 12", "👮🏽‍♀️ 12", "%", "_", "'", '"'),
    *("'; DROP TABLE places_address; --", "((((", "[a-", "\\", ".*+?^$", "12 12 12 12 12"),
    *("\u202eaksńytnezdoB 12", "שלום 12", "مرحبا", "<script>alert(1)</script>", "a/b/c/d"),
    *("1/2/3/4/5/6", "12-", "-12", "nan, nan", "inf inf", "1e999, 2", "ﷺ" * 300, "ł" * 500),
    *("999, 999", "50.87,", ",", "٣ ٤", "²", "\ud800"),
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_can_be_typed_breaks_the_search(kielce: Authority, typed: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        search_addresses(kielce, typed)

    assert len(asked) <= 4


@given(st.text(max_size=300))
def test_any_text_is_taken_apart(typed: str) -> None:
    asked = understood(typed)

    gazetteer = Gazetteer([Place("Długa", "", 1, "Testowo", 50.0, 20.0, 1)])
    assert len(asked.words) <= 10
    assert all(0 <= guess.fit <= 1 for guess in gazetteer.guesses(asked))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(min_size=1, max_size=40))
def test_a_street_is_found_by_its_own_name(name: str) -> None:
    place = Place(name, "", 1, "Testowo", 50.0, 20.0, 1)
    asked = understood(f"{name} 7")
    if asked.is_empty or not search_text_of(street=name):
        return

    assert len(Gazetteer([place]).guesses(asked)) <= 1


def test_street_without_number_gives_its_numbers_in_order(kielce: Authority) -> None:
    found = search_addresses(kielce, "Bodzentyńska")

    assert found.street == "Bodzentyńska"
    assert [hit.title.split()[-1] for hit in found.hits] == ["3", "12", "12a", "14/2"]
    assert not found.is_clear


def test_street_with_one_address_needs_no_number(kielce: Authority) -> None:
    found = search_addresses(kielce, "wesola")

    assert found.is_clear
    assert found.first is not None
    assert found.first.title == "Wesoła 51"


def test_number_that_is_missing_is_said_beside_the_nearest(kielce: Authority) -> None:
    found = search_addresses(kielce, "Bodzentyńska 500")

    assert found.missing_number == "500"
    assert not found.is_clear
    assert [hit.title for hit in found.hits][-1] == "Bodzentyńska 14/2"


def test_street_in_several_towns_is_a_choice(region: Authority) -> None:
    found = search_addresses(region, "Plzeňská 5")

    assert not found.is_clear
    assert {hit.within for hit in found.hits} == {"Stříbro", "Nové Město, Rokycany"}


def test_town_alone_is_its_point(region: Authority) -> None:
    found = search_addresses(region, "stříbro")

    assert found.is_clear
    assert found.first is not None
    assert found.first.title == "Stříbro"
    assert found.first.latitude == 49.5


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("50.87, 20.63", (50.87, 20.63)),
        ("50.87 20.63", (50.87, 20.63)),
        ("50,87; 20,63", (50.87, 20.63)),
        ("50.87N 20.63E", (50.87, 20.63)),
        ("20.63, 50.87", (50.87, 20.63)),
        ("-33.9, 18.4", (-33.9, 18.4)),
        ("95.0, 20.0", None),
        ("12, 4", None),
        ("12 4", None),
    ],
)
def test_coordinates_are_read(typed: str, point: tuple[float, float] | None) -> None:
    assert point_of(typed) == point


def test_coordinates_are_a_point_without_asking_the_database(authority: Authority) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = search_addresses(authority, "50.87, 20.63")

    assert len(asked) == 0
    assert found.is_clear
    assert found.first is not None
    assert (found.first.latitude, found.first.longitude) == (50.87, 20.63)


def test_what_is_not_there_is_not_found(kielce: Authority) -> None:
    for typed in ("Xyzqwrt 12", "Marszałkowska 12", "qqqq"):
        assert not search_addresses(kielce, typed).hits


def test_another_authority_has_its_own_streets(kielce: Authority, authority: Authority) -> None:
    assert not search_addresses(authority, "Bodzentyńska 12").hits


def test_new_addresses_are_found_once_the_places_have_changed(kielce: Authority) -> None:
    search_addresses(kielce, "Nowiutka 1")
    town = kielce.municipalities.get()
    Address.objects.bulk_create([address(town, "Nowiutka", "", "1", 0.5)])
    mark_changed(kielce.pk)

    found = search_addresses(kielce, "Nowiutka 1")

    assert found.is_clear


@pytest.mark.parametrize(
    ("asked", "stored", "least"),
    [
        ("12", "12", 1),
        ("12a", "12 A", 1),
        ("12", "12/4", 0.9),
        ("4", "12/4", 0.9),
        ("14", "12-16", 0.9),
    ],
)
def test_house_numbers_fit(asked: str, stored: str, least: float) -> None:
    assert fit_of(asked, stored) >= least


@pytest.mark.parametrize(("asked", "stored"), [("12", "120"), ("1", "11"), ("12a", "12b")])
def test_other_house_numbers_do_not_fit(asked: str, stored: str) -> None:
    assert fit_of(asked, stored) == 0
