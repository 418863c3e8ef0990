"""Who wants news of a place need not say again where it is."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from prevenio.people.models import Authority
from prevenio.places.models import Boundary, Precinct
from prevenio.portal.tests.test_report_form import NOW
from prevenio.portal.tests.test_report_receipt import public
from prevenio.reports.tests.factories import make_ground, make_report

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")


def news_of(page: str) -> str:
    found = re.search(r'href="([^"]*/subscribe/[^"]*)">Tell me of news here', page)
    assert found is not None
    return found[1]


def test_news_of_a_report_are_those_of_its_precinct(client: Client, authority: Authority) -> None:
    precinct = make_ground(authority)
    report = make_report(authority, at=NOW - timedelta(days=1))
    way = news_of(public(client, report))

    assert way == f"/testowo/subscribe/?precinct={precinct.pk}"
    assert f"<strong>{precinct}</strong>" in client.get(way).content.decode()


def test_without_a_precinct_news_are_those_of_the_town(
    client: Client, authority: Authority
) -> None:
    make_ground(authority)
    town = authority.municipalities.get()
    Boundary.objects.filter(precinct__isnull=False).delete()
    Precinct.objects.all().delete()
    report = make_report(authority, at=NOW - timedelta(days=1))

    assert news_of(public(client, report)) == f"/testowo/subscribe/?municipality={town.pk}"
