"""How to report a danger: by country, emergency first, plain links to pages of the services."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import translation

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.portal import reporting
from prevenio.portal.tests.street_sample import CENTRE, street_town

THREAT_MAP = "https://mapy.geoportal.gov.pl/iMapLite/KMZBPublic.html"
PACKS = sorted((Path(reporting.__file__).parent / "packs").glob("*.json"))


@pytest.fixture
def town(db: None) -> Authority:
    return street_town(languages=("en",))


@pytest.fixture
def region(db: None) -> Authority:
    return make_authority(slug="kraj", name="Kraj", country="CZ", languages=["cs", "en"])


def test_first_page_says_whom_to_call_emergency_first(client: Client, town: Authority) -> None:
    page = client.get("/kielce/").content.decode()

    told = page[page.index('id="report"') :]
    assert told.index('href="tel:112"') < told.index("The police officer of your precinct")
    assert told.index("The police officer of your precinct") < told.index('href="tel:986"')
    assert f'href="{THREAT_MAP}"' in told
    assert "This site takes no reports of dangers itself yet." in told


def test_each_country_has_its_own_services(client: Client, region: Authority) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/kraj/").content.decode()

    assert 'href="tel:158"' in page
    assert 'href="https://policie.gov.cz/"' in page
    assert THREAT_MAP not in page


def test_officer_is_named_only_where_precincts_are_drawn(client: Client, region: Authority) -> None:
    client.cookies["django_language"] = "en"

    assert "The police officer of your precinct" not in client.get("/kraj/").content.decode()


@pytest.mark.parametrize("page", ["", f"at/?lat={CENTRE[0]}&lon={CENTRE[1]}"])
def test_pages_of_a_street_lead_to_the_services(client: Client, town: Authority, page: str) -> None:
    words = client.get(f"/kielce/street/{page}").content.decode()

    assert f'<a href="{THREAT_MAP}" rel="noreferrer">' in words
    assert "Komenda" in words


def test_page_of_a_precinct_leads_to_the_services(client: Client, town: Authority) -> None:
    precinct = town.precincts.get(code="14")

    assert THREAT_MAP in client.get(f"/kielce/street/precincts/{precinct.pk}/").content.decode()


def test_country_of_which_nothing_is_known_has_no_services() -> None:
    assert reporting.ways_to_report("XX") == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_packs_have_every_language_and_only_safe_addresses(pack: Path) -> None:
    for row in json.loads(pack.read_text("utf-8")):
        assert set(row["names"]) == set(row["notes"]) == {"en", "pl", "cs"}
        assert row.get("number") or row.get("address")
        assert urlsplit(row.get("address", "https://")).scheme == "https"
        assert row.get("number", "0").isdigit()


def test_services_are_told_in_the_language_of_the_page() -> None:
    with translation.override("pl"):
        names = [one.name for one in reporting.ways_to_report("PL")]

    assert "Krajowa Mapa Zagrożeń Bezpieczeństwa" in names
