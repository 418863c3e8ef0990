"""Feeds of news: valid, stable, narrowed, not sent again to whoever has them."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import NOON, make_authority
from prevenio.places.models import Municipality, Precinct, PrecinctKind
from prevenio.subscriptions.models import NewsKind
from prevenio.subscriptions.operations.announcing import Where, withdraw
from prevenio.subscriptions.tests.factories import announced

pytestmark = pytest.mark.django_db
FEED = "/testowo/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: Client, query: str = "") -> ElementTree.Element:
    answer = client.get(FEED + query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def titles(feed: ElementTree.Element) -> list[str | None]:
    return [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]


def test_a_feed_has_what_readers_need(client: Client, authority: Authority) -> None:
    one = announced(authority, title="<script>&\"'x", summaries={"pl": "a < b"})

    feed = read(client)

    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "<script>&\"'x"
    assert entry.findtext(f"{ATOM}id") == one.public_key.urn
    assert entry.findtext(f"{ATOM}updated") == "2026-03-02T12:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/testowo/feed.atom?language=pl"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "pl"
    assert feed.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Testowo"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "http://testserver/testowo/news/1/"


def test_an_empty_feed_is_a_feed(client: Client, authority: Authority) -> None:
    feed = read(client)

    assert titles(feed) == []
    assert feed.findtext(f"{ATOM}updated")


def test_whoever_has_it_gets_it_not_again(client: Client, authority: Authority) -> None:
    announced(authority)
    first = client.get(FEED)

    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    since = client.get(FEED, headers={"If-Modified-Since": first["Last-Modified"]})
    withdraw(authority=authority, key="news:1", at=NOON + timedelta(hours=1))
    changed = client.get(FEED, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, since.status_code, changed.status_code) == (304, 304, 200)
    assert titles(ElementTree.fromstring(changed.content)) == []


def test_a_feed_is_narrowed_by_place_body_and_kind(
    client: Client, authority: Authority, body: Body
) -> None:
    town = Municipality.objects.create(authority=authority, name="Wólka")
    kind = PrecinctKind.objects.create(authority=authority, code="police")
    precinct = Precinct.objects.create(authority=authority, kind=kind, code="1", name="R1")
    announced(authority, "a", title="A", where=Where(municipality=town))
    announced(authority, "b", title="B", where=Where(precincts=[precinct]))
    announced(authority, "c", title="C", where=Where(body=body), kind=NewsKind.EVENT)

    assert titles(read(client, f"?municipality={town.pk}")) == ["A"]
    assert titles(read(client, f"?precinct={precinct.pk}")) == ["B"]
    assert titles(read(client, f"?body={body.pk}")) == ["C"]
    assert titles(read(client, "?kind=event")) == ["C"]
    assert titles(read(client, "?area=1")) == []
    assert len(titles(read(client, "?kind=nonsense&body=x&municipality=%00"))) == 3


def test_two_authorities_have_two_feeds(client: Client, authority: Authority) -> None:
    announced(make_authority(slug="obcowo"), title="Obce")

    assert titles(read(client)) == []


def test_pages_name_their_feed(client: Client, authority: Authority) -> None:
    page = client.get("/testowo/privacy/").content.decode()

    assert 'type="application/atom+xml" href="/testowo/feed.atom"' in page


def test_a_feed_asks_the_database_few_questions(
    client: Client, authority: Authority, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        announced(authority, f"news:{number}")

    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(titles(read(client))) == 50
