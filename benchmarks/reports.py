"""Residents' reports as many people ask for them at once, on PostgreSQL with two web processes.

A database of its own is made and thrown away: one authority with 1,300 reports, then with 100,000.
Then calls are made to the public interface from its own description, `CALLS` unless `--calls` says
how many.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tooling.bench import Score, Served

ROOT = Path(__file__).resolve().parent.parent
CALLS = 20_000
# From what was measured with Signals, which answers to the same duties, on two busy cores.
NOTE = """
For comparison, Signals on two busy cores: creating a report 74 SQL and 35 ms of CPU (45 SQL and
21 ms with tasks only queued); staff list of 100 rows 513 SQL and 330 to 420 ms; category tree
339 SQL; public map 34 to 51 requests a second.
"""


def measure(calls: int = CALLS) -> Iterator[Served | Score]:
    for line in _lines("benchmarks._reports_serving", https="true"):
        yield Served(**json.loads(line))
    if calls:
        for line in _lines("benchmarks._reports_calls", str(calls), https="false"):
            yield Score(**json.loads(line))


def _lines(module: str, *given: str, https: str) -> Iterator[str]:
    """What another process says, line by line, beside a PostgreSQL of its own."""
    with TemporaryDirectory(prefix="prevenio-bench-") as folder:
        # Behind a proxy that is trusted, so that visitors come from many networks.
        own = {"PREVENIO_DATA": folder, "PREVENIO_HTTPS": https, "PYTHON": sys.executable}
        command = [
            "tooling/with_postgresql.sh",
            sys.executable,
            "-m",
            "benchmarks._running",
            module,
        ]
        command += given
        running = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True
        )
        assert running.stdout is not None
        try:
            yield from running.stdout
        finally:
            running.stdout.close()
            if running.wait() != 0:
                raise RuntimeError(f"{module} has failed")
