"""A precinct whose boundaries have ended names nobody any more, wherever residents look."""

from datetime import date, timedelta

import pytest
from django.test import Client

from prevenio.people.models import Authority
from prevenio.people.tests.factories import local_today
from prevenio.places.models import Boundary, Precinct
from prevenio.places.operations.versions import mark_changed
from prevenio.portal.tests.street_sample import street_town
from prevenio.subscriptions.queries.choices import choices_of

pytestmark = pytest.mark.django_db
NAME = "Rejon 14, Centrum"


@pytest.fixture
def town(db: None) -> Authority:
    return street_town()


def end(precinct: Precinct, day: date) -> None:
    Boundary.objects.filter(precinct=precinct).update(last_day=day)
    mark_changed(precinct.authority_id)


@pytest.fixture
def centre(town: Authority) -> Precinct:
    return Precinct.objects.get(authority=town, name=NAME)


def test_its_page_says_so_and_leads_to_who_answers_now(client: Client, centre: Precinct) -> None:
    address = f"/kielce/street/precincts/{centre.pk}/"
    assert "Jan Przykład" in client.get(address).text

    end(centre, local_today() - timedelta(days=1))

    page = client.get(address)
    assert page.status_code == 200
    assert "Jan Przykład" not in page.text
    assert 'href="/kielce/street/"' in page.text.partition("<main")[2]
    assert client.get(f"{address}leaflet.pdf").status_code == 404


def test_lists_search_and_open_data_leave_it_out(client: Client, centre: Precinct) -> None:
    places = (
        *("street/precincts/?kind=police", "search/?q=rejon+centrum", "map/?kind=police"),
        *("open-data/duties.json", "open-data/duties.csv", "sitemap.xml"),
    )
    marks = (NAME, f"/precincts/{centre.pk}/")

    def told() -> list[str]:
        pages = {place: client.get(f"/kielce/{place}") for place in places}
        assert {page.status_code for page in pages.values()} == {200}
        return [one for one, page in pages.items() if any(mark in page.text for mark in marks)]

    assert set(told()) == set(places)
    end(centre, local_today() - timedelta(days=1))
    assert told() == []
    offered = choices_of(centre.authority, today=local_today()).precincts
    assert centre not in offered


def test_one_that_ends_today_or_is_not_drawn_yet_stays(client: Client, centre: Precinct) -> None:
    today = local_today()
    end(centre, today)
    assert centre.ended_on(today) is None
    assert NAME in client.get("/kielce/street/precincts/?kind=police").text

    Boundary.objects.filter(precinct=centre).delete()

    assert centre.ended_on(today) is None
    assert NAME in client.get("/kielce/street/precincts/?kind=police").text
