"""Whoever walks through the samples by their links never stands before a closed door."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urljoin

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from prevenio.demo.loading import load_samples
from prevenio.demo.tests.test_load_samples import NOON
from prevenio.people.models import User

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="links do not depend on a database"),
]

_LINK = re.compile(r'\shref="([^"#]+)')
_VARYING = re.compile(r"[0-9a-f]{8,}(?:-[0-9a-f]{4,}){0,4}|\d+")
# Files are what pages lead to; scripts complete what Wagtail's lists say of selections.
_NOT_WALKED = re.compile(r"\.(?:pdf|xlsx|csv|ics|xml|geojson|png|jpg|svg|css|js)$|/editing/bulk/")
# A list and a page of one thing are looked at twice, with something and with something else.
_OF_EACH_KIND = 2


def test_every_link_leads_somewhere() -> None:
    with time_machine.travel(NOON, tick=False):
        load_samples(at=NOON)
        closed = {
            f"{email or 'a resident'}: {page} → {link}: {status}"
            for slug, email in (
                ("kielce", ""),
                ("kielce", "coordinator@kielce.example"),
                ("kielce", "reporter@kielce.example"),
                ("kielce", "reader@kielce.example"),
                ("plzen-region", "coordinator@plzen-region.example"),
                ("plzen-region", "clerk.domazlice@plzen-region.example"),
            )
            for link, (page, status) in _walk(slug, email).items()
        }

    assert closed == set()


def _walk(slug: str, email: str) -> Mapping[str, tuple[str, int]]:
    """The links that lead nowhere: the page where each stands, and what it answers."""
    client = Client()
    start = f"/{slug}/"
    if email:
        client.force_login(User.objects.get(email=email))
        start = f"/{slug}/desk/"
    cache.clear()
    found: dict[str, tuple[str, int]] = {}
    todo, seen, kinds = deque([(start, "")]), {start}, Counter[str]()
    while todo:
        link, page = todo.popleft()
        answer = client.get(link)
        if answer.status_code >= 400:
            found[link] = page, answer.status_code
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            for one in _links(answer.text, link, slug):
                kind = _VARYING.sub("#", one.partition("?")[0])
                if one not in seen and kinds[kind] < _OF_EACH_KIND:
                    kinds[kind] += 1
                    seen.add(one)
                    todo.append((one, link))
    assert len(kinds) > 40, "Few pages were reached: does the walk still begin anywhere?"
    return found


def _links(text: str, page: str, slug: str) -> Iterator[str]:
    for link in _LINK.findall(text):
        address = urljoin(page, unescape(link))
        path = address.partition("?")[0]
        if address.startswith(f"/{slug}/") and not _NOT_WALKED.search(path):
            yield address
