"""A list must not ask the database more often the longer it grows."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from prevenio.demo.loading import load_samples
from prevenio.people.models import Membership, Role

MOST_STATEMENTS = 8
# The first pages gather from every room; they are no lists and do not grow.
GATHERING = {"": 18, "desk/": 10}
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
DOWNLOADS = (".json", ".csv", ".pdf", ".xml", ".txt")


@pytest.mark.slow
@pytest.mark.django_db
def test_lists_make_few_statements(client: Client) -> None:
    """In the whole request, the session and the authority included."""
    load_samples(at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    membership = Membership.objects.get(authority__slug="kielce", role=Role.COORDINATOR)
    client.force_login(membership.user)

    counted = {route: statements(client, f"/kielce/{route}") for route in lists()}

    assert {route: count for route, count in counted.items() if count > most(route)} == {}
    assert len(counted) > 20


def most(route: str) -> int:
    return GATHERING.get(route, MOST_STATEMENTS)


def lists() -> Iterator[str]:
    """Every page of our rooms whose address names no single thing."""
    for route in routes(get_resolver(settings.AUTHORITY_URLCONF), ""):
        if "<" not in route and not route.endswith(DOWNLOADS):
            yield route


def routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("prevenio."):
            yield route


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return sum(not query["sql"].startswith(NOT_COUNTED) for query in captured)
