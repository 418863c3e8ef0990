"""Runs every module of `benchmarks/` and prints what it measured beside its limit.

A module has one function `measure()` that yields `Measured` values. What is slower than its limit
fails the run.
"""

import os
import statistics
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter

import django

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@dataclass(frozen=True, slots=True)
class Measured:
    """How long one thing took, in seconds, and how long it may take; `note` says on what."""

    what: str
    seconds: float
    limit: float | None = None
    note: str = ""

    @property
    def is_too_slow(self) -> bool:
        return self.limit is not None and self.seconds > self.limit


def timed(call: Callable[[], object], *, times: int = 5) -> float:
    """The median of several runs of a call, after one run that is not counted."""
    call()
    return statistics.median(timed_once(call) for _run in range(times))


def timed_once(call: Callable[[], object]) -> float:
    """One run, for what remembers its last answer."""
    started = perf_counter()
    call()
    return perf_counter() - started


def main(names: Iterable[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevenio.config.settings")
    django.setup()
    chosen = list(names) or sorted(path.stem for path in BENCHMARKS.glob("[!_]*.py"))
    print(f"{'':44} {'took':>9} {'limit':>9}")
    results: list[Measured] = []
    for name in chosen:
        for measured in import_module(f"benchmarks.{name}").measure():
            print(line_of(measured), flush=True)
            results.append(measured)
    too_slow = [measured.what for measured in results if measured.is_too_slow]
    if too_slow:
        print(f"Too slow: {', '.join(too_slow)}", file=sys.stderr)
    return 1 if too_slow or not results else 0


def line_of(measured: Measured) -> str:
    limit = "" if measured.limit is None else f"{measured.limit:.3f} s"
    mark = "  TOO SLOW" if measured.is_too_slow else ""
    line = f"{measured.what:44} {measured.seconds:>7.3f} s {limit:>9}{mark}  {measured.note}"
    return line.rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
