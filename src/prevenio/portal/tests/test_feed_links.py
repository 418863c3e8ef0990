"""A page about a place, a subject or a body names the feed of its own news."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client

from prevenio.people.models import Authority
from prevenio.places.models import Municipality, Precinct, PrecinctKind
from prevenio.portal.tests.sample import make_public_programme
from prevenio.portal.tests.street_sample import CENTRE, street_town
from prevenio.subscriptions.operations.announcing import Where
from prevenio.subscriptions.tests.factories import announced

pytestmark = pytest.mark.django_db

TITLE = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title"
IN_HEAD = re.compile(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"')
SHOWN = re.compile(r'<a href="([^"]*feed\.atom[^"]*)"')


def told_by(client: Client, address: str) -> list[str | None]:
    """What the feed has that the page names, in its head and for its readers alike."""
    client.cookies["django_language"] = "en"
    page = client.get(address)
    assert page.status_code == 200
    own = IN_HEAD.findall(page.text)[1]
    assert own in SHOWN.findall(page.text)
    feed = ElementTree.fromstring(client.get(unescape(own)).content)
    return [one.text for one in feed.iterfind(TITLE)]


def test_municipality_and_precinct_have_their_own(client: Client, authority: Authority) -> None:
    town = Municipality.objects.create(authority=authority, name="Wólka")
    kind = PrecinctKind.objects.create(authority=authority, code="police")
    precinct = Precinct.objects.create(authority=authority, kind=kind, code="1", name="R1")
    announced(authority, "a", title="W gminie", where=Where(municipality=town))
    announced(authority, "b", title="W rejonie", where=Where(precincts=[precinct]))

    assert told_by(client, f"/testowo/municipalities/{town.pk}/") == ["W gminie"]
    assert told_by(client, f"/testowo/street/precincts/{precinct.pk}/") == ["W rejonie"]


def test_place_has_the_feed_of_its_precinct(client: Client) -> None:
    town = street_town()
    precinct = Precinct.objects.get(authority=town, code="14")
    announced(town, "a", title="W rejonie", where=Where(precincts=[precinct]))
    announced(town, "b", title="Gdzie indziej")

    address = f"/kielce/street/at/?lat={CENTRE[0]}&lon={CENTRE[1]}"
    assert told_by(client, address) == ["W rejonie"]


def test_area_and_body_have_their_own(client: Client, authority: Authority) -> None:
    version = make_public_programme(authority)
    area, body = version.areas.order_by("position")[0], authority.bodies.order_by("pk")[0]
    announced(authority, "a", title="O obszarze", where=Where(lineage=area.lineage))
    announced(authority, "b", title="Od Policji", where=Where(body=body))

    assert told_by(client, f"/testowo/areas/{area.code}/") == ["O obszarze"]
    assert told_by(client, f"/testowo/bodies/{body.pk}/") == ["Od Policji"]


def test_form_of_messages_names_the_feed_of_what_is_chosen(
    client: Client, authority: Authority
) -> None:
    town = Municipality.objects.create(authority=authority, name="Wólka")
    announced(authority, "a", title="W gminie", where=Where(municipality=town))

    assert told_by(client, f"/testowo/subscribe/?municipality={town.pk}") == ["W gminie"]
    assert len(IN_HEAD.findall(client.get("/testowo/subscribe/?municipality=x").text)) == 1


def test_other_pages_name_the_feed_of_everything_alone(
    client: Client, authority: Authority
) -> None:
    page = client.get("/testowo/privacy/").text

    assert len(IN_HEAD.findall(page)) == 1
