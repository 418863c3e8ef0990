"""Open311 GeoReport v2 as another system meets it: reading."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.reports.models import Report, ReportClass, ReportState
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import MORNING, make_category, make_report

pytestmark = pytest.mark.django_db

BASE = "/testowo/open311/v2/"
QUESTIONS = [
    {"key": "often", "labels": {"pl": "Czy często?", "en": "Often?"}, "type": "yes_no"},
    {
        "key": "who",
        "labels": {"pl": "Kto?", "en": "Who?"},
        "type": "choice",
        "choices": [{"key": "young", "labels": {"pl": "młodzież", "en": "young people"}}],
    },
    {"key": "more", "labels": {"pl": "Co jeszcze?", "en": "What else?"}, "type": "text"},
]
# What GeoReport v2 requires of each resource.
SERVICE = {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
REQUEST = {
    *("service_request_id", "status", "status_notes", "service_name", "service_code"),
    *("description", "agency_responsible", "service_notice", "requested_datetime"),
    *("updated_datetime", "expected_datetime", "address", "address_id", "zipcode"),
    *("lat", "long", "media_url"),
}


@pytest.fixture(autouse=True)
def _in_the_morning() -> Any:
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


def asked(client: Client, path: str, **query: str | int) -> Any:
    answer = client.get(BASE + path, query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return answer.json()


def tree(client: Client, path: str, **query: str | int) -> ElementTree.Element:
    answer = client.get(BASE + path, query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return ElementTree.fromstring(answer.content)


def test_discovery_says_where_and_what(client: Client, authority: Authority) -> None:
    found = asked(client, "discovery.json")
    endpoint = found["endpoints"][0]
    assert endpoint["url"] == "http://testserver/testowo/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["type"] == "production"
    root = tree(client, "discovery.xml")
    assert root.tag == "discovery"
    assert [one.text for one in root.iterfind("endpoints/endpoint/formats/format")] == [
        "text/xml",
        "application/json",
    ]


def test_services_are_the_categories_of_today(client: Client, authority: Authority) -> None:
    make_category(authority, code="alcohol", questions=QUESTIONS)
    make_category(authority, code="old", last_day=MORNING.date() - timedelta(days=1))
    make_category(make_authority(), code="foreign")
    (service,) = asked(client, "services.json")
    assert service.keys() == SERVICE
    assert (service["service_code"], service["metadata"]) == ("alcohol", True)
    assert service["service_name"] == "Picie alkoholu"
    root = tree(client, "services.xml")
    assert root.tag == "services"
    assert {one.tag for one in root.iterfind("service/*")} == SERVICE
    assert root.findtext("service/metadata") == "true"


def test_questions_are_attributes(client: Client, authority: Authority) -> None:
    make_category(authority, code="alcohol", questions=QUESTIONS)
    found = asked(client, "services/alcohol.json")
    assert found["service_code"] == "alcohol"
    assert [one["datatype"] for one in found["attributes"]] == [
        "singlevaluelist",
        "singlevaluelist",
        "string",
    ]
    assert found["attributes"][1]["values"] == [{"key": "young", "name": "młodzież"}]
    root = tree(client, "services/alcohol.xml")
    assert root.tag == "service_definition"
    assert root.findtext("attributes/attribute/values/value/key") == "yes"


def test_a_request_says_what_residents_see_and_nothing_else(
    client: Client, authority: Authority
) -> None:
    report = make_report(
        authority,
        version=make_category(authority, code="alcohol"),
        words="Piją pod oknem pana Nowaka",
        place_name="Sienna 3",
        contact=Contact("Jan Testowy", "jan@example.org", "600 100 200"),
    )
    (found,) = asked(client, "requests.json")
    assert found.keys() == REQUEST
    assert found["service_request_id"] == report.reference
    assert found["status"] == "open"
    assert found["status_notes"]
    assert found["requested_datetime"] == "2026-03-02T00:00:00+01:00"
    assert (found["lat"], found["long"]) == (report.public_latitude, report.public_longitude)
    assert (found["description"], found["address"], found["media_url"]) == ("", "", "")
    whole = client.get(BASE + "requests.json").content.decode()
    for private in ("Nowak", "Sienna", "Jan", "example", "600 100", f"{report.latitude},"):
        assert private not in whole
    root = tree(client, "requests.xml")
    assert root.tag == "service_requests"
    assert {one.tag for one in root.iterfind("request/*")} == REQUEST
    (alone,) = asked(client, f"requests/{report.reference}.json")
    assert alone == found


def test_what_is_not_public_is_not_there(client: Client, authority: Authority) -> None:
    hidden = [
        make_report(authority, doubt="many"),
        make_report(authority, version=make_category(authority, delay_hours=24)),
        make_report(authority, version=make_category(authority, data_class=ReportClass.COUNTS)),
        make_report(authority, version=make_category(authority, data_class=ReportClass.INTERNAL)),
        make_report(make_authority()),
    ]
    assert asked(client, "requests.json") == []
    ids = ",".join(one.reference for one in hidden)
    assert asked(client, "requests.json", service_request_id=ids) == []
    for report in hidden:
        answer = client.get(f"{BASE}requests/{report.reference}.json")
        assert answer.status_code == 404
        assert answer.json()[0]["code"] == 404


def test_requests_are_narrowed_as_the_standard_says(client: Client, authority: Authority) -> None:
    old = make_report(authority, version=make_category(authority, code="alcohol"))
    Report.objects.filter(pk=old.pk).update(received_at=MORNING - timedelta(days=91))
    new = make_report(authority, version=make_category(authority, code="parking"))
    closed = make_report(authority)
    Report.objects.filter(pk=closed.pk).update(state=ReportState.CLOSED, outcome="SOLVED")

    def found(**query: str | int) -> set[str]:
        return {one["service_request_id"] for one in asked(client, "requests.json", **query)}

    assert found() == {new.reference, closed.reference}
    assert found(service_request_id=f"{old.reference}, {new.reference}", status="closed") == {
        old.reference,
        new.reference,
    }
    assert found(start_date="2025-12-01T00:00:00Z") == {old.reference}
    assert found(end_date="2026-03-01") == {old.reference}
    assert found(status="open") == {new.reference}
    assert found(status="open,closed") == {new.reference, closed.reference}
    assert found(service_code="parking,alcohol") == {new.reference}
    assert found(service_code="%;!") == set()


def test_no_hour_can_be_found_by_asking(client: Client, authority: Authority) -> None:
    report = make_report(authority)
    for hour in ("2026-03-02T00:00:00+01:00", "2026-03-02 23:59:59", "2026-03-02T22:59:59Z"):
        (found,) = asked(client, "requests.json", start_date=hour, end_date=hour)
        assert found["service_request_id"] == report.reference


def test_a_moment_is_of_the_day_that_the_clock_of_the_authority_shows(
    client: Client, authority: Authority
) -> None:
    # Ten past midnight of 3 March in Warsaw.
    report = make_report(authority, at=datetime(2026, 3, 2, 23, 10, tzinfo=UTC))
    with time_machine.travel(MORNING + timedelta(days=7), tick=False):
        until = {"start_date": "2026-02-20T00:00:00Z", "end_date": "2026-03-02T23:30:00Z"}
        (found,) = asked(client, "requests.json", **until)
        assert found["service_request_id"] == report.reference
        assert asked(client, "requests.json", end_date="2026-03-02T22:59:59Z") == []


def test_pages_follow_on_each_other_by_links(client: Client, authority: Authority) -> None:
    version = make_category(authority)
    for _ in range(3):
        make_report(authority, version=version)
    first = client.get(BASE + "requests.json?page_size=2&status=open")
    assert len(first.json()) == 2
    assert first["Link"] == (
        "<http://testserver/testowo/open311/v2/requests.json?page_size=2&status=open&page=2>; "
        'rel="next"'
    )
    second = client.get(BASE + "requests.json?page_size=2&page=2")
    assert len(second.json()) == 1
    assert second["Link"].endswith('page=1>; rel="prev"')


@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1"},
        {"page": "0"},
        {"page": "x"},
        {"page_size": "1001"},
        {"start_date": "0000-01-01"},
        {"start_date": "10000-01-01T00:00:00Z"},
        {"start_date": "0001-01-01T00:00:00+14:00"},
        {"end_date": "9999-12-31T23:59:59-14:00"},
        {"start_date": "yesterday"},
        {"start_date": "2026-01-01", "end_date": "2026-12-31"},
        {"start_date": "2026-02-01", "end_date": "2026-01-01"},
        {"status": "fixed"},
    ],
)
def test_what_cannot_be_asked_is_told(
    client: Client, authority: Authority, query: dict[str, str]
) -> None:
    answer = client.get(BASE + "requests.json", query)
    assert answer.status_code == 400
    (problem,) = answer.json()
    assert problem["code"] == 400
    assert next(iter(query)).partition("_")[0] in problem["description"] or len(query) > 1


def test_errors_are_in_the_format_and_language_that_were_asked_for(
    client: Client, authority: Authority
) -> None:
    answer = client.get(BASE + "services/none.xml", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "errors"
    assert root.findtext("error/code") == "404"
    assert root.findtext("error/description") == "service_code: there is no such category."
    assert answer["Content-Language"] == "en"


def test_names_are_in_the_language_that_was_asked_for(client: Client, authority: Authority) -> None:
    make_category(authority)

    def name(language: str) -> str:
        answer = client.get(BASE + "services.json", headers={"Accept-Language": language})
        return str(answer.json()[0]["service_name"])

    assert name("cs,pl;q=0.5") == "Pití alkoholu"
    assert name("de, en;q=0.1") == "Drinking of alcohol"
    assert name("de") == name("") == name(";;;,*") == "Picie alkoholu"


@pytest.mark.parametrize(
    "path",
    [
        *("services.yaml", "requests/R-AAAAAA.txt", "tokens/x.json", "nothing", "requests/"),
        *("services/foreign.json", "../v3/services.json", "requests.json/x"),
    ],
)
def test_what_is_not_there_is_told_as_a_list(
    client: Client, authority: Authority, path: str
) -> None:
    make_category(make_authority(), code="foreign")
    answer = client.get(BASE + path)
    assert answer.status_code == 404
    assert answer.json()[0]["code"] == 404


def test_one_interface_serves_one_authority(client: Client, authority: Authority) -> None:
    assert client.get(BASE + "services.json?jurisdiction_id=testowo").status_code == 200
    other = make_authority()
    assert client.get(f"{BASE}services.json?jurisdiction_id={other.slug}").status_code == 404
    assert client.get("/nowhere/open311/v2/services.json").status_code == 404


def test_a_list_takes_few_statements(
    client: Client, authority: Authority, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        make_report(authority)
    with django_assert_max_num_queries(4):
        assert len(asked(client, "requests.json")) == 5


def test_other_ways_are_told_what_is_allowed(client: Client, authority: Authority) -> None:
    answer = client.put(BASE + "services.json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer.json()[0]["code"] == 405
    head = client.head(BASE + "services.json")
    assert (head.status_code, head.content) == (200, b"")
