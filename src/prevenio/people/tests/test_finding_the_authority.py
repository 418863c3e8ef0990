from typing import Any

import pytest
from django.test import Client, RequestFactory

from prevenio.people import addresses
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority, make_member


def test_path_and_host_name_lead_to_the_same_desk(client: Client, coordinator: User) -> None:
    Authority.objects.filter(slug="testowo").update(host_name="safe.example.org")
    client.force_login(coordinator)

    below_path = client.get("/testowo/desk/")
    by_host = client.get("/desk/", headers={"host": "safe.example.org"})

    assert below_path.status_code == by_host.status_code == 200
    assert b'href="/testowo/desk/rooms/"' in below_path.content
    assert b'href="/desk/rooms/"' in by_host.content


def test_a_host_name_answers_for_its_own_authority_only(client: Client, coordinator: User) -> None:
    other = make_authority(slug="drugie", host_name="safe.example.org")
    client.force_login(coordinator)

    response = client.get("/testowo/desk/", headers={"host": str(other.host_name)})

    assert response.status_code == 404


@pytest.mark.parametrize("path", ["/nowhere/", "/%00/", "/a%00b/desk/", "/" + "a" * 5000 + "/"])
def test_unknown_paths_are_not_found(client: Client, authority: Authority, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_speak_the_authoritys_language_until_another_is_chosen(
    client: Client, authority: Authority
) -> None:
    page = client.get("/testowo/accounts/login/")
    assert page.headers["Content-Language"] == "pl"

    client.cookies["django_language"] = "cs"

    assert client.get("/testowo/accounts/login/").headers["Content-Language"] == "cs"
    client.cookies["django_language"] = "xx"
    assert client.get("/testowo/accounts/login/").headers["Content-Language"] == "pl"


def test_a_membership_counts_only_on_its_days(client: Client, authority: Authority) -> None:
    from datetime import date

    client.force_login(make_member(authority=authority, last_day=date(2020, 1, 1)))
    assert client.get("/testowo/desk/").status_code == 404
    client.force_login(make_member(authority=authority, first_day=date(2999, 1, 1)))

    assert client.get("/testowo/desk/").status_code == 404


def test_the_address_without_its_last_stroke_leads_home(
    client: Client, authority: Authority
) -> None:
    response = client.get("/testowo?language=cs")

    assert response.status_code == 301
    assert response.headers["Location"] == "/testowo/?language=cs"


def test_whole_addresses_lead_into_an_authority(db: None) -> None:
    below = make_authority(slug="kielce")
    by_host = make_authority(slug="plzen", host_name="safe.example.org")
    request = RequestFactory().get("/", headers={"host": "office.example:8000"})

    with addresses.answering(request):
        found = [addresses.address("desk:home", authority=one) for one in (below, by_host)]

    assert found == [
        "http://office.example:8000/kielce/desk/",
        "http://safe.example.org:8000/desk/",
    ]


def test_outside_of_requests_the_first_trusted_origin_is_used(settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://*.example.org", "https://office.example"]

    assert addresses.address("authorities") == "https://office.example/authorities/"


@pytest.mark.parametrize(
    ("origins", "found"),
    [
        (["https://office.example"], "https://office.example/testowo/desk/"),
        ([], "http://safe.example.org/testowo/desk/"),
    ],
)
def test_from_the_host_of_one_authority_the_way_leads_to_the_office(
    client: Client, reader: User, settings: Any, origins: list[str], found: str
) -> None:
    other = make_authority(slug="drugie", name="Drugie", host_name="safe.example.org")
    make_member(user=reader, authority=other)
    settings.CSRF_TRUSTED_ORIGINS = origins
    client.force_login(reader)

    page = client.get("/accounts/authorities/", headers={"host": "safe.example.org"})

    assert f'href="{found}"' in page.content.decode()


def test_robots_are_led_to_every_authority_from_the_root(client: Client, db: None) -> None:
    make_authority(slug="testowo")
    make_authority(slug="drugie", host_name="safe.example.org")

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: http://testserver/testowo/sitemap.xml" in lines
    assert "Sitemap: http://safe.example.org/sitemap.xml" in lines
    assert "Disallow: /testowo/desk/" in lines
    assert not [line for line in lines if line.startswith("Disallow: http")]


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/testowo/", "/testowo/programme/"])
def test_whoever_asks_for_the_head_alone_is_answered(
    client: Client, authority: Authority, path: str
) -> None:
    make_authority(slug="drugie")

    response = client.head(path)

    assert response.status_code == 200
    assert response.content == b""
