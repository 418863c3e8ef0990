"""The staff take the list of problem places along as a table, narrowed as they see it."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from prevenio.people.models import Authority, Role
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.operations.taking import When
from prevenio.reports.tests.factories import make_category, make_problem_place, make_report

pytestmark = pytest.mark.django_db
LIST, TABLE = "/testowo/desk/reports/places/", "/testowo/desk/reports/places.csv"


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def staff(client: Client, authority: Authority) -> Client:
    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    return client


def rows_of(client: Client, **query: str | int) -> list[list[str]]:
    answer = client.get(TABLE, query)
    assert answer["Cache-Control"] == "private, no-store"
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_table_has_the_rows_of_the_list(
    staff: Client, authority: Authority, django_assert_max_num_queries: Any
) -> None:
    version = make_category(authority)
    when = When(weekdays=1, from_hour=10, to_hour=11)
    for name in ("=Schody", "Park"):
        reports = [make_report(authority, version=version, when=when) for _ in range(2)]
        make_problem_place(authority, reports, name=name)
    make_problem_place(authority, name="Inne")

    query = {"category": version.category_id}
    page = staff.get(LIST, query).content.decode()
    assert f'href="{TABLE}?category={version.category_id}"' in page
    with django_assert_max_num_queries(8):
        heads, *rows = rows_of(staff, **query)
    # A name never runs as a formula.
    assert [row[1] for row in rows] == ["'=Schody", "Park"]
    told = dict(zip(heads, rows[0], strict=True))
    assert (told["People"], told["Reports"], told["Most often"]) == ("2", "2", "Monday 10–12")
    assert rows_of(staff, state="SOLVED") == [heads]


def test_the_places_of_the_hour_stand_first_there_too(staff: Client, authority: Authority) -> None:
    friday = When(weekdays=1 << 4, from_hour=21, to_hour=22)
    make_problem_place(authority, [make_report(authority) for _ in range(3)], name="Often")
    make_problem_place(authority, [make_report(authority, when=friday)], name="Friday")

    assert [row[1] for row in rows_of(staff)[1:]] == ["Often", "Friday"]
    assert [row[1] for row in rows_of(staff, weekday=4, hour=21)[1:]] == ["Friday", "Often"]


def test_strangers_find_no_table(client: Client, authority: Authority) -> None:
    client.force_login(make_member(role=Role.COORDINATOR))
    assert client.get(TABLE).status_code == 404
