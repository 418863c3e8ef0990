"""`prevenio serve`: what it refuses, what it runs, and the whole of it once."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from granian.log import logger as granian_logger

from prevenio.config import serving
from prevenio.config.serving import address_of, parts_of


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.mark.django_db
def test_port_that_is_taken_is_refused(taken_port: int) -> None:
    with pytest.raises(CommandError, match=rf"127\.0\.0\.1:{taken_port} cannot be used"):
        call_command("serve", port=taken_port, skip_checks=True)


@pytest.mark.django_db
def test_missing_migrations_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "missing_migrations", lambda: 3)

    with pytest.raises(CommandError, match=r"3 migrations are missing\. Run `prevenio migrate`"):
        call_command("serve", port=free_port(), skip_checks=True)


@pytest.mark.django_db
def test_missing_static_files_are_refused(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "prevenio.web.static_files.WholeSheets"},
    }

    with pytest.raises(CommandError, match="prevenio collectstatic"):
        call_command("serve", port=free_port(), skip_checks=True)


@pytest.mark.parametrize("wrong", [{"port": "70000"}, {"port": "x"}, {"workers": "0"}])
def test_wrong_choices_are_refused(wrong: dict[str, str]) -> None:
    [(name, value)] = wrong.items()

    with pytest.raises(CommandError):
        call_command("serve", f"--{name}={value}")


def test_three_parts_are_run() -> None:
    web, worker, clock = parts_of(host="127.0.0.1", port=8000, workers=2)

    assert (web.name, worker.name, clock.name) == ("web", "worker", "clock")
    assert web.command[web.command.index("--workers") + 1] == "2"
    assert "db_worker" in worker.command
    assert "crontask" in clock.command


def test_address_is_one_that_a_browser_can_open() -> None:
    assert address_of(host="0.0.0.0", port=80) == "http://127.0.0.1:80/"
    assert address_of(host="::", port=8000) == "http://[::1]:8000/"


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="once, on SQLite, is enough")
def test_whole_installation_is_served_mended_and_stopped(tmp_path: Path) -> None:
    number = free_port()
    surroundings = {**os.environ, "PREVENIO_DATA": str(tmp_path), "PREVENIO_DEBUG": "1"}
    surroundings["DJANGO_SETTINGS_MODULE"] = "prevenio.config.settings"
    prevenio = [sys.executable, "-m", "prevenio.config.command"]
    subprocess.run([*prevenio, "migrate", "-v0", "--skip-checks"], env=surroundings, check=True)
    serving_now = subprocess.Popen(
        [*prevenio, "serve", "--skip-checks", "--port", str(number)],
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert serving_now.stdout is not None
    try:
        said = [serving_now.stdout.readline() for _line in range(4)]
        assert said[3] == f"Prevenio answers at http://127.0.0.1:{number}/\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{number}/health", timeout=10) as answer:
            assert json.load(answer)["database"] == "ok"
        worker = re.search(r"worker started \(process (\d+)\)", "".join(said))
        assert worker is not None
        os.kill(int(worker[1]), signal.SIGKILL)
        assert "was ended by SIGKILL" in serving_now.stdout.readline()
        assert "worker started" in serving_now.stdout.readline()
    finally:
        serving_now.terminate()
        rest, _errors = serving_now.communicate(timeout=15)
    assert serving_now.returncode == 0
    assert sorted(rest.splitlines()) == ["clock stopped.", "web stopped.", "worker stopped."]


def test_what_fails_outside_of_django_is_written_where_it_is_read() -> None:
    """The parts' standard output goes nowhere, and the web server would write there."""
    logging: Any = settings.LOGGING

    own = logging["loggers"][granian_logger.name]
    handlers = [logging["handlers"][name] for name in own["handlers"]]

    # A stream handler writes to standard error unless it is given another stream.
    assert [handler["class"] for handler in handlers] == ["logging.StreamHandler"]
    assert "stream" not in handlers[0]
