"""The pages on which readers subscribe, confirm, change and leave."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from prevenio.notices.models import Notice
from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.places.models import Address, Municipality, Precinct, PrecinctKind
from prevenio.subscriptions.models import Subscription, SubscriptionState, TopicKind
from prevenio.subscriptions.tokens import Purpose, token_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGE = "/testowo/subscribe/"
FILLED = {
    "email": "ewa@example.org",
    "cadence": "DAILY",
    "language": "pl",
    "everything": "on",
}


@pytest.fixture(autouse=True)
def morning(db: None) -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


def link(one: Subscription, purpose: Purpose, base: str = PAGE) -> str:
    ways = {Purpose.CONFIRM: "confirm", Purpose.MANAGE: "change", Purpose.LEAVE: "end"}
    return f"{base}{ways[purpose]}/{token_of(one, purpose)}/"


def subscribed(client: Client) -> Subscription:
    client.post(PAGE, FILLED)
    one = Subscription.objects.get()
    client.post(link(one, Purpose.CONFIRM))
    one.refresh_from_db()
    return one


def test_a_reader_subscribes_confirms_changes_and_leaves(
    client: Client, authority: Authority
) -> None:
    sent = client.post(PAGE, FILLED)
    assert client.get(sent["Location"]).status_code == 200
    one = Subscription.objects.get()

    assert one.state == SubscriptionState.UNCONFIRMED
    assert client.get(link(one, Purpose.CONFIRM)).status_code == 200
    assert Subscription.objects.get().state == SubscriptionState.UNCONFIRMED
    client.post(link(one, Purpose.CONFIRM))
    assert Subscription.objects.get().state == SubscriptionState.CONFIRMED
    assert "change/" in client.get(link(one, Purpose.CONFIRM)).content.decode()

    one = Subscription.objects.get()
    changed = client.post(
        link(one, Purpose.MANAGE),
        {"act": "change", "cadence": "WEEKLY", "kinds": ["NEWS"], "language": "pl"},
    )
    assert "notice--go" in changed.content.decode()
    assert Subscription.objects.get().kinds == ["NEWS"]

    assert client.get(link(one, Purpose.LEAVE)).status_code == 200
    assert Subscription.objects.get().state == SubscriptionState.CONFIRMED
    client.post(link(one, Purpose.LEAVE))
    assert Subscription.objects.get().email == ""
    for purpose in (Purpose.MANAGE, Purpose.LEAVE):
        assert client.get(link(one, purpose)).status_code == 200


def test_one_click_of_a_mail_program_needs_no_cookie(authority: Authority) -> None:
    one = subscribed(Client())
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(link(one, Purpose.LEAVE), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Subscription.objects.get().state == SubscriptionState.LEFT


def test_other_forms_do_need_one(authority: Authority) -> None:
    one = subscribed(Client())
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(link(one, Purpose.CONFIRM)).status_code == 403
    assert strict.post(PAGE, FILLED).status_code == 403


def test_the_answer_tells_nobody_who_subscribes(client: Client, authority: Authority) -> None:
    first = client.post(PAGE, FILLED)
    one = Subscription.objects.get()
    waiting = client.post(PAGE, FILLED)
    client.post(link(one, Purpose.CONFIRM))
    known = client.post(PAGE, FILLED)
    other = client.post(PAGE, {**FILLED, "email": "jan@example.org"})

    answers = {(one.status_code, one["Location"]) for one in (first, waiting, known, other)}
    assert len(answers) == 1
    asked = client.get(first["Location"]).content.decode()
    assert "ewa@example.org" not in asked


def test_secret_pages_are_kept_nowhere_and_told_to_nobody(
    client: Client, authority: Authority
) -> None:
    one = subscribed(client)

    for purpose in Purpose:
        page = client.get(link(one, purpose))
        assert page["Cache-Control"] == "private, no-store"
        assert page["Referrer-Policy"] == "same-origin"
        assert page["X-Robots-Tag"] == "noindex"
        assert "ewa@example.org" not in page.content.decode()
        assert "og:url" not in page.content.decode()


def test_wrong_foreign_and_outdated_links_say_so(client: Client, authority: Authority) -> None:
    make_authority(slug="obcowo")
    client.post(PAGE, FILLED)
    one = Subscription.objects.get()

    for way in ("confirm", "change", "end"):
        for token in ("x", "x" * 3000, f"{one.secret}.{'A' * 43}", "%00", "ą"):
            answer = client.get(f"{PAGE}{way}/{token}/")
            assert answer.status_code == 404
            assert answer.content.count(b"<h1>") == 1
        foreign = client.post(link(one, Purpose.LEAVE, "/obcowo/subscribe/"))
        assert foreign.status_code == 404
    assert client.get(link(one, Purpose.MANAGE)).status_code == 404
    assert Subscription.objects.get().state == SubscriptionState.UNCONFIRMED


def test_a_link_that_has_run_out_says_so(client: Client, authority: Authority) -> None:
    client.post(PAGE, FILLED)
    one = Subscription.objects.get()

    with time_machine.travel(NOW + timedelta(hours=49), tick=False):
        shown = client.get(link(one, Purpose.CONFIRM))
        tried = client.post(link(one, Purpose.CONFIRM))

    assert b'<form method="post"' not in shown.content
    assert "notice--bad" in tried.content.decode()
    assert Subscription.objects.get().state == SubscriptionState.UNCONFIRMED


@pytest.mark.parametrize(
    "wrong",
    [
        *({"email": "ewa"}, {"email": ""}, {"email": "a@b.pl\nBcc: c@d.pl"}),
        *({"email": "a@b.pl\r\nX: y"}, {"email": "x" * 5000 + "@example.org"}),
        *({"email": "a@b.pl, c@d.pl"}, {"email": "\0@example.org"}, {"email": "<a@b.pl>"}),
        *({"everything": ""}, {"cadence": "HOURLY"}, {"language": "xx"}, {"kinds": "SECRET"}),
        *({"municipality": "999"}, {"municipality": "ą"}, {"body": "1 OR 1=1"}, {"area": "9" * 40}),
        *({"lat": "91", "lon": "0"}, {"lat": "nan", "lon": "nan"}, {"lat": "1e400", "lon": "0"}),
        *({"lat": "50", "lon": "20", "radius": "999999"}, {"precinct": "999"}),
    ],
)
def test_what_is_wrong_is_told_and_writes_nothing(
    client: Client, authority: Authority, wrong: dict[str, str]
) -> None:
    answer = client.post(PAGE, {**FILLED, **wrong})

    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert not Subscription.objects.exists()
    assert not Notice.objects.exists()


def test_letters_hold_no_words_of_whoever_typed_the_address(
    client: Client, authority: Authority
) -> None:
    client.post(PAGE, {**FILLED, "lat": "50", "lon": "20", "label": "Kup tanio: spam.example"})

    letter = Notice.objects.get()
    assert "spam.example" not in letter.text + letter.html + letter.subject


def test_what_machines_fill_in_is_answered_alike_and_kept_nowhere(
    client: Client, authority: Authority
) -> None:
    answer = client.post(PAGE, {**FILLED, "website": "https://spam.example"})

    assert answer.status_code == 302
    assert not Subscription.objects.exists()


def test_one_connection_asks_for_few_addresses(client: Client, authority: Authority) -> None:
    for number in range(15):
        answer = client.post(PAGE, {**FILLED, "email": f"a{number}@example.org"})

    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert Subscription.objects.count() == 10
    Client(REMOTE_ADDR="192.0.2.7").post(PAGE, {**FILLED, "email": "jan@example.org"})
    assert Subscription.objects.count() == 11


def test_the_page_comes_with_what_a_link_has_chosen(client: Client, authority: Authority) -> None:
    towns = [
        Municipality.objects.create(authority=authority, name=name) for name in ("Wólka", "Zagaje")
    ]
    kind = PrecinctKind.objects.create(authority=authority, code="police")
    precinct = Precinct.objects.create(authority=authority, kind=kind, code="1", name="Śródmieście")
    Address.objects.create(
        authority=authority, street="Szkolna", number="5", latitude=50.8701, longitude=20.6301
    )

    town = client.get(f"{PAGE}?municipality={towns[1].pk}").content.decode()
    assert re.search(rf'<option value="{towns[1].pk}" selected', town)
    assert "Śródmieście" in client.get(f"{PAGE}?precinct={precinct.pk}").content.decode()
    assert "Szkolna 5" in client.get(f"{PAGE}?lat=50.87&lon=20.63").content.decode()

    client.post(PAGE, {**FILLED, "everything": "", "lat": "50.87", "lon": "20.63", "radius": "500"})
    topic = Subscription.objects.get().topics.get()
    assert (topic.kind, topic.label, topic.radius) == (TopicKind.POINT, "Szkolna 5", 500)


@pytest.fixture
def school(authority: Authority) -> Address:
    return Address.objects.create(
        authority=authority, street="Szkolna", number="5", latitude=50.8701, longitude=20.6301
    )


TYPED = {"email": "ewa@example.org", "cadence": "DAILY", "kinds": ["NEWS"], "everything": "on"}


def assert_keeps(page: str) -> None:
    assert 'value="ewa@example.org"' in page
    for box in ("DAILY", "NEWS"):
        assert re.search(rf'value="{box}"[^>]* checked', page)
    assert re.search(r'name="everything"[^>]* checked', page)
    assert "govuk-error-summary" not in page


@pytest.mark.usefixtures("school")
def test_looking_for_an_address_loses_nothing_that_was_typed(
    client: Client, authority: Authority
) -> None:
    found = client.post(PAGE, {**TYPED, "q": "Szkolna 5", "act": "find"})
    page = found.content.decode()
    assert_keeps(page)
    assert found["Cache-Control"] == "private, no-store"
    hit = re.search(r'name="hit" value="([^"]+)"', page)
    assert hit is not None

    page = client.post(PAGE, {**TYPED, "q": "Szkolna 5", "hit": hit[1]}).content.decode()
    assert_keeps(page)
    assert "<strong>Szkolna 5</strong>" in page
    assert 'name="lat" value="50.8701"' in page

    point = {"lat": "50.8701", "lon": "20.6301", "radius": "500"}
    page = client.post(PAGE, {**TYPED, **point, "act": "elsewhere"}).content.decode()
    assert_keeps(page)
    assert "Szkolna 5" not in page
    assert 'name="lat" value' not in page
    assert not Subscription.objects.exists()


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    ("fields", "is_sent"),
    [
        ({"act": "enter"}, True),
        ({"act": "enter", "q": "Szkolna"}, False),
        ({"act": "enter", "q": "", "lat": "50.87", "lon": "20.63"}, True),
        ({"act": "send", "q": "Szkolna"}, True),
        ({"act": "find", "q": ""}, False),
        ({"hit": "x,y"}, False),
        ({"hit": "91,0"}, False),
        ({"hit": "\0"}, False),
    ],
)
def test_the_key_enter_looks_for_an_address_first(
    client: Client, authority: Authority, fields: dict[str, str], is_sent: bool
) -> None:
    answer = client.post(PAGE, {**FILLED, **fields})

    assert answer.status_code == (302 if is_sent else 200)
    assert Subscription.objects.exists() == is_sent


@pytest.mark.usefixtures("school")
def test_an_address_that_was_typed_and_not_chosen_is_asked_for(
    client: Client, authority: Authority
) -> None:
    sent = {**FILLED, "everything": "", "q": "Szkolna 5", "act": "send"}
    page = client.post(PAGE, sent).content.decode()
    assert "govuk-error-summary" in page
    assert 'name="hit"' in page


@pytest.mark.parametrize(
    "query",
    [
        *("?lat=x&lon=y", "?lat=nan&lon=nan", "?lat=999&lon=0", "?lat=50", "?lat=inf&lon=1"),
        *("?municipality=" + "9" * 400, "?municipality=%00", "?precinct=-1", "?precinct=ą"),
        *("?area=%00", "?area=" + "x" * 5000, "?body=1.5", "?q=" + "ż" * 5000, "?q=%00"),
        *("?q='; DROP TABLE places_address; --", "?precinct=" + "9" * 19),
    ],
)
def test_nonsense_in_the_address_chooses_nothing(
    client: Client, authority: Authority, query: str
) -> None:
    assert client.get(PAGE + query).status_code == 200


def test_nobody_subscribes_to_a_place_of_another_authority(
    client: Client, authority: Authority
) -> None:
    other = make_authority(slug="obcowo")
    town = Municipality.objects.create(authority=other, name="Obcowo")
    kind = PrecinctKind.objects.create(authority=other, code="police")
    precinct = Precinct.objects.create(authority=other, kind=kind, code="1", name="Obcy")

    assert "Obcy" not in client.get(f"{PAGE}?precinct={precinct.pk}").content.decode()
    client.post(PAGE, {**FILLED, "municipality": str(town.pk)})
    client.post(PAGE, {**FILLED, "precinct": str(precinct.pk)})

    assert not Subscription.objects.exists()


def test_the_page_asks_the_database_few_questions(
    client: Client, authority: Authority, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        Municipality.objects.create(authority=authority, name=f"Gmina {number}")

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(PAGE)
