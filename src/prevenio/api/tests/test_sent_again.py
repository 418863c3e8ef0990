"""Another system sends once more what was taken already: the same report, whatever changed."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from prevenio.api.models import ApiKey
from prevenio.api.tests.factories import form_of, make_key
from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.tests.factories import MORNING, make_category, make_ground
from prevenio.web import guarding

pytestmark = pytest.mark.django_db

ONCE = {"Idempotency-Key": "one"}
LAST_DAY = date(2026, 3, 2)
# Ten seconds before and after midnight in Warsaw.
BEFORE = datetime(2026, 3, 2, 22, 59, 50, tzinfo=UTC)
AFTER = datetime(2026, 3, 2, 23, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_the_morning() -> Any:
    cache.clear()
    with time_machine.travel(MORNING, tick=False):
        yield


def make_place(slug: str) -> Authority:
    authority = make_authority(slug=slug, country="PL", languages=["pl", "en"])
    make_ground(authority)
    make_category(authority, code="alcohol")
    return authority


@pytest.fixture
def authority() -> Authority:
    return make_place("testowo")


def send(client: Client, slug: str = "testowo", *, headers: Any = None, **fields: object) -> Any:
    return client.post(
        f"/{slug}/open311/v2/requests.json",
        urlencode(form_of(**fields)),
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )


def test_the_same_sent_to_two_authorities_is_two_reports(
    client: Client, authority: Authority
) -> None:
    make_place("obok")
    numbers = [
        send(client, slug, description="Piją.").json()[0]["service_request_id"]
        for slug in ("testowo", "obok")
    ]
    assert len(set(numbers)) == 2
    assert Report.objects.filter(authority=authority).count() == 1


def test_what_is_sent_again_takes_nothing_of_the_day_of_a_key(
    client: Client, authority: Authority
) -> None:
    key, secret = make_key(authority, daily_limit=2)
    for _time in range(3):
        assert send(client, api_key=secret, headers=ONCE).status_code == 200
    assert ApiKey.objects.get(pk=key.pk).sent == 1
    assert send(client, api_key=secret, description="inne").status_code == 200
    assert send(client, api_key=secret, description="trzecie").status_code == 429
    assert send(client, api_key=secret, headers=ONCE).status_code == 200
    assert Report.objects.count() == 2


def test_what_is_sent_again_is_answered_to_a_network_that_may_send_no_more(
    client: Client, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "PATIENCE", 1)
    first = send(client, description="raz")
    assert send(client, description="dwa").status_code == 429
    assert send(client, description="raz").json() == first.json()


def test_what_is_sent_again_after_the_last_day_of_its_category_is_answered(
    client: Client, authority: Authority
) -> None:
    CategoryVersion.objects.update(last_day=LAST_DAY)
    secret = make_key(authority)[1]
    with time_machine.travel(BEFORE, tick=False):
        first = send(client, api_key=secret, headers=ONCE)
    with time_machine.travel(AFTER, tick=False):
        assert send(client, api_key=secret, headers=ONCE).json() == first.json()
        assert send(client, api_key=secret, description="inne").status_code == 404
    assert Report.objects.count() == 1


def test_a_revoked_key_gets_no_answer_to_what_it_sent_before(
    client: Client, authority: Authority
) -> None:
    secret = make_key(authority)[1]
    send(client, api_key=secret, headers=ONCE)
    ApiKey.objects.update(revoked_at=MORNING)
    assert send(client, api_key=secret, headers=ONCE).status_code == 403
