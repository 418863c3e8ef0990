"""Remembering what was worked out for one document, while its rules run."""

from collections.abc import Callable
from functools import wraps

REMEMBERED = 4


def once_per_document[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Work a function's value out once for the same arguments, the very same objects.

    Equal documents are not looked for: hashing a whole document would cost more than it saves.
    """
    known: list[tuple[tuple[object, ...], R]] = []

    @wraps(function)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> R:
        for before, value in known:
            if len(before) == len(args) and all(a is b for a, b in zip(before, args, strict=True)):
                return value
        value = function(*args, **kwargs)
        known.insert(0, (args, value))
        del known[REMEMBERED:]
        return value

    return remembering
