"""A category that changes while somebody writes a report of it."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority
from prevenio.reports.models import CategoryVersion, Report, ReportClass
from prevenio.reports.tests.factories import HERE, make_category, make_ground

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
SEND = "/testowo/reports/new/send/"
# In Warsaw five to midnight, and five past: the next version of the category has begun.
BEFORE = datetime(2026, 3, 2, 22, 55, tzinfo=UTC)
AFTER = datetime(2026, 3, 2, 23, 5, tzinfo=UTC)
CHOSEN = {"category": "alcohol", "lat": str(HERE[0]), "lon": str(HERE[1]), "place": "Schody"}
DOG = {"key": "dog", "type": "yes_no", "labels": {"en": "Is there a dog?"}}
CHANGED = "This category has changed since you opened the page"


def two_versions(authority: Authority, before: dict[str, Any], after: dict[str, Any]) -> None:
    make_ground(authority)
    first = make_category(authority, code="alcohol", last_day=date(2026, 3, 2), **before)
    CategoryVersion.objects.create(
        category=first.category, first_day=date(2026, 3, 3), names=first.names, **after
    )


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of a page, as a browser sends them without scripts."""
    inputs = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    return {name: value for name, value in inputs if name != "csrfmiddlewaretoken"}


def opened(client: Client) -> dict[str, str]:
    with time_machine.travel(BEFORE, tick=False):
        return fields_of(client.get(SEND, CHOSEN).content.decode())


def sent(client: Client, said: dict[str, str], at: datetime = AFTER) -> str:
    with time_machine.travel(at, tick=False):
        return client.post(SEND, {**said, "act": "send"}).content.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"data_class": ReportClass.INTERNAL}, {"data_class": ReportClass.PUBLIC}),
        ({"blur_metres": 500}, {"blur_metres": 50}),
        ({"questions": []}, {"questions": [DOG]}),
    ],
)
def test_who_was_told_something_else_reads_it_before_it_is_sent(
    client: Client, authority: Authority, before: dict[str, Any], after: dict[str, Any]
) -> None:
    two_versions(authority, before, after)
    said = {**opened(client), "words": "Siedzą na schodach."}

    page = sent(client, said)

    assert CHANGED in page
    assert "Siedzą na schodach.</textarea>" in page
    assert not Report.objects.exists()
    page = sent(client, {**fields_of(page), "words": said["words"]})
    assert "data-receipt-words" in page
    assert Report.objects.get().version.first_day == date(2026, 3, 3)


def test_an_answer_to_what_is_not_asked_any_more_is_not_left_out_without_a_word(
    client: Client, authority: Authority
) -> None:
    two_versions(authority, {"questions": [DOG]}, {"questions": []})
    page = sent(client, {**opened(client), "q_dog": "yes"})
    assert CHANGED in page
    assert not Report.objects.exists()


def test_where_the_new_version_says_the_same_nobody_is_asked_again(
    client: Client, authority: Authority
) -> None:
    two_versions(authority, {"questions": [DOG], "read_days": 2}, {"questions": [DOG]})
    assert "data-receipt-words" in sent(client, opened(client))


def test_the_same_sent_before_midnight_and_after_it_is_one_report(
    client: Client, authority: Authority
) -> None:
    two_versions(authority, {"blur_metres": 500}, {"blur_metres": 50})
    said = opened(client)
    pages = [sent(client, said, at) for at in (BEFORE + timedelta(minutes=3), AFTER)]
    receipts = {re.findall(r"data-receipt-words>([^<]+)<", page)[0] for page in pages}
    assert len(receipts) == 1
    assert Report.objects.count() == 1
