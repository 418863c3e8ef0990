"""What steps of accession add up to: plain functions over plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from prevenio.region.models import Standing

# What may follow what; nothing stands before the first step.
NEXT: Mapping[str, frozenset[str]] = {
    "": frozenset({"CONTACTED", "PREPARING", "JOINED", "FOUND", "IN_TALKS", "AGREED"}),
    "CONTACTED": frozenset({"PREPARING", "JOINED", "LEFT"}),
    "PREPARING": frozenset({"CONTACTED", "JOINED", "LEFT"}),
    "JOINED": frozenset({"LEFT"}),
    "LEFT": frozenset({"CONTACTED", "PREPARING", "JOINED"}),
    "FOUND": frozenset({"IN_TALKS", "AGREED", "ENDED"}),
    "IN_TALKS": frozenset({"AGREED", "ENDED"}),
    "AGREED": frozenset({"ENDED"}),
    "ENDED": frozenset({"FOUND", "IN_TALKS", "AGREED"}),
}


class Step(Protocol):
    """What the functions here ask of a step."""

    @property
    def pk(self) -> int: ...
    @property
    def standing(self) -> str: ...
    @property
    def supersedes_id(self) -> int | None: ...
    @property
    def counts_from(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where steps do not follow each other."""

    before: str
    after: str
    day: date
    is_order: bool


def holding[S: Step](steps: Iterable[S]) -> list[S]:
    """The steps that nothing supersedes, in the order in which they were taken.

    A step keeps the place of the one that it supersedes; mistakes stand for nothing.
    """
    known = {one.pk: one for one in steps}
    superseded = {one.supersedes_id for one in known.values()}
    last = [
        one
        for pk, one in known.items()
        if pk not in superseded and one.standing != Standing.MISTAKE
    ]
    return sorted(last, key=lambda one: _place(one, known))


def standing_on[S: Step](steps: Iterable[S], day: date) -> S | None:
    """The step that says how far it has come on a day; None before the first."""
    taken = [one for one in holding(steps) if one.counts_from <= day]
    return taken[-1] if taken else None


def fault_in(steps: Sequence[Step]) -> Fault | None:
    """The first step that does not follow from the one before, or lies before it."""
    before, since = "", date.min
    for one in steps:
        if one.counts_from < since:
            return Fault(before, one.standing, since, is_order=True)
        if one.standing not in NEXT[before]:
            return Fault(before, one.standing, since, is_order=False)
        before, since = one.standing, one.counts_from
    return None


def _place[S: Step](step: S, known: Mapping[int, S]) -> int:
    """The key of the first step in a line of corrections."""
    while step.supersedes_id is not None and step.supersedes_id in known:
        step = known[step.supersedes_id]
    return step.pk
