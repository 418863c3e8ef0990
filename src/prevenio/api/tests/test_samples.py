"""Our answers beside those of a system that has spoken GeoReport v2 for years."""

from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from prevenio.api.tests.test_open311 import QUESTIONS
from prevenio.people.tests.factories import make_authority
from prevenio.reports.tests.factories import MORNING, make_category, make_report
from tests.shared_material import open311

pytestmark = pytest.mark.django_db


def names_below(root: ElementTree.Element, path: str) -> set[str]:
    return {one.tag for one in root.iterfind(path)}


# `groups` is an extension of the system that the sample is of; the standard has one group.
@pytest.mark.parametrize(
    ("sample", "address", "path", "extensions"),
    [
        ("fixmystreet_services.xml", "services.xml", "service/*", {"groups"}),
        (
            "fixmystreet_service_definition.xml",
            "services/alcohol.xml",
            "attributes/attribute/*",
            set(),
        ),
        ("fixmystreet_requests.xml", "requests.xml", "request/*", set()),
    ],
)
def test_whoever_reads_the_sample_reads_us(
    client: Client, sample: str, address: str, path: str, extensions: set[str]
) -> None:
    theirs = ElementTree.parse(open311(sample)).getroot()
    authority = make_authority(slug="testowo", country="PL")
    make_report(authority, version=make_category(authority, code="alcohol", questions=QUESTIONS))
    with time_machine.travel(MORNING, tick=False):
        answer = client.get(f"/testowo/open311/v2/{address}")
    ours = ElementTree.fromstring(answer.content)

    assert ours.tag == theirs.tag
    assert names_below(theirs, path) - extensions <= names_below(ours, path)


def test_the_sample_of_requests_fits_our_shape() -> None:
    """Their values are read as ours are written: states apart, which the standard has two of."""
    theirs = ElementTree.parse(open311("fixmystreet_requests.xml")).getroot()
    for request in theirs.iterfind("request"):
        assert float(request.findtext("lat") or "") != 0
        assert "T" in (request.findtext("requested_datetime") or "")
        assert request.findtext("service_code")
