"""Keeping what an installation holds: proving the journal, backing up, restoring."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.urls import get_resolver
from django.utils import timezone

from prevenio.config.backup import back_up, restore
from prevenio.demo.loading import load_samples
from prevenio.journal.operations import record
from prevenio.journal.queries import verify_chain
from prevenio.people.models import Authority
from tooling.bench import Measured, timed, timed_once

ENTRIES = 2000


def measure() -> Iterator[Measured]:
    call_command("migrate", verbosity=0)
    # Reading the code of all pages is the start of a process, not of the loading.
    assert get_resolver().url_patterns
    seconds = timed_once(lambda: load_samples(at=timezone.now()))
    rows = "two years of activities and returns, twelve and ten of statistics"
    yield Measured("loading both sample programmes", seconds, 8.0, rows)
    authority = Authority.objects.get(slug="kielce")
    seconds = timed_once(partial(write, authority))
    yield Measured("writing into the journal", seconds, note=f"{ENTRIES} entries")
    seconds = timed(lambda: verify_chain(authority.pk), times=3)
    yield Measured("proving a chain of the journal", seconds, note=f"{ENTRIES} entries")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "all.zip"
        seconds = timed_once(lambda: back_up(archive, at=timezone.now()))
        yield Measured("backing up", seconds, note=f"{archive.stat().st_size / 1024:.0f} KiB")
        seconds = timed_once(lambda: restore(archive, replace=True))
        yield Measured("restoring, read back and compared", seconds)


@transaction.atomic
def write(authority: Authority) -> None:
    for number in range(ENTRIES):
        record(
            "people.authority.changed",
            about=authority,
            by=None,
            at=timezone.now(),
            authority_id=authority.pk,
            details={"contact": f"number {number}"},
        )
