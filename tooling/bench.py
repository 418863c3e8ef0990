"""Runs every module of `benchmarks/` and prints what it measured beside its limit.

A module has one function `measure()` that yields `Measured` values. What is slower than its limit
fails the run, and so does a `Score` or a count that misses its own.
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

    @property
    def columns(self) -> tuple[str, str]:
        """What was measured and its limit, as they are printed."""
        limit = "" if self.limit is None else f"{self.limit:.3f} s"
        return f"{self.seconds:>7.3f} s", limit


@dataclass(frozen=True, slots=True)
class Score:
    """A number that is no time: a share, a ratio, a count. It may have a least or a most value."""

    what: str
    value: float
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def is_too_slow(self) -> bool:
        """Whether it misses its limit."""
        is_less = self.least is not None and self.value < self.least
        return is_less or (self.most is not None and self.value > self.most)

    @property
    def columns(self) -> tuple[str, str]:
        """What was measured and its limit, as they are printed."""
        limit = (
            f">= {self.least:g}"
            if self.least is not None
            else f"<= {self.most:g}"
            if self.most is not None
            else ""
        )
        return f"{self.value:>9g}", limit


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
    results: list[Measured | Score] = []
    for name in chosen:
        for measured in import_module(f"benchmarks.{name}").measure():
            print(line_of(measured), flush=True)
            results.append(measured)
    too_slow = [measured.what for measured in results if measured.is_too_slow]
    if too_slow:
        print(f"Missed: {', '.join(too_slow)}", file=sys.stderr)
    return 1 if too_slow or not results else 0


def line_of(measured: Measured | Score) -> str:
    value, limit = measured.columns
    mark = "  MISSED" if measured.is_too_slow else ""
    return f"{measured.what:44} {value} {limit:>9}{mark}  {measured.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
