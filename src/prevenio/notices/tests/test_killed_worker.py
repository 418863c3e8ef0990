"""A real worker, a real mail server, and kill -9 at any moment."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from prevenio.notices.models import Notice, NoticeState
from prevenio.notices.tests.mail_server import MailServer

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LETTERS = 30
KILLS = 6
# A claim holds for five minutes: each worker lives so much later than the one before.
LATER = 10


def test_a_worker_killed_at_any_moment_sends_no_letter_twice_and_loses_none(
    tmp_path: Path,
) -> None:
    write_letters()
    with MailServer() as server:
        for number in range(KILLS):
            kill_amid_work(start(server, tmp_path, ahead=LATER * number), server)
        for number in (KILLS, KILLS + 1):
            assert start(server, tmp_path, ahead=LATER * number).wait(60) == 0
    arrived = Counter(server.taken)

    assert set(arrived.values()) == {1}
    for notice in Notice.objects.all():
        copies = arrived[f"<{notice.token}@localhost>"]
        assert notice.state in {NoticeState.SENT, NoticeState.UNCERTAIN}
        assert copies == 1 or notice.state == NoticeState.UNCERTAIN
    assert Notice.objects.filter(state=NoticeState.UNCERTAIN).count() <= KILLS


def write_letters() -> None:
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(to="a@example.org", subject=f"Letter {number}", written_at=now, next_try_at=now)
        for number in range(LETTERS)
    )


def start(server: MailServer, data: Path, *, ahead: int) -> subprocess.Popen[bytes]:
    known = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    database = {key: str(connection.settings_dict[key]) for key in known}
    mail = {"HOST": "127.0.0.1", "PORT": str(server.port), "TLS": "no", "USER": ""}
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "prevenio.notices.tests.worker",
            json.dumps({"database": database, "ahead": ahead}),
        ],
        env=os.environ
        | {f"PREVENIO_MAIL_{name}": value for name, value in mail.items()}
        | {
            "DJANGO_SETTINGS_MODULE": "prevenio.config.settings",
            "PREVENIO_DATA": str(data),
            "PREVENIO_MAIL_FROM": "prevenio@localhost",
        },
    )


def kill_amid_work(worker: subprocess.Popen[bytes], server: MailServer) -> None:
    """Wait until it speaks with the mail server, then kill it within a few letters."""
    before = server.greeted
    while worker.poll() is None and server.greeted == before:
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.15))
    worker.kill()
    worker.wait(10)
