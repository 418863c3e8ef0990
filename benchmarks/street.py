"""Searching an address and opening its page, in a small region and in one as large as one gets."""

import statistics
from collections.abc import Callable, Iterator
from time import perf_counter

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.region import SMALL, Size, make_region
from prevenio.people.models import Authority
from prevenio.places.models import Address
from prevenio.places.queries.searching import search_addresses
from tooling.bench import Measured, Score

RUNS = 120
# A person does not notice less; the server has other things to do as well.
SEARCH_P95, PAGE_P95 = 0.10, 0.25
MOST_STATEMENTS, MOST_OF_A_PAGE = 4, 12
_SLIPS = str.maketrans("áéěíóřšúůýžčďňť", "aeeiorsuuyzcdnt")


def measure() -> Iterator[Measured | Score]:
    call_command("migrate", verbosity=0)
    for slug, size in (("street-small", SMALL), ("street-large", Size())):
        authority = Authority.objects.filter(slug=slug).first() or make_region(slug, size)
        yield from _of(authority, f"{size.addresses:,} addresses")


def _of(authority: Authority, note: str) -> Iterator[Measured | Score]:
    addresses = _some(authority)
    typed = [_mistyped(one) for one in addresses]
    yield Measured("the first search of a process", _seconds(search_addresses, authority, typed[0]))
    times = [_seconds(search_addresses, authority, text) for text in typed]
    yield from _spread("a search with slips", times, SEARCH_P95, note)
    with CaptureQueriesContext(connection) as asked:
        search_addresses(authority, typed[0])
    yield Score("statements of a search", len(asked), most=MOST_STATEMENTS)
    client = Client(headers={"host": "localhost"})
    pages = [f"/{authority.slug}/street/addresses/{one.pk}/" for one in addresses]
    client.get(pages[0])
    times = [_seconds(client.get, page) for page in pages]
    yield from _spread("the page of an address", times, PAGE_P95, note)
    with CaptureQueriesContext(connection) as asked:
        client.get(pages[0])
    yield Score("statements of the page", len(asked), most=MOST_OF_A_PAGE)
    shapes = f"/{authority.slug}/map/boundaries/municipalities.json"
    response = client.get(shapes, headers={"accept-encoding": "gzip"})
    yield Score("boundaries of the municipalities, kB", len(response.content) / 1000, most=150)


def _some(authority: Authority) -> list[Address]:
    rows = Address.objects.filter(authority=authority).select_related("municipality")
    step = max(rows.count() // RUNS, 1)
    return list(rows.order_by("pk")[::step])[:RUNS]


def _mistyped(address: Address) -> str:
    """As somebody in a hurry writes it: no diacritics, two letters of the street changed over."""
    street = address.street.lower().translate(_SLIPS)
    slipped = street[:2] + street[3:4] + street[2:3] + street[4:]
    return f"{slipped} {address.number} {address.municipality or ''}"


def _seconds(act: Callable[..., object], *given: object) -> float:
    before = perf_counter()
    act(*given)
    return perf_counter() - before


def _spread(what: str, times: list[float], limit: float, note: str) -> Iterator[Measured]:
    yield Measured(f"{what}, median", statistics.median(times), None, note)
    yield Measured(f"{what}, 95 of 100", statistics.quantiles(times, n=20)[-1], limit, note)
