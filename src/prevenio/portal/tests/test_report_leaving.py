"""A quick way out of pages that nobody else should see."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from prevenio.people.models import Authority
from prevenio.portal import leaving
from prevenio.portal.tests.test_report_form import AT, NEW, SEND, WHERE, category, filled
from prevenio.reports.models import CategoryVersion, ReportClass

__all__ = ["category"]
pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
WAY_OUT = "data-leave>"


@pytest.mark.parametrize(
    ("fields", "is_delicate"),
    [
        ({}, False),
        ({"delay_hours": 24}, False),
        ({"delay_hours": 48}, True),
        ({"data_class": ReportClass.COUNTS}, True),
        ({"data_class": ReportClass.INTERNAL}, True),
    ],
)
def test_delicate_reports_can_be_left_from_every_page(
    client: Client, category: CategoryVersion, fields: dict[str, object], is_delicate: bool
) -> None:
    CategoryVersion.objects.update(**fields)
    pages = [client.get(one, {"category": "alcohol", **AT}) for one in (WHERE, SEND)]
    pages.append(client.post(SEND, filled()))

    for page in pages:
        assert (WAY_OUT in page.content.decode()) == is_delicate
    assert WAY_OUT not in client.get(NEW).content.decode()


def test_way_out_is_a_plain_link_to_the_weather_of_the_country(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    CategoryVersion.objects.update(data_class=ReportClass.INTERNAL)
    page = client.get(SEND, {"category": "alcohol", **AT}).content.decode()
    assert f'<a href="{leaving.neutral_page(authority.country)}" rel="noreferrer' in page
    assert "Leave this page quickly" in page

    known = {leaving.neutral_page(one) for one in ("PL", "CZ", "XX")}
    assert len(known) == 3
    assert {urlsplit(one).scheme for one in known} == {"https"}
