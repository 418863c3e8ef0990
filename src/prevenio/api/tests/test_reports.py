"""Public reports for maps and tables."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.reports.models import CategoryVersion, Report, ReportClass
from prevenio.reports.queries.counts import counts_by_precinct
from prevenio.reports.tests.factories import HERE, make_category, make_ground, make_report
from prevenio.reports.tiles import tile_at

pytestmark = pytest.mark.django_db

BASE = "/testowo/api/"
# A month later, when March is over.
LATER = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _later() -> Any:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def alcohol(authority: Authority) -> CategoryVersion:
    return make_category(authority, code="alcohol")


def asked(client: Client, path: str, **query: str | int) -> Any:
    answer = client.get(BASE + path, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def table(client: Client, path: str, **query: str | int) -> list[dict[str, str]]:
    answer = client.get(BASE + path, query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def tile_of(zoom: int) -> str:
    tile = tile_at(*HERE, zoom)
    return f"reports/tiles/{tile.zoom}/{tile.column}/{tile.row}.json"


def test_reports_are_points_of_a_map(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    report = make_report(authority, version=alcohol, words="tajne")
    make_report(authority, version=make_category(authority, data_class=ReportClass.COUNTS))
    answer = client.get(BASE + "reports.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"]["coordinates"] == [report.public_longitude, report.public_latitude]
    assert feature["properties"] == {
        "key": str(report.key),
        "reference": report.reference,
        "category": "alcohol",
        "category_name": "Picie alkoholu",
        "kmzb": alcohol.kmzb,
        "state": "received",
        "state_words": feature["properties"]["state_words"],
        "mark": "green",
        "received_on": "2026-03-02",
        "closed_on": None,
        "square_metres_wide": 100,
    }
    assert b"tajne" not in answer.content


def test_the_table_holds_the_same(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    report = make_report(authority, version=alcohol)
    (row,) = table(client, "reports.csv")
    assert (row["reference"], row["received_on"]) == (report.reference, "2026-03-02")
    assert float(row["latitude"]) == report.public_latitude
    Report.objects.update(public_latitude=-33.9)
    assert table(client, "reports.csv")[0]["latitude"] == "-33.9"


def test_reports_are_narrowed_and_paged(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    for _ in range(3):
        make_report(authority, version=alcohol)

    def count(**query: str | int) -> int:
        return len(asked(client, "reports.geojson", **query)["features"])

    assert count(category="alcohol,none", state="open") == 3
    assert count(category="none") == 0
    assert count(state="solved") == 0
    assert count(**{"from": "2026-03-02", "to": "2026-03-02"}) == 3
    assert count(**{"from": "2026-03-03"}) == 0
    assert count(bbox="20,50,21,51") == 3
    assert count(bbox="0,0,1,1") == 0
    first = client.get(BASE + "reports.geojson?page_size=2&state=")
    assert 'page=2>; rel="next"' in first["Link"]
    assert count(page_size=2, page=2) == 1


def test_a_list_takes_few_statements(
    client: Client,
    authority: Authority,
    alcohol: CategoryVersion,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(5):
        make_report(authority, version=alcohol)
    for path in ("reports.geojson", "reports.csv", "reports/precincts.json"):
        with django_assert_max_num_queries(4):
            assert client.get(BASE + path).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"bbox": "nan,0,1,1"},
        {"bbox": "0,0,inf,1"},
        {"bbox": "1,1,0,0"},
        {"bbox": "1,2,3"},
        {"bbox": "0,0,1e400,1"},
        {"state": "unknown"},
        {"category": "%%%"},
        {"from": "0000-00-00"},
        {"to": "10000-01-01"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"page_size": "1.5"},
    ],
)
def test_what_cannot_be_asked_is_told(
    client: Client, authority: Authority, query: dict[str, str]
) -> None:
    for path in ("reports.geojson", "reports.csv"):
        answer = client.get(BASE + path, query)
        assert answer.status_code == 400
        assert answer.json()[0]["description"].startswith(next(iter(query)))


def test_a_tile_gathers_and_is_kept_until_something_changes(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    for _ in range(3):
        make_report(authority, version=alcohol)
    answer = client.get(BASE + tile_of(12))
    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Cache-Control"] == "public, max-age=60"
    (feature,) = answer.json()["features"]
    assert feature["properties"] == {"count": 3, "open": 3}

    same = client.get(BASE + tile_of(12), headers={"If-None-Match": answer["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", answer["ETag"])

    make_report(authority, version=alcohol)
    changed = client.get(BASE + tile_of(12), headers={"If-None-Match": answer["ETag"]})
    assert changed.status_code == 200
    assert changed.json()["features"][0]["properties"]["count"] == 4


def test_a_tile_of_another_authority_or_question_has_another_tag(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    make_report(authority, version=alcohol)
    other = make_authority(slug="inne")
    tags = {
        client.get(f"/{slug}/api/{tile_of(12)}{query}", headers={"Accept-Language": language})[
            "ETag"
        ]
        for slug in ("testowo", other.slug)
        for query in ("", "?state=open")
        for language in ("pl", "en")
    }
    assert len(tags) == 8
    assert client.get(f"/inne/api/{tile_of(12)}").json()["features"] == []


def test_a_tile_takes_few_statements(
    client: Client,
    authority: Authority,
    alcohol: CategoryVersion,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(6):
        make_report(authority, version=alcohol, latitude=HERE[0] + number / 100)
    with django_assert_max_num_queries(6):
        assert client.get(BASE + tile_of(12)).status_code == 200


@pytest.mark.parametrize(
    "tile", ["3/8/0", "-1/0/0", "20/0/0", "1/x/0", "1/1.5/0", "99999999999999999999/0/0", "0/0/%00"]
)
def test_a_tile_that_does_not_exist_is_not_there(
    client: Client, authority: Authority, tile: str
) -> None:
    answer = client.get(f"{BASE}reports/tiles/{tile}.json")
    assert (answer.status_code, answer.json()[0]["code"]) == (404, 404)


def test_counts_by_precinct_leave_small_numbers_out(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    make_ground(authority)
    # In the ground of the tests, and where there is a town but no precinct.
    for _ in range(6):
        make_report(authority, version=alcohol)
    few = make_category(authority, code="parking", data_class=ReportClass.COUNTS)
    for _ in range(4):
        make_report(authority, version=few)
    make_report(authority, version=make_category(authority, data_class=ReportClass.INTERNAL))
    make_report(authority, version=alcohol, at=LATER - timedelta(hours=1))

    found = asked(client, "reports/precincts.json")
    rows = {row["category"]: row for row in found["rows"]}
    assert rows["alcohol"] == {
        "kind": "police",
        "precinct_code": "12",
        "precinct": "Rejon 12",
        "category": "alcohol",
        "month": "2026-03",
        "reports": 6,
    }
    assert rows["parking"]["reports"] == "<5"
    assert len(rows) == 2
    totals = {row["category"]: row["reports"] for row in found["totals"]}
    assert totals == {"alcohol": 6, "parking": None}

    assert [row["reports"] for row in table(client, "reports/precincts.csv")] == ["6", "<5"]
    assert table(client, "reports/precincts.csv", year=2025) == []
    assert len(table(client, "reports/precincts.csv", year=2026, category="alcohol")) == 1
    assert client.get(BASE + "reports/precincts.json?year=x").status_code == 400


@pytest.mark.parametrize("path", ["reports/precincts.json", "reports/precincts.csv", "reports.csv"])
def test_what_can_be_no_code_of_a_category_is_told(
    client: Client, alcohol: CategoryVersion, path: str
) -> None:
    answer = client.get(BASE + path, {"category": "żółć"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    (problem,) = answer.json()
    assert problem["description"].startswith("category:")


@pytest.mark.parametrize(
    ("more", "told", "total"),
    [(0, 6, 6), (1, "5+", None), (4, "5+", None), (5, 11, 11)],
)
def test_what_is_in_totals_only_cannot_be_worked_out_from_the_public_list(
    client: Client,
    authority: Authority,
    alcohol: CategoryVersion,
    more: int,
    told: int | str,
    total: int | None,
) -> None:
    for _ in range(6):
        make_report(authority, version=alcohol)
    # In the middle of the month the category is no more shown one by one.
    begins = date(2026, 3, 16)
    CategoryVersion.objects.filter(pk=alcohol.pk).update(last_day=begins - timedelta(days=1))
    alcohol.pk, alcohol.first_day, alcohol.data_class = None, begins, ReportClass.COUNTS
    alcohol.save(force_insert=True)
    for _ in range(more):
        make_report(authority, version=alcohol, at=datetime(2026, 3, 20, 9, tzinfo=UTC))

    assert len(asked(client, "reports.geojson")["features"]) == 6
    found = asked(client, "reports/precincts.json")
    assert [row["reports"] for row in found["rows"]] == [told]
    assert [row["reports"] for row in found["totals"]] == [total]
    assert [row["reports"] for row in table(client, "reports/precincts.csv")] == [str(told)]


def test_a_small_number_cannot_be_worked_out_from_the_total(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    first = make_ground(authority, code="12")
    for _ in range(13):
        make_report(authority, version=alcohol)
    second = make_ground_beside(first)
    Report.objects.filter(pk__in=Report.objects.order_by("pk")[:2]).update(public_precinct=second)
    third = make_ground_beside(first, code="14")
    Report.objects.filter(pk__in=Report.objects.order_by("-pk")[:5]).update(public_precinct=third)

    found = asked(client, "reports/precincts.json")
    # 6, 2 and 5: were five shown, thirteen less six and five would tell the two.
    assert sorted(str(row["reports"]) for row in found["rows"]) == ["5+", "6", "<5"]
    assert [row["reports"] for row in found["totals"]] == [13]


def test_a_month_is_told_once_its_last_report_can_be_public(
    client: Client, authority: Authority
) -> None:
    version = make_category(authority, delay_hours=48, data_class=ReportClass.COUNTS)
    for day in (10, 11, 12, 13, 14, 15, 28):
        make_report(authority, version=version, at=datetime(2026, 2, day, 12, tzinfo=UTC))
    told = {}
    for day in (1, 2, 3, 4):
        for hour in (0, 12):
            at = datetime(2026, 3, day, hour, tzinfo=UTC)
            found = counts_by_precinct(authority, year=None, categories=[], today=at.date(), at=at)
            told[day, hour] = [one.words for one in found.rows]
    # The last of February can be public from midnight of 3 March on, Warsaw's, which is 23 UTC.
    assert [moment for moment, rows in told.items() if not rows] == [
        (1, 0),
        (1, 12),
        (2, 0),
        (2, 12),
    ]
    assert {*map(tuple, told.values())} == {(), ("7",)}


def make_ground_beside(other: Any, *, code: str = "13") -> Any:
    return type(other).objects.create(
        authority=other.authority,
        kind=other.kind,
        code=code,
        name=f"Rejon {code}",
        municipality=other.municipality,
    )
