"""Pages as a browser meets them: Lighthouse on the sample data, as `prevenio serve` sends it.

Of three runs the median counts. Lighthouse comes from npm into `tooling/lighthouse`, the browser
from the system.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from prevenio.demo.loading import load_samples
from prevenio.editorial.queries.public import on_first_page
from prevenio.people.models import Authority
from prevenio.places.models import Address
from tooling.bench import Score

TOOL = Path(__file__).resolve().parent.parent / "tooling" / "lighthouse"
PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
HEAVIEST_KB = 150
RUNS = 3
TRIES = 3
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


def measure() -> Iterator[Score]:
    install()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_samples(at=timezone.now())
    pages = dict(sample_pages())
    connections.close_all()
    with serving():
        for what, address in pages.items():
            yield from scores(what, address)


def sample_pages() -> Iterator[tuple[str, str]]:
    """Home, the answer for a street, and an article of the sample city."""
    authority = Authority.objects.get(slug="kielce")
    home = f"{BASE}/{authority.slug}/"
    address = Address.objects.filter(authority=authority).order_by("pk").first()
    article = on_first_page(authority, authority.language, 1, at=timezone.now()).news[0]
    yield "home", home
    yield "who looks after my street", f"{home}street/?q={address}".replace(" ", "+")
    path = reverse("portal:item", urlconf=settings.AUTHORITY_URLCONF, args=article.address_args)
    yield "article", f"{BASE}/{authority.slug}{path}"


def scores(what: str, address: str) -> Iterator[Score]:
    reports = [audited(address) for _run in range(RUNS)]
    for category in CATEGORIES:
        values = [100 * report["categories"][category]["score"] for report in reports]
        yield Score(f"{what}: {category}", statistics.median(values), least=LEAST)
    weight = max(r["audits"]["total-byte-weight"]["numericValue"] for r in reports) / 1000
    yield Score(f"{what}: kB transferred", round(weight, 1), most=HEAVIEST_KB)


def audited(address: str) -> Mapping[str, Any]:
    """One run of Lighthouse with its own defaults: a slow phone on a slow network."""
    command = [
        *("node", str(TOOL / "node_modules" / "lighthouse" / "cli" / "index.js"), address),
        *("--output=json", "--quiet", f"--chrome-flags={FLAGS}"),
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    said = ""
    # Now and then the browser records no trace; Lighthouse itself asks to be run once more then.
    for _try in range(TRIES):
        done = subprocess.run(command, capture_output=True, env=environment, check=False, text=True)
        if not done.returncode:
            report: Mapping[str, Any] = json.loads(done.stdout)
            return report
        said = done.stderr[-2000:]
    raise RuntimeError(f"Lighthouse failed on {address}: {said}")


def chromium() -> str:
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("Chromium is missing: install Debian's package chromium.")
    return found


def install() -> None:
    if not (TOOL / "node_modules" / "lighthouse").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=TOOL, check=True)


@contextmanager
def serving() -> Iterator[None]:
    """The installation under `PREVENIO_DATA`, served as a town would serve it."""
    command = [sys.executable, "-m", "prevenio.config.command", "serve", "--port", str(PORT)]
    environment = {**os.environ, "PREVENIO_DATA": str(settings.DATA)}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for_answer(server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for_answer(
    server: subprocess.Popen[bytes], *, base: str = BASE, patience: float = 60
) -> None:
    until = monotonic() + patience
    while monotonic() < until:
        try:
            with urllib.request.urlopen(f"{base}/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None:
                raise RuntimeError("prevenio serve has stopped") from None
            sleep(0.3)
    raise RuntimeError("prevenio serve does not answer")
