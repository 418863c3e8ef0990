"""Bodies send their returns while web server and worker are killed again and again."""

import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from prevenio.notices.tests.mail_server import MailServer
from prevenio.returns.tests.stage import BODIES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="once, on SQLite, is enough"),
]

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
REVISION = re.compile(r'name="revision" value="(\d+)"')
# The supervisor gives up on a part that dies six times in a row.
KILLS = 4
PATIENCE = 120


def test_nothing_is_lost_and_nobody_is_mailed_twice(tmp_path: Path) -> None:
    doors = json.loads(run(tmp_path, "prevenio.returns.tests.stage"))
    run(tmp_path, "prevenio.config.command", "collectstatic", "--noinput", "--verbosity", "0")
    with MailServer() as mail:
        with serving(tmp_path, mail) as base:
            for token, code, return_id in doors:
                send(f"{base}testowo/returns/{token}/", code, return_id)
            time.sleep(3)
        arrived = Counter(mail.taken)
    rows = read(tmp_path)

    assert rows["sealed"] == [1] * BODIES
    assert set(rows["states"]) == {"SUBMITTED"}
    assert rows["events"] == [2] * BODIES
    # For each body: link and code, twice to the one who fills in, once to the one who certifies.
    assert len(rows["letters"]) == BODIES * 4
    assert arrived
    assert set(arrived.values()) == {1}
    assert run(tmp_path, "prevenio.config.command", "verify_journal")
    assert "web was ended by SIGKILL" in (tmp_path / "serve.log").read_text()
    assert "worker was ended by SIGKILL" in (tmp_path / "serve.log").read_text()


def send(address: str, code: str, return_id: int) -> None:
    """Fill in and send as a person would who tries again whenever the page does not come."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = {
        "outcome": "DONE",
        "narrative": "Rozdano 240 czujników.",
        "name": "Ewa Kowalska",
        "office": "inspektor",
        "confirmed": "on",
        "act": "send",
    }
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if try_to_send(browser, address, code, f"{address}{return_id}/", form):
                return
        except (OSError, HTTPException):
            time.sleep(0.2)
    raise AssertionError("The return could not be sent in time.")


def try_to_send(
    browser: OpenerDirector, address: str, code: str, page: str, form: dict[str, str]
) -> bool:
    shown, text = fetch(browser, address)
    if 'name="code"' in text:
        shown, text = fetch(browser, address, {"code": code, **hidden(text)})
    shown, text = fetch(browser, page)
    if shown.endswith("/receipt/"):
        return True
    shown, _text = fetch(browser, page, {**form, **hidden(text)})
    return shown.endswith("/receipt/")


def fetch(
    browser: OpenerDirector, address: str, form: dict[str, str] | None = None
) -> tuple[str, str]:
    """The address at which a page ended up, and its text."""
    data = urlencode(form).encode() if form else None
    with browser.open(address, data, timeout=10) as answer:
        return answer.url, answer.read().decode()


def hidden(text: str) -> dict[str, str]:
    fields = {"csrfmiddlewaretoken": TOKEN.search(text), "revision": REVISION.search(text)}
    return {name: found[1] for name, found in fields.items() if found}


@contextmanager
def serving(data: Path, mail: MailServer) -> Iterator[str]:
    """The whole installation, its web server and worker killed at random meanwhile."""
    port, log, done = free_port(), data / "serve.log", Event()
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "prevenio.config.command", "serve", "--port", str(port)],
            env=environment(data, mail),
            stdout=said,
            stderr=said,
        )
    killer = Thread(target=kill_parts, args=(log, done))
    killer.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        done.set()
        killer.join()
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def kill_parts(log: Path, done: Event) -> None:
    killed: set[str] = set()
    for _time in range(KILLS):
        if done.wait(random.uniform(1.5, 4)):
            return
        for name in ("web", "worker"):
            started = re.findall(rf"{name} started \(process (\d+)\)", log.read_text())
            for number in [one for one in started[-1:] if one not in killed]:
                killed.add(number)
                os.killpg(int(number), signal.SIGKILL)


def run(data: Path, module: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=environment(data),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout or "done"


def environment(data: Path, mail: MailServer | None = None) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    known |= {"DJANGO_SETTINGS_MODULE": "prevenio.config.settings", "PREVENIO_DATA": str(data)}
    if mail is not None:
        settings = {"HOST": "127.0.0.1", "PORT": mail.port, "TLS": "no", "FROM": "p@localhost"}
        known |= {f"PREVENIO_MAIL_{name}": str(value) for name, value in settings.items()}
    return known


def read(data: Path) -> dict[str, list[object]]:
    with sqlite3.connect(data / "prevenio.sqlite3") as database:

        def column(query: str) -> list[object]:
            return [row[0] for row in database.execute(query)]

        by_return = "SELECT count(*) FROM returns_{} GROUP BY action_return_id"
        return {
            "sealed": column(by_return.format("sealedreturn")),
            "events": column(by_return.format("returnevent")),
            "states": column("SELECT state FROM returns_actionreturn"),
            "letters": column("SELECT id FROM notices_notice"),
        }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
