"""A client that others wrote reads us over HTTP."""

import pytest
from django.utils import timezone
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from prevenio.api.tests.test_open311 import QUESTIONS
from prevenio.people.tests.factories import make_authority
from prevenio.reports.tests.factories import make_category, make_report


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("spoken", ["json", "xml"])
def test_a_client_of_the_standard_reads_everything(live_server: LiveServer, spoken: str) -> None:
    authority = make_authority(slug="testowo", country="PL")
    version = make_category(authority, code="alcohol", questions=QUESTIONS)
    make_category(authority, code="parking")
    # Two: the client takes a list of one in XML for the one thing itself.
    reports = [make_report(authority, version=version, at=timezone.now()) for _ in range(2)]
    client = GeoReport(
        f"{live_server.url}/testowo/open311/v2", jurisdiction="testowo", output_format=spoken
    )

    assert {one["service_code"] for one in client.get_service_list()} == {"alcohol", "parking"}
    assert client.get_service_definition("alcohol")["service_code"] == "alcohol"
    found = client.get_service_requests(status="open", service_code="alcohol")
    assert {one["service_request_id"] for one in found} == {one.reference for one in reports}
    one = client.get_service_request(reports[0].reference)
    assert one["service_request_id"] == reports[0].reference
    assert float(one["lat"]) == reports[0].public_latitude
