"""What tests of residents' reports begin with."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client


@pytest.fixture
def monday_morning(db: None) -> Iterator[None]:
    """Nine o'clock UTC of 2 March 2026, and nothing kept from other tests."""
    cache.clear()
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False):
        yield
    cache.clear()


@pytest.fixture
def in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
