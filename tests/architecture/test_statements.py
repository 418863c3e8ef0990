"""A list must not ask the database more often the longer it grows."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prevenio.people.models import Authority, Membership, Role
from tests.architecture.addresses import own_addresses

MOST_STATEMENTS = 8
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
DOWNLOADS = (".json", ".csv", ".pdf", ".xml", ".txt")


@pytest.mark.slow
def test_lists_make_few_statements(client: Client, theirs: Authority) -> None:
    """In the whole request, the session and the authority included."""
    client.force_login(Membership.objects.get(authority=theirs, role=Role.COORDINATOR).user)
    addresses = [
        f"/{theirs.slug}/{route}"
        for route, parts in own_addresses(settings.AUTHORITY_URLCONF)
        if not parts and not route.endswith(DOWNLOADS)
    ]
    counted = {address: statements(client, address) for address in addresses}

    assert {address: n for address, n in counted.items() if n > MOST_STATEMENTS} == {}


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return sum(not query["sql"].startswith(NOT_COUNTED) for query in captured)
