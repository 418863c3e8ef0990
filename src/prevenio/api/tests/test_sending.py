"""Another system sends a report: taken once, never fetched, held where nobody vouches for it."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prevenio.api import operations
from prevenio.api.models import ApiKey
from prevenio.api.tests.factories import make_key, send
from prevenio.api.tests.test_open311 import QUESTIONS
from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, Role
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.places.models import Address, Municipality
from prevenio.places.operations.versions import mark_changed
from prevenio.places.searching import search_text_of
from prevenio.reports import receipts
from prevenio.reports.models import CategoryVersion, Channel, Report, ReportState
from prevenio.reports.tests.factories import HERE, MORNING, make_category, make_ground
from prevenio.web import guarding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_morning() -> Any:
    cache.clear()
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def authority() -> Authority:
    found = make_authority(slug="testowo", country="PL", languages=["pl", "en"])
    make_ground(found)
    return found


@pytest.fixture
def alcohol(authority: Authority) -> CategoryVersion:
    return make_category(authority, code="alcohol", questions=QUESTIONS)


@pytest.fixture
def secret(authority: Authority) -> str:
    return make_key(authority)[1]


def test_a_report_with_a_key_is_taken_at_once(
    client: Client, alcohol: CategoryVersion, secret: str
) -> None:
    answer = send(
        client,
        api_key=secret,
        description="Piją pod sklepem.",
        first_name="Jan",
        last_name="Testowy",
        email="jan@example.org",
        **{"attribute[often]": "yes", "attribute[more]": "od maja"},
    )
    assert answer.status_code == 200, answer.content
    report = Report.objects.get()
    (taken,) = answer.json()
    assert taken["service_request_id"] == report.reference
    assert (report.channel, report.state, report.doubt) == (
        Channel.OPEN311,
        ReportState.RECEIVED,
        "",
    )
    assert report.answers == {"often": "yes", "more": "od maja"}
    assert (report.contact_name, report.email) == ("Jan Testowy", "jan@example.org")
    assert report.texts.get().text == "Piją pod sklepem."
    words = taken["service_notice"].partition(": ")[2].partition(".")[0]
    assert receipts.digest_of(words) == report.code_digest
    (token,) = client.get(f"/testowo/open311/v2/tokens/{report.reference}.json").json()
    assert token == {"service_request_id": report.reference, "token": report.reference}
    entry = Entry.objects.get(fact="reports.report.received")
    assert entry.payload is not None
    assert entry.payload["details"]["key"] == "Miasto w telefonie"


def test_the_answer_is_xml_where_xml_was_asked_for(
    client: Client, alcohol: CategoryVersion, secret: str
) -> None:
    answer = send(client, fmt="xml", api_key=secret)
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == Report.objects.get().reference


def test_without_a_key_a_person_looks_at_it_first(client: Client, alcohol: CategoryVersion) -> None:
    answer = send(client)
    assert answer.status_code == 200
    report = Report.objects.get()
    assert (report.state, report.doubt) == (ReportState.HELD, "no_key")
    entry = Entry.objects.get(fact="reports.report.held")
    assert entry.payload is not None
    assert "key" not in entry.payload["details"]


@pytest.mark.parametrize("has_key", [True, False])
def test_taking_a_report_asks_little_of_the_database(
    client: Client, alcohol: CategoryVersion, secret: str, has_key: bool
) -> None:
    own = {"api_key": secret} if has_key else {}
    send(client, **own)
    with CaptureQueriesContext(connection) as caught:
        send(client, **own, description="Codziennie.")
    asked = [one["sql"] for one in caught.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert Report.objects.count() == 2
    assert len(asked) <= 12, "\n".join(asked)


def test_without_a_key_a_network_sends_no_more_than_with_the_form(
    client: Client, alcohol: CategoryVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "PATIENCE", 2)
    codes = [send(client, description=f"{number}").status_code for number in range(3)]
    assert codes == [200, 200, 429]
    assert Report.objects.count() == 2


@pytest.mark.parametrize("key", ["unknown", "x" * 200, "żółć"])
def test_an_unknown_key_is_refused(client: Client, alcohol: CategoryVersion, key: str) -> None:
    answer = send(client, api_key=key)
    assert (answer.status_code, answer.json()[0]["code"]) == (403, 403)
    assert not Report.objects.exists()


def test_a_key_of_another_authority_or_a_revoked_one_is_refused(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    foreign = make_key(make_authority())[1]
    key, revoked = make_key(authority, name="alt")
    operations.revoke_key(key=key, by=None, at=MORNING)
    assert [send(client, api_key=one).status_code for one in (foreign, revoked)] == [403, 403]


def test_a_key_lets_so_many_through_in_a_day(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    secret = make_key(authority, name="small", daily_limit=2)[1]

    def sent(number: int) -> int:
        return int(send(client, api_key=secret, description=f"{number}").status_code)

    assert [sent(number) for number in range(3)] == [200, 200, 429]
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        assert sent(3) == 200
    assert Report.objects.count() == 3


def test_what_is_refused_is_not_counted(
    client: Client, authority: Authority, alcohol: CategoryVersion
) -> None:
    secret = make_key(authority, name="small", daily_limit=1)[1]
    assert send(client, api_key=secret, lat=0, long=0).status_code == 400
    assert send(client, api_key=secret).status_code == 200


def test_the_same_request_twice_is_one_report(
    client: Client, alcohol: CategoryVersion, secret: str
) -> None:
    first, second = (send(client, api_key=secret, description="raz").json() for _ in range(2))
    assert first[0]["service_request_id"] == second[0]["service_request_id"]
    assert Report.objects.count() == 1
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        send(client, api_key=secret, description="raz")
    assert Report.objects.count() == 2


def test_a_key_of_the_request_parts_and_joins(
    client: Client, authority: Authority, alcohol: CategoryVersion, secret: str
) -> None:
    def sent(once: str, **fields: str) -> Any:
        return send(client, headers={"Idempotency-Key": once}, **fields).json()[0]

    first = sent("one", api_key=secret)
    assert sent("one", api_key=secret) == first
    assert sent("two", api_key=secret) != first
    # Whoever guesses it, with another key or none, gets a report of their own.
    other = make_key(authority, name="other")[1]
    assert sent("one", api_key=other) != first
    assert sent("one") != first
    # The same key for another report loses neither.
    assert sent("one", api_key=secret, description="inne") != first
    assert Report.objects.count() == 5


def test_whoever_sends_the_same_without_a_key_of_the_request_gets_no_receipt_of_another(
    client: Client, alcohol: CategoryVersion, secret: str
) -> None:
    first = send(client, api_key=secret).json()[0]
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        second = send(client, api_key=secret).json()[0]
    assert second["service_request_id"] == first["service_request_id"]
    assert first["service_notice"]
    assert second["service_notice"] == ""


def test_the_same_request_in_another_language_is_one_report(
    client: Client, alcohol: CategoryVersion, secret: str
) -> None:
    for language in ("pl", "en"):
        headers = {"Accept-Language": language, "Idempotency-Key": "one"}
        (taken,) = send(client, api_key=secret, headers=headers).json()
        words = taken["service_notice"].partition(": ")[2].partition(".")[0]
        assert receipts.digest_of(words) == Report.objects.get().code_digest


def test_a_reference_that_another_report_has_is_not_given_twice(
    client: Client, alcohol: CategoryVersion, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter(["R-AAAAAA", "R-AAAAAA", "R-AAAAAA", "R-BBBBBB"])
    monkeypatch.setattr(receipts, "reference_of", lambda _key: next(given))
    first = send(client, api_key=secret, description="raz").json()[0]
    second = send(client, api_key=secret, description="dwa").json()[0]
    assert first["service_request_id"] == "R-AAAAAA"
    assert second["service_request_id"] == "R-BBBBBB"
    words = second["service_notice"].partition(": ")[2].partition(".")[0]
    found = Report.objects.get(reference="R-BBBBBB")
    assert receipts.digest_of(words) == found.code_digest


def test_an_address_will_do_where_it_is_clear(
    client: Client, authority: Authority, alcohol: CategoryVersion, secret: str
) -> None:
    town = Municipality.objects.get(authority=authority)
    for number in ("3", "5", "7"):
        Address.objects.create(
            authority=authority,
            municipality=town,
            street="Sienna",
            number=number,
            latitude=HERE[0],
            longitude=HERE[1],
            search_text=search_text_of(street="Sienna", number=number, municipality=town.name),
        )
    mark_changed(authority.pk)

    def sent(address: str) -> Any:
        return send(client, api_key=secret, lat=None, long=None, address_string=address)

    assert sent("Sienna 7").status_code == 200
    report = Report.objects.get()
    assert (report.latitude, report.longitude) == HERE
    assert report.place_name == "Sienna 7"
    unclear = sent("Nigdzie 7")
    assert unclear.status_code == 400
    assert unclear.json()[0]["description"].startswith("address_string:")


def test_danger_is_told_before_anything_else(
    client: Client, alcohol: CategoryVersion, secret: str
) -> None:
    answer = send(
        client,
        api_key=secret,
        headers={"Accept-Language": "en"},
        description="Ratunku, on ma nóż i bije człowieka!",
    )
    assert answer.json()[0]["service_notice"].startswith("If somebody is in danger now, call 112.")


def test_people_of_one_system_are_told_apart(
    client: Client, alcohol: CategoryVersion, secret: str
) -> None:
    for number, name in enumerate("aba"):
        send(client, api_key=secret, description=f"{number}", device_id=name)
    send(client, api_key=secret, email="x@example.org")
    keys = list(Report.objects.order_by("pk").values_list("person_key", flat=True))
    assert keys[0] == keys[2]
    assert len(set(keys)) == 3
    assert "x@example.org" not in keys


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"media_url": "http://127.0.0.1/a.jpg"}, 400, "media_url"),
        ({"service_code": None}, 400, "service_code"),
        ({"service_code": "none"}, 404, "service_code"),
        ({"service_code": "foreign"}, 404, "service_code"),
        ({"jurisdiction_id": "elsewhere"}, 404, "jurisdiction_id"),
        ({"lat": None}, 400, "lat"),
        ({"lat": None, "long": None}, 400, "lat"),
        ({"lat": "nan"}, 400, "lat"),
        ({"lat": "inf"}, 400, "lat"),
        ({"long": "1e400"}, 400, "long"),
        ({"lat": "91"}, 400, "lat"),
        ({"lat": "a"}, 400, "lat"),
        ({"lat": "0", "long": "0"}, 400, ""),
        ({"email": "nobody"}, 400, "email"),
        ({"email": "a@" + "b" * 300}, 400, "email"),
        ({"description": "a" * 2_001}, 400, "description"),
        ({"description": "a\x00b"}, 400, "description"),
        ({"first_name": "\x00"}, 400, "first_name"),
        ({"phone": "6" * 41}, 400, "phone"),
        ({"attribute[none]": "x"}, 400, "attribute[none]"),
        ({"attribute[often]": "maybe"}, 400, "attribute[often]"),
        ({"attribute[who]": "old"}, 400, "attribute[who]"),
        ({"attribute[more]": "x" * 301}, 400, "attribute[more]"),
        ({"attribute[more]": "x\x00"}, 400, "attribute[more]"),
        ({f"field{number}": "x" for number in range(101)}, 400, ""),
    ],
)
def test_what_cannot_be_taken_is_told_and_leaves_nothing(
    client: Client,
    alcohol: CategoryVersion,
    secret: str,
    fields: dict[str, Any],
    status: int,
    said: str,
) -> None:
    make_category(make_authority(), code="foreign")
    answer = send(client, api_key=secret, **fields)
    assert answer.status_code == status, answer.content
    assert answer.json()[0]["code"] == status
    assert answer.json()[0]["description"].startswith(said)
    assert not Report.objects.exists()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (BOMB, "text/xml", 415),
        (BOMB, "application/x-www-form-urlencoded", 400),
        (b"", "", 415),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
        (b"lat=" + b"1" * 10_000_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=1" for _ in range(10_001)), "application/x-www-form-urlencoded", 400),
        (b"lat=\xff\xfe&service_code=%ff", "application/x-www-form-urlencoded", 400),
        (b"a=1", "application/x-www-form-urlencoded; charset=utf-16", 400),
    ],
)
def test_whatever_else_is_sent_is_not_read(
    client: Client, alcohol: CategoryVersion, body: bytes, kind: str, status: int
) -> None:
    answer = client.post("/testowo/open311/v2/requests.json", body, content_type=kind)
    assert answer.status_code == status
    assert answer.json()[0]["code"] == status
    assert not Report.objects.exists()


def test_other_systems_need_no_cookie(alcohol: CategoryVersion, secret: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, api_key=secret).status_code == 200


def test_the_bureau_gives_and_takes_keys_and_nobody_else(authority: Authority) -> None:
    coordinator = make_member(authority=authority, role=Role.COORDINATOR)
    reporter = make_member(
        authority=authority, role=Role.REPORTER, body=make_body(authority=authority)
    )
    fields: dict[str, Any] = {"authority": authority, "name": "City app", "at": MORNING}
    key, secret = operations.issue_key(**fields, daily_limit=5, by=coordinator)
    assert secret not in str(ApiKey.objects.filter(pk=key.pk).values().get())
    with pytest.raises(NotAllowed):
        operations.issue_key(**{**fields, "name": "x"}, daily_limit=5, by=reporter)
    with pytest.raises(NotAllowed):
        operations.revoke_key(key=key, by=reporter, at=MORNING)
    with pytest.raises(operations.NameTaken):
        operations.issue_key(**fields, daily_limit=5, by=coordinator)
    with pytest.raises(operations.NameMissing):
        operations.issue_key(**{**fields, "name": " \x00"}, daily_limit=5, by=coordinator)
    with pytest.raises(operations.LimitOutside):
        operations.issue_key(**{**fields, "name": "x"}, daily_limit=0, by=coordinator)
    operations.revoke_key(key=key, by=coordinator, at=MORNING)
    with pytest.raises(WrongState):
        operations.revoke_key(key=key, by=coordinator, at=MORNING)
    facts = Entry.objects.filter(fact__startswith="api.").values_list("fact", flat=True)
    assert list(facts.order_by("number")) == ["api.key.issued", "api.key.revoked"]


def test_the_command_gives_a_key_once_and_revokes_it(
    client: Client, alcohol: CategoryVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("open311_key", "testowo", "City app", "--daily-limit=3")
    secret = capsys.readouterr().out.strip()
    assert send(client, api_key=secret).status_code == 200
    call_command("open311_key", "testowo", "City app", "--revoke")
    assert send(client, api_key=secret, description="x").status_code == 403
    for arguments in (["testowo", "City app", "--revoke"], ["nowhere", "x"], ["testowo", " "]):
        with pytest.raises(CommandError):
            call_command("open311_key", *arguments)
