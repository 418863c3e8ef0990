"""Runs every module of `benchmarks/` and prints what it measured beside its limit.

A module has one function `measure()` that yields `Measured` values. What is slower than its limit
fails the run, and so does a `Score` or a count that misses its own. What a module says of its
numbers stands in its `NOTE`. With `--json` everything is one JSON object with a list `measures`;
`--calls N` goes to the modules whose `measure` takes `calls`.
"""

import argparse
import inspect
import json
import os
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter
from types import ModuleType

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


@dataclass(frozen=True, slots=True)
class Served:
    """A page as many ask for it at once: statements and processor time of one request, its times.

    All times are milliseconds. It has no limit of its own.
    """

    name: str
    sql: int
    cpu_ms: float
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float

    is_too_slow = False
    note = ""

    @property
    def what(self) -> str:
        return self.name

    @property
    def columns(self) -> tuple[str, str]:
        """As they are printed; the limit's column says how often a second it was answered."""
        times = f"{self.p50_ms:.0f}/{self.p95_ms:.0f}/{self.p99_ms:.0f} ms"
        work = f"{self.sql:>3} SQL {self.cpu_ms:>6.1f} ms CPU"
        return f"{work} {self.per_second:>7.1f}/s", f"{times:>16}"


type Result = Measured | Score | Served


def timed(call: Callable[[], object], *, times: int = 5) -> float:
    """The median of several runs of a call, after one run that is not counted."""
    call()
    return statistics.median(timed_once(call) for _run in range(times))


def timed_once(call: Callable[[], object]) -> float:
    """One run, for what remembers its last answer."""
    started = perf_counter()
    call()
    return perf_counter() - started


def main(given: Sequence[str]) -> int:
    arguments = _arguments(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevenio.config.settings")
    django.setup()
    chosen = arguments.names or sorted(path.stem for path in BENCHMARKS.glob("[!_]*.py"))
    if not arguments.json:
        print(f"{'':44} {'took':>9} {'limit':>9}")
    results: list[Result] = []
    for measured in _measured(chosen, arguments.calls, is_quiet=arguments.json):
        results.append(measured)
        if not arguments.json:
            print(line_of(measured), flush=True)
    if arguments.json:
        print(json.dumps({"measures": [asdict(one) for one in results]}, indent=2))
    too_slow = [measured.what for measured in results if measured.is_too_slow]
    if too_slow:
        print(f"Missed: {', '.join(too_slow)}", file=sys.stderr)
    return 1 if too_slow or not results else 0


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("names", nargs="*", help="modules of benchmarks/; all if none is named")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--calls", type=int, help="calls to the public interface, 0 for none")
    return parser.parse_args(given)


def _measured(names: Iterable[str], calls: int | None, *, is_quiet: bool) -> Iterator[Result]:
    for name in names:
        module: ModuleType = import_module(f"benchmarks.{name}")
        takes = inspect.signature(module.measure).parameters
        is_given = calls is not None and "calls" in takes
        yield from module.measure(**({"calls": calls} if is_given else {}))
        note: str = getattr(module, "NOTE", "")
        if note and not is_quiet:
            print(note, flush=True)


def line_of(measured: Result) -> str:
    value, limit = measured.columns
    mark = "  MISSED" if measured.is_too_slow else ""
    return f"{measured.what:44} {value} {limit:>9}{mark}  {measured.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
