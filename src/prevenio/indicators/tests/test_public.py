"""What residents see: public figures only, nothing that could point at single people."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.indicators.models import IndicatorClass, IndicatorGroup, Nature
from prevenio.indicators.queries.public import public_parts, public_series
from prevenio.indicators.tests.factories import (
    TODAY,
    make_indicator,
    make_series,
    make_value,
)
from prevenio.people.models import Authority

HOME = "/testowo/indicators/"


@pytest.fixture(autouse=True)
def may() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 5, 20, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def site(client: Client, authority: Authority) -> Client:
    authority.languages = ["en"]
    authority.save()
    return client


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_residents_read_the_same_sentence(site: Client, authority: Authority) -> None:
    make_series(authority, "W-01", stand_in="Zamiast ujawnionych.")

    page = words(site, f"{HOME}W-01/")

    assert "<strong>In 2023 13% fewer than a year before</strong>" in page
    assert "Zamiast ujawnionych." in page
    assert "style=" not in page
    assert "Correct" not in page
    assert site.get(f"{HOME}W-01/chart.svg").content.startswith(b"<svg")


@pytest.mark.parametrize("data_class", [IndicatorClass.INTERNAL, IndicatorClass.POLICE])
def test_what_is_not_public_is_not_found(
    site: Client, authority: Authority, data_class: str
) -> None:
    make_series(authority, "X-1", name="Tajne", data_class=data_class)

    assert site.get(f"{HOME}X-1/").status_code == 404
    assert site.get(f"{HOME}X-1/chart.svg").status_code == 404
    assert "Tajne" not in words(site, HOME)
    assert site.get(f"{HOME}nothing%00/").status_code == 404


def test_small_numbers_are_hidden_on_every_page(site: Client, authority: Authority) -> None:
    indicator = make_indicator(authority, "X-1", smallest_shown=5)
    for year, number in ((2021, 30), (2022, 4), (2023, 0), (2024, 31)):
        make_value(indicator, year, number)

    page = words(site, f"{HOME}X-1/")

    assert "fewer than 5 events" in page
    assert "<strong>4</strong>" not in page
    assert "<strong>0</strong>" in page
    drawing = site.get(f"{HOME}X-1/chart.svg").content.decode()
    assert ">4</text>" not in drawing
    assert "2022" not in drawing


def test_share_of_few_is_hidden_from_both_ends(authority: Authority) -> None:
    indicator = make_indicator(authority, nature=Nature.SHARE)
    for year, share, whole in (
        (2021, "0.02", 100),
        (2022, "0.98", 100),
        (2023, "0.5", 4),
        (2024, "0.5", 100),
    ):
        make_value(indicator, year, share, denominator=Decimal(whole))

    series = public_series([indicator], today=TODAY)[indicator.pk]

    assert [point.number for point in series.points] == [None, None, None, Decimal("0.5")]


def test_one_hidden_part_hides_another_lest_the_whole_gives_it_away(
    site: Client, authority: Authority
) -> None:
    indicator = make_indicator(authority, "X-1", smallest_shown=5)
    make_value(indicator, 2024, 133)
    for part, number in (("Centrum", 100), ("Herby", 30), ("Białogon", 3)):
        make_value(indicator, 2024, number, breakdown=part)

    (parts,) = public_parts(indicator).values()

    assert parts == {"Centrum": Decimal(100), "Herby": None, "Białogon": None}
    assert words(site, f"{HOME}X-1/").count("too few to show") == 2


def test_list_is_apart_by_group_and_takes_few_statements(
    site: Client, authority: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        one = make_indicator(authority, f"X-{number:03}", group=IndicatorGroup.PETTY)
        make_value(one, 2023, 100)
        make_value(one, 2024, 50)
    make_series(authority, "W-01", group=IndicatorGroup.CRIME)
    site.get(HOME)

    with django_assert_max_num_queries(8):
        page = words(site, HOME)

    assert page.index("<h2>Crimes</h2>") < page.index("<h2>Petty offences</h2>")
    assert "50% fewer than a year before" in page
    assert "No figure fits" in words(site, f"{HOME}?q=%3Cscript%3E&page=-1")
