"""A report that is being written: photos that ended, and the page without a network."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.portal.tests.test_report_form import (
    AT,
    BASE,
    NEW,
    SEND,
    WHERE,
    category,
    filled,
    photo,
)
from prevenio.portal.tests.test_report_where import hidden_of
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.tests.factories import make_category

__all__ = ["category"]
pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
ENDED = "1 photo is not kept any more"


def test_a_photo_that_ended_is_told_on_every_page_and_once_before_sending(
    client: Client, category: CategoryVersion
) -> None:
    key = hidden_of(client.post(NEW, {"photo": photo()}).content.decode())["held"]
    said = {"category": "alcohol", **AT, "held": key}
    assert ENDED not in client.post(SEND, said).content.decode()

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        for address in (NEW, WHERE, SEND):
            page = client.post(address, said).content.decode()
            assert ENDED in page
            assert key not in page

    page = client.post(SEND, filled(held="forged")).content.decode()
    assert ENDED in page
    assert not Report.objects.exists()
    assert "held" not in hidden_of(page)


def test_whoever_goes_on_from_the_device_finds_everything_again(
    client: Client, category: CategoryVersion
) -> None:
    first = client.get(NEW).content.decode()
    form = first[first.index("data-report-going-on") :]
    assert f'data-send="{SEND}"' in form
    assert "csrfmiddlewaretoken" in form[: form.index("</form>")]

    key = hidden_of(client.post(NEW, {"photo": photo()}).content.decode())["held"]
    kept = {**filled(words="Piją na schodach", weekdays=["4"], held=key), "act": ""}
    page = client.post(SEND, kept).content.decode()

    assert "Piją na schodach" in page
    assert "1 photo is kept" in page
    sent = {**kept, **hidden_of(page), "act": "send"}
    client.post(SEND, sent)
    client.post(SEND, sent)
    assert Report.objects.get().photos.count() == 1


def test_page_without_a_network_leads_to_help_and_names_what_may_have_been_chosen(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    make_category(authority, code="noise", names={"en": "Noise"})
    page = client.get(f"{NEW}offline/").content.decode()

    assert 'href="tel:112"' in page
    assert 'data-category="alcohol"' in page
    assert "Noise" in page
    assert client.get(f"{BASE}new/offline/", headers={"accept-language": "pl"}).status_code == 200
    for address in (NEW, WHERE, SEND):
        step = client.get(address, {"category": "alcohol", **AT}).content.decode()
        assert f'data-offline="{NEW}offline/"' in step
