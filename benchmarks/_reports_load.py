"""Several clients that ask at once, and what the web processes had to do for it."""

import http.client
import os
import statistics
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

CLIENTS = 4
_WARMING = 12
# So many of the connections of one client may be closed without an answer; more is a fault.
_MOST_CLOSED = 1
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: how, where, what is sent, and what has to stand in the answer."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str = ""
    holds: bytes = b""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it; times in milliseconds, processor time for one request."""

    cpu_ms: float
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float


def load(port: int, server: int, make: Callable[[int], Asked], requests: int) -> Load:
    """Ask so often, from `CLIENTS` clients at once; `server` is the id of the served process.

    Raises RuntimeError where an answer is not what it has to be.
    """
    _ask_all(port, make, range(_WARMING))
    workers = list(_web_processes(server))
    before, started = _seconds_of(workers), perf_counter()
    times = _ask_all(port, make, range(_WARMING, _WARMING + requests))
    took, work = perf_counter() - started, _seconds_of(workers) - before
    if list(_web_processes(server)) != workers:
        raise RuntimeError("A web process has ended and another has begun while it was measured.")
    cut = statistics.quantiles(times, n=100)
    return Load(
        cpu_ms=round(1000 * work / len(times), 2),
        per_second=round(len(times) / took, 1),
        p50_ms=round(1000 * cut[49], 1),
        p95_ms=round(1000 * cut[94], 1),
        p99_ms=round(1000 * cut[98], 1),
    )


def _ask_all(port: int, make: Callable[[int], Asked], numbers: range) -> list[float]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        shares = [numbers[place::CLIENTS] for place in range(CLIENTS)]
        return [
            one for times in pool.map(lambda n: _ask_some(port, make, n), shares) for one in times
        ]


def _ask_some(port: int, make: Callable[[int], Asked], numbers: range) -> list[float]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    closed = 0
    for number in numbers:
        asked = make(number)
        started = perf_counter()
        try:
            status, content = _answer(link, asked)
        except http.client.RemoteDisconnected:
            # A server may close a connection between two requests: browsers ask once more too.
            closed += 1
            if closed > _MOST_CLOSED:
                raise
            link.close()
            status, content = _answer(link, asked)
        times.append(perf_counter() - started)
        if status != 200 or asked.holds not in content:
            raise RuntimeError(f"{asked.method} {asked.path}: {status}, {content[:500]!r}")
    link.close()
    return times


def _answer(link: http.client.HTTPConnection, asked: Asked) -> tuple[int, bytes]:
    link.request(asked.method, asked.path, asked.body or None, dict(asked.headers))
    response = link.getresponse()
    return response.status, response.read()


def _web_processes(server: int) -> Iterator[int]:
    """The processes of the web server below the one that looks after them."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(_fields(folder)[1])
        except OSError:
            continue
    for process in parents:
        if server in _above(process, parents) and _is_web(process):
            yield process


def _above(process: int, parents: Mapping[int, int]) -> Iterator[int]:
    while process in parents:
        process = parents[process]
        yield process


def _is_web(process: int) -> bool:
    said = Path(f"/proc/{process}/cmdline").read_bytes()
    # Granian's workers are spawned by Python's multiprocessing.
    return b"granian" in said or b"multiprocessing" in said


def _seconds_of(processes: list[int]) -> float:
    rows = (_fields(Path(f"/proc/{one}")) for one in processes)
    return sum(int(row[11]) + int(row[12]) for row in rows) / _TICKS


def _fields(folder: Path) -> list[str]:
    """The numbers that the kernel tells of a process, from its state on."""
    return (folder / "stat").read_text().rpartition(")")[2].split()
