"""What a file of boundaries would change of those that are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from prevenio.places.importing.areas import is_same
from prevenio.places.importing.values import Outline


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing that is kept, with its boundary in force on the day of the file, if it has one."""

    thing_id: int
    code: str
    name: str
    boundary_id: int | None = None
    shape: BaseGeometry | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Outlines by what becomes of them, each with what is kept under its code, if anything is."""

    begins: tuple[tuple[Outline, Kept | None], ...]
    changes: tuple[tuple[Outline, Kept], ...]
    stays: tuple[tuple[Outline, Kept], ...]
    ends: tuple[Kept, ...]
    others: tuple[Kept, ...]

    @property
    def renamed(self) -> tuple[tuple[Outline, Kept], ...]:
        """What would have another name than it has."""
        known = [(one, kept) for one, kept in self.begins if kept is not None]
        pairs = [*known, *self.changes, *self.stays]
        return tuple((one, kept) for one, kept in pairs if one.name not in (kept.name, one.code))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all would change."""
        reopened = any(kept.last_day is not None for _outline, kept in self.stays)
        return not (self.begins or self.changes or self.ends or self.renamed or reopened)

    @property
    def after(self) -> tuple[list[tuple[str, str]], NDArray[Any]]:
        """Codes and names, and shapes, of all boundaries that would be in force."""
        outlines = [one for one, _kept in (*self.begins, *self.changes, *self.stays)]
        named = [(one.code, one.name) for one in outlines]
        named += [(one.code, one.name) for one in self.others]
        shapes = [one.shape for one in outlines] + [one.shape for one in self.others]
        order = sorted(range(len(named)), key=lambda at: named[at])
        found = np.empty(len(shapes), dtype=object)
        found[:] = [shapes[at] for at in order]
        return [named[at] for at in order], found


def plan_of(outlines: Sequence[Outline], kept: Mapping[str, Kept], *, is_complete: bool) -> Plan:
    """Compare a file with what is kept, by code.

    With `is_complete` the file names everything: what it does not name ends.
    """
    begins: list[tuple[Outline, Kept | None]] = []
    changes, stays = [], []
    for outline in outlines:
        one = kept.get(outline.code)
        if one is None or one.shape is None:
            begins.append((outline, one))
        elif is_same(shapely.normalize(one.shape), outline.shape):
            stays.append((outline, one))
        else:
            changes.append((outline, one))
    missing = _missing(outlines, kept.values())
    return Plan(
        tuple(begins),
        tuple(changes),
        tuple(stays),
        tuple(missing if is_complete else ()),
        tuple(() if is_complete else missing),
    )


def _missing(outlines: Sequence[Outline], kept: Iterable[Kept]) -> list[Kept]:
    named = {one.code for one in outlines}
    return [one for one in kept if one.shape is not None and one.code not in named]
