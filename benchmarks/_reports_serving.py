"""The pages of reports as a town's server sends them to several people at once."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from itertools import count
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks._reports_load import Asked, load
from benchmarks._reports_rows import MIDDLE, add_reports, make_town
from benchmarks.lighthouse import wait_for_answer
from prevenio.people.models import Authority, User
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import Report
from prevenio.reports.tiles import tile_at
from prevenio.web.guarding import new_token
from tooling.bench import Served

PORT = 8766
SLUG = "reports"
SIZES = (1_300, 100_000)
_ZOOM = 13
_TOKEN = "b" * 32
# Stands on the page with the receipt, and on no other.
_THANKS = b"report-thanks"
_WORKERS = 2
_NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
_numbers = count(1)
type Make = Callable[[int], Asked]


def main() -> None:
    """Prints each measure as the fields of a `Served`, one JSON object in a line."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    authority, user = make_town(SLUG, now)
    cookie = _signed_in(user)
    done = 0
    for size in SIZES:
        add_reports(authority, done, size, now)
        done = size
        asked = {f"{what}, {size:,} reports": make for what, make in _asked(authority, cookie)}
        statements = {what: _statements(make) for what, make in asked.items()}
        connections.close_all()
        with _serving() as server:
            for what, make in asked.items():
                requests = 200 if size == max(SIZES) else 300
                came = load(PORT, server, make, requests)
                served = Served(name=what, sql=statements[what], **asdict(came))
                print(json.dumps(asdict(served)), flush=True)


def _asked(authority: Authority, cookie: str) -> Iterator[tuple[str, Make]]:
    desk = f"/{SLUG}/desk/reports/"
    keys = list(Report.objects.filter(authority=authority).values_list("pk", flat=True)[:400])
    public = list(
        Report.objects.filter(authority=authority, outcome="SOLVED").values_list("key", flat=True)
    )[:400]
    tile = tile_at(*MIDDLE, _ZOOM)
    tiles = f"/{SLUG}/api/reports/tiles/{tile.zoom}/{tile.column}/{tile.row}.json"
    yield "create by the public form", _creation
    yield "staff list of 100", lambda _n: _page(f"{desk}?per=100", cookie)
    yield "staff detail", lambda n: _page(f"{desk}{keys[n % len(keys)]}/", cookie)
    yield "public list and map", lambda _n: _page(f"/{SLUG}/reports/")
    yield "public detail", lambda n: _page(f"/{SLUG}/reports/{public[n % len(public)]}/")
    # Each with a first day of its own, so that none was made before.
    yield "map tile, made", lambda n: _page(f"{tiles}?from={_day(n)}")
    yield "map tile, kept", lambda _n: _page(tiles)


def _day(number: int) -> str:
    return (timezone.now() - timedelta(days=500 + number)).date().isoformat()


def _page(path: str, cookie: str = "") -> Asked:
    return Asked("GET", path, _headers({"Cookie": cookie} if cookie else {}))


def _creation(_number: int) -> Asked:
    """The last page of a report, sent a minute after the first one was opened, without photos."""
    chance = Random(next(_numbers))
    fields = {
        "act": "send",
        "category": "parking",
        "lat": f"{chance.gauss(MIDDLE[0], 0.01):.6f}",
        "lon": f"{chance.gauss(MIDDLE[1], 0.01):.6f}",
        "place": "Lipová 12",
        "words": "Auta stojí na chodníku, s kočárkem musím do silnice.",
        "weekdays": "0",
        "from_hour": "7",
        "to_hour": "8",
        "language": "cs",
        "nature": "INFORMATION",
        "csrfmiddlewaretoken": _TOKEN,
        "guard_token": new_token(ReportForm.guard_name, timezone.now() - timedelta(minutes=1)),
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{settings.CSRF_COOKIE_NAME}={_TOKEN}",
        "Origin": "https://127.0.0.1",
        "Accept-Encoding": "identity",
    }
    path = f"/{SLUG}/reports/new/send/"
    return Asked("POST", path, _headers(headers), urlencode(fields), holds=_THANKS)


def _headers(more: dict[str, str]) -> dict[str, str]:
    """As the proxy passes it on, each time for another visitor."""
    number = next(_numbers)
    visitor = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    known = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-For": visitor}
    return {**known, "Accept-Encoding": "gzip", **more}


def _statements(make: Make) -> int:
    """How many statements one request makes, asked in this process; the first one warms it.

    What only begins and ends a transaction is not counted, as in the tests.
    """
    client = Client(enforce_csrf_checks=True)
    for number in (1, 2):
        asked = make(number)
        headers = {name: value for name, value in asked.headers.items() if name != "Content-Type"}
        with CaptureQueriesContext(connection) as made:
            if asked.method == "POST":
                kind = "application/x-www-form-urlencoded"
                response = client.post(asked.path, asked.body, content_type=kind, headers=headers)
            else:
                response = client.get(asked.path, headers=headers)
        if response.status_code != 200 or asked.holds not in response.content:
            raise RuntimeError(f"{asked.path}: {response.status_code}, {response.content[:500]!r}")
    return sum(not one["sql"].startswith(_NOT_COUNTED) for one in made)


def _signed_in(user: User) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


@contextmanager
def _serving() -> Iterator[int]:
    """The server with two web processes; its id."""
    command = [sys.executable, "-m", "prevenio.config.command", "serve"]
    options = ["--port", str(PORT), "--workers", str(_WORKERS)]
    server = subprocess.Popen([*command, *options], env=os.environ, stdout=subprocess.DEVNULL)
    try:
        wait_for_answer(server, base=f"http://127.0.0.1:{PORT}")
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)
