"""The description of the interface, for machines and for people."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prevenio.api.urls import urlpatterns
from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def description(client: Client, authority: Authority) -> Any:
    return client.get("/testowo/api/openapi.json", headers={"Accept-Language": "en"}).json()


def test_it_is_openapi_and_says_where_it_is(description: Any) -> None:
    assert description["openapi"] == "3.1.0"
    assert description["servers"] == [{"url": "http://testserver/testowo"}]
    assert description["info"]["title"] == "Prevenio"
    named = description["components"]["schemas"].keys()
    assert set(re.findall(r"#/components/schemas/(\w+)", json.dumps(description))) <= named


def test_every_address_of_machines_is_described(description: Any) -> None:
    # Those that say what is not there, and the description itself.
    beside = {"page", "openapi", "nothing", "nothing-open311"}
    routes = {
        "/" + str(one.pattern).replace("<", "{").replace(">", "}")
        for one in urlpatterns
        if one.name not in beside
    }
    assert description["paths"].keys() == routes
    assert len(routes) == 13


def test_it_speaks_the_language_that_was_asked_for(
    client: Client, authority: Authority, description: Any
) -> None:
    path = "/open311/v2/services.{fmt}"
    assert description["paths"][path]["get"]["summary"] == "What can be reported"
    polish = client.get("/testowo/api/openapi.json")
    assert polish["Content-Language"] == "pl"
    assert polish.json()["paths"][path]["get"]["summary"] != "What can be reported"


def test_people_read_it_on_a_page(client: Client, authority: Authority) -> None:
    page = client.get("/testowo/api/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "/open311/v2/requests.{fmt}" in text
    assert "<code>http://testserver/testowo</code>" in text
    # Not a script but those of every page.
    assert "http://unpkg" not in text
    assert "cdn." not in text
    assert reverse("api:openapi", urlconf="prevenio.config.authority_urls") in text
