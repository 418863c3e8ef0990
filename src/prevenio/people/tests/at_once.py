"""Many people at the same moment, each with a connection of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from prevenio.kernel.errors import Refused


def at_once[T, R](act: Callable[[T], R], given: Sequence[T]) -> list[R | Refused]:
    """What each got who did it: a result, or a refusal. Anything else that is raised is raised.

    All of them hold a connection together, so a server that runs tests side by side must allow
    several times as many as are given.
    """
    start = Barrier(len(given))

    def one(value: T) -> R | Refused:
        start.wait()
        try:
            return act(value)
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(one, given))


def refused(got: Sequence[object]) -> list[str]:
    """The refusals among what they got, by name, in order."""
    return sorted(type(one).__name__ for one in got if isinstance(one, Refused))
