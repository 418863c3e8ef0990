"""A document whose areas, actions and initiatives can be told apart by their numbers."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count

from prevenio.programme.importing.document import ProgrammeDocument, ReadArea, ReadInitiative

LETTERS = "bcdefghijklmnopqrstuvwxyz"


def with_unique_codes(document: ProgrammeDocument) -> ProgrammeDocument:
    """The document with every number once: a second 1.5 becomes 1.5b.

    An area without a number takes its place; a number that two initiatives bear stays with the
    first of them.
    """
    codes: set[str] = set()
    areas = []
    for place, area in enumerate(document.areas, 1):
        code = _free(area.code or str(place), codes)
        areas.append(replace(area, code=code))
    actions: set[str] = set()
    return replace(
        document,
        areas=tuple(_with_actions(area, actions) for area in areas),
        initiatives=tuple(_numbered_once(document)),
    )


def _with_actions(area: ReadArea, taken: set[str]) -> ReadArea:
    actions = [
        replace(action, code=_free(action.code or f"{area.code}.{place}", taken))
        for place, action in enumerate(area.actions, 1)
    ]
    return replace(area, actions=tuple(actions))


def _numbered_once(document: ProgrammeDocument) -> Iterator[ReadInitiative]:
    taken: set[int] = set()
    for initiative in document.initiatives:
        if initiative.number in taken:
            yield replace(initiative, number=None)
            continue
        if initiative.number is not None:
            taken.add(initiative.number)
        yield initiative


def _free(code: str, taken: set[str]) -> str:
    """The code if it is free, else with the next letter, else with a number; then it is taken."""
    wanted = code[:12]
    lettered = (f"{wanted}{letter}" for letter in LETTERS)
    numbered = (f"{wanted}-{number}" for number in count(2))
    free = next(one for one in chain([wanted], lettered, numbered) if one not in taken)
    taken.add(free)
    return free
