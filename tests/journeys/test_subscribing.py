"""A resident subscribes, confirms by the letter, gets a digest, and leaves with one click."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from prevenio.notices import delivery, queries
from prevenio.people.models import Authority
from prevenio.places.models import Address, Municipality
from prevenio.subscriptions.models import NewsKind, Subscription, SubscriptionState
from prevenio.subscriptions.operations.announcing import Where, announce
from prevenio.subscriptions.operations.digesting import send_digests
from tests.journeys.conftest import Visitor, for_residents

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

READER = "ewa@example.org"
PLACE = (50.8701, 20.6301)


def link_in_letter(part: str) -> str:
    """The path of the newest letter's link that holds a part."""
    texts = [str(letter.body) for letter in mail.outbox if letter.to == [READER]]
    return str(re.findall(rf"https?://[^/\s]+(/\S*{part}\S+)", texts[-1])[0])


def deliver(at: object) -> None:
    """What the clock does every minute."""
    for notice_id in queries.due_notices(at=at):  # type: ignore[arg-type]
        delivery.deliver_notice(notice_id=notice_id, at=at)  # type: ignore[arg-type]


@for_residents
def test_from_the_form_to_the_last_letter(
    visitor: Visitor, authority: Authority, picture: Callable[[Page, str], None]
) -> None:
    authority.languages = ["pl", "cs", "en"]
    authority.save()
    town = Municipality.objects.create(authority=authority, name="Wólka")
    Municipality.objects.create(authority=authority, name="Zagaje")
    Address.objects.create(
        authority=authority,
        municipality=town,
        street="Szkolna",
        number="5",
        latitude=PLACE[0],
        longitude=PLACE[1],
        search_text="szkolna 5 wolka",
    )

    visitor.go("/testowo/subscribe/?lat=50.8701&lon=20.6301")
    assert "Szkolna 5" in visitor.text()
    picture(visitor.page, "subscribe")
    visitor.press("Send me the link")
    expect(visitor.page.locator(".govuk-error-summary")).to_be_focused()
    visitor.page.locator("[name=email]").fill(READER)
    visitor.page.locator("[name=cadence][value=DAILY]").check()
    visitor.press("Send me the link")
    assert visitor.page.url.endswith("/subscribe/asked/")
    picture(visitor.page, "subscribe-asked")

    visitor.go(link_in_letter("/confirm/"))
    visitor.press("Confirm")
    one = Subscription.objects.get()
    assert one.state == SubscriptionState.CONFIRMED
    picture(visitor.page, "subscribed")

    now = timezone.now()
    announce(
        authority=authority,
        key="news:1",
        kind=NewsKind.NEWS,
        titles={"pl": "Nowe lampy na Szkolnej", "cs": "Nové lampy na Szkolné"},
        path="privacy/",
        where=Where(point=PLACE, municipality=town),
        at=now,
    )
    assert send_digests(authority=authority, at=now + timedelta(days=2)) == 1
    deliver(now + timedelta(days=2))
    digest = str(mail.outbox[-1].body)
    assert "Szkoln" in digest
    assert "List-Unsubscribe" in mail.outbox[-1].extra_headers

    visitor.go(link_in_letter("/change/"))
    visitor.page.locator("[name=cadence][value=WEEKLY]").check()
    visitor.press("Save")
    picture(visitor.page, "subscription")
    one.refresh_from_db()
    assert one.cadence == "WEEKLY"

    visitor.go(link_in_letter("/end/"))
    visitor.press("End these letters")
    one.refresh_from_db()
    assert (one.state, one.email) == (SubscriptionState.LEFT, "")
    picture(visitor.page, "subscription-left")
