"""Problem places for maps and tables say what the page of a place says, and no more."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import ProblemPlace, ReportClass
from prevenio.reports.operations import problem_places
from prevenio.reports.operations.taking import When
from prevenio.reports.queries.place_page import middles_of
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)

pytestmark = pytest.mark.django_db
BASE = "/testowo/api/problem-places"


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def make_place(
    authority: Authority, by: User, *, people: int, is_public: bool = True, **fields: Any
) -> ProblemPlace:
    version = make_category(authority, **fields)
    friday = When(weekdays=1 << 4, from_hour=21, to_hour=23)
    reports = [
        make_report(authority, version=version, when=friday, words="tajne") for _ in range(people)
    ]
    place = make_problem_place(authority, reports, by=by, name=f"=Schody {people}")
    common: dict[str, Any] = {"place": place, "by": by, "at": MORNING}
    if is_public:
        place = problem_places.show(seen=place.revision, is_public=True, **common)
    problem_places.say_tried(text="Notatka dla nas.", is_public=False, **common)
    problem_places.tell_result(text="Stoi latarnia.", **common)
    return place


def features(client: Client, query: str = "") -> list[Any]:
    answer = client.get(f"{BASE}.geojson{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    found: list[Any] = answer.json()["features"]
    return found


def test_a_place_is_told_as_its_page_tells_it(
    client: Client, authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator, people=6, code="alcohol")

    (feature,) = features(client)
    north, east = middles_of([place])[0]
    assert feature["geometry"]["coordinates"] == [east, north]
    assert (north, east) != HERE
    told = feature["properties"]
    assert (told["name"], told["category"], told["state"]) == ("=Schody 6", "alcohol", "open")
    assert (told["people"], told["most_often"]) == (6, ["Friday 21–24"])
    assert told["square_metres_wide"] == 100
    assert [one["text"] for one in told["done"]][-1] == "Stoi latarnia."
    whole = client.get(f"{BASE}.geojson").content.decode()
    assert "tajne" not in whole
    assert "Notatka" not in whole


def test_small_numbers_are_left_out_with_all_that_follows_from_them(
    client: Client, authority: Authority, coordinator: User
) -> None:
    make_place(authority, coordinator, people=4)

    told = features(client)[0]["properties"]
    assert (told["people"], told["trend"], told["most_often"]) == ("<5", "", [])


def test_the_table_holds_the_same_and_runs_no_formula(
    client: Client, authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator, people=6)

    text = client.get(f"{BASE}.csv", headers={"Accept-Language": "en"}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["key"], row["name"], row["people"]) == (str(place.key), "'=Schody 6", "6")
    assert (row["most_often"], row["last_done"]) == ("Friday 21–24", "Stoi latarnia.")
    assert float(row["latitude"]) == middles_of([place])[0][0]


def test_what_residents_do_not_see_is_not_given_out(
    client: Client, authority: Authority, coordinator: User
) -> None:
    make_place(authority, coordinator, people=5, is_public=False)
    make_place(authority, coordinator, people=5, data_class=ReportClass.COUNTS)
    elsewhere = make_authority(country="PL")
    make_place(elsewhere, make_member(authority=elsewhere, role=Role.COORDINATOR), people=5)

    assert features(client) == []


def test_places_are_narrowed_and_paged_in_few_statements(
    client: Client, authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        make_place(authority, coordinator, people=1, code=f"kind-{number}")

    assert len(features(client, "?category=kind-1,none")) == 1
    assert len(features(client, "?state=open")) == 3
    assert features(client, "?state=solved") == []
    assert len(features(client, "?page_size=2&page=2")) == 1
    assert 'rel="next"' in client.get(f"{BASE}.csv?page_size=2")["Link"]
    assert client.get(f"{BASE}.csv?state=unknown").status_code == 400
    with django_assert_max_num_queries(10):
        features(client)
