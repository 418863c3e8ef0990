"""Words of danger in a message to a report: the number is shown before anything is sent."""

from datetime import timedelta

import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.portal.tests.test_report_receipt import NOW, closed, open_with
from prevenio.reports.models import Report
from prevenio.reports.tests.factories import make_report

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
FIRE = "Pożar! Pali się!"


@pytest.fixture
def report(authority: Authority) -> Report:
    return make_report(authority, key="k", words="Piją.", at=NOW - timedelta(days=1))


@pytest.mark.parametrize("act", ["message", "not-solved"])
def test_words_of_danger_show_the_number_before_a_message_is_sent(
    client: Client, report: Report, coordinator: User, act: str
) -> None:
    closed(report, coordinator)
    steps = report.events.count()

    stopped = open_with(client, act=act, text=FIRE)
    assert stopped.count('href="tel:112"') == 1
    assert 'href="tel:997"' in stopped
    assert stopped.count(FIRE) == 1, "what was typed stays, in its own box"
    assert stopped.count("Nobody is in danger, send it") == 1
    assert stopped.count('name="danger_seen" value="yes"') == 1
    assert report.events.count() == steps

    sent = open_with(client, act=act, text=FIRE, danger_seen="yes")
    assert 'href="tel:112"' not in sent
    assert "danger_seen" not in sent, "the next message is looked at again"
    assert report.events.count() == steps + 1


def test_message_that_is_refused_after_the_number_is_not_stopped_again(
    client: Client, report: Report
) -> None:
    refused = open_with(client, act="message", text="a" * 5_001, danger_seen="yes")

    assert 'name="danger_seen" value="yes"' in refused


def test_message_of_an_own_report_is_stopped_too(
    client: Client, report: Report, coordinator: User
) -> None:
    Report.objects.filter(pk=report.pk).update(user=coordinator)
    client.force_login(coordinator)

    own = f"/testowo/reports/mine/{report.key}/"
    page = client.post(own, {"act": "message", "text": "Mąż mnie bije"}).content.decode()
    assert page.count('href="tel:112"') == 1
    assert report.events.count() == 1
