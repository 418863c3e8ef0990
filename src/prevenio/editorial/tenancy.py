"""Whose editors' side is being used, and by whom: asked wherever Wagtail itself would not ask.

Wagtail shares pictures, files and choosers among all sites of an installation. While a request of
the editors' side is answered, the managers of this room see the rows of its authority alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from prevenio.people.models import Authority, User


@dataclass(frozen=True, slots=True)
class Editing:
    """The authority whose editors' side is open, and who works there."""

    authority: Authority
    by: User


_editing: ContextVar[Editing | None] = ContextVar("editing", default=None)


@contextmanager
def editing(authority: Authority, by: User) -> Iterator[None]:
    """Everything done meanwhile is done by this person, in this authority alone."""
    token = _editing.set(Editing(authority, by))
    try:
        yield
    finally:
        _editing.reset(token)


def now_editing() -> Editing | None:
    """Who is at work on which authority's editors' side; None outside of it."""
    return _editing.get()
