"""What is kept of municipalities or of one kind of precincts, to compare a file with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.db.models import Max
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.importing.countries import Box
from prevenio.places.importing.values import Outline
from prevenio.places.models import Address, Boundary, Municipality, Precinct, PrecinctKind
from prevenio.places.models.precincts import BoundaryQuerySet
from prevenio.places.plans import Kept

MUNICIPALITY, ADDRESS = "municipality", "address"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a file of boundaries is about: the municipalities, or the precincts of one kind."""

    authority: Authority
    kind: PrecinctKind | None

    @property
    def boundaries(self) -> BoundaryQuerySet:
        rows = Boundary.objects.filter(authority=self.authority)
        if self.kind is None:
            return rows.exclude(municipality=None)
        return rows.filter(precinct__kind=self.kind)

    def last_beginning(self) -> date | None:
        """The latest day on which a boundary of the kind begins."""
        found: date | None = self.boundaries.aggregate(last=Max("first_day"))["last"]
        return found

    def kept(self, day: date | None, outlines: tuple[Outline, ...]) -> dict[str, Kept]:
        """What is kept, by code, each with its boundary in force on a day (None: the open one)."""
        rows = self.boundaries.on(day) if day else self.boundaries.filter(last_day=None)
        thing = "municipality_id" if self.kind is None else "precinct_id"
        in_force = {
            thing_id: (pk, shapely.from_wkb(bytes(shape)), first, last)
            for thing_id, pk, shape, first, last in rows.values_list(
                thing, "pk", "shape", "first_day", "last_day"
            )
        }
        nothing = (None, None, None, None)
        return {
            code: Kept(pk, code, name, *in_force.get(pk, nothing))
            for pk, code, name in self._things(outlines)
        }

    def _things(self, outlines: tuple[Outline, ...]) -> Iterator[tuple[int, str, str]]:
        if self.kind is not None:
            precincts = Precinct.objects.filter(kind=self.kind)
            yield from precincts.values_list("pk", "code", "name")
            return
        towns = list(
            Municipality.objects.filter(authority=self.authority).values_list("pk", "code", "name")
        )
        yield from (one for one in towns if one[1])
        yield from _named_only(towns, outlines)


def _named_only(
    towns: list[tuple[int, str, str]], outlines: tuple[Outline, ...]
) -> Iterator[tuple[int, str, str]]:
    """Municipalities that so far have a name only, where the file gives that name once."""
    known = {code for _pk, code, _name in towns if code}
    by_name: dict[str, list[Outline]] = {}
    for outline in outlines:
        by_name.setdefault(fold(outline.name), []).append(outline)
    nameless = [(pk, name) for pk, code, name in towns if not code]
    names = [fold(name) for _pk, name in nameless]
    for pk, name in nameless:
        meant = by_name.get(fold(name), [])
        if len(meant) == 1 and names.count(fold(name)) == 1 and meant[0].code not in known:
            yield pk, meant[0].code, name


def ground_near(authority: Authority) -> Box | None:
    """About where an authority lies, from its boundaries and points; None where nothing is known.

    It only tells which way round coordinates are meant, so it is drawn wide.
    """
    rows = Boundary.objects.filter(authority=authority).values_list(
        "west", "south", "east", "north"
    )
    boxes = np.array(rows, dtype=np.float64).reshape(-1, 4)
    towns = Municipality.objects.filter(authority=authority).exclude(latitude=None)
    points = np.array(towns.values_list("longitude", "latitude"), dtype=np.float64).reshape(-1, 2)
    west_south = np.concatenate([boxes[:, :2], points])
    east_north = np.concatenate([boxes[:, 2:], points])
    if not len(west_south):
        return None
    west, south = west_south.min(axis=0)
    east, north = east_north.max(axis=0)
    return Box(float(west), float(south), float(east), float(north)).wider(0.3)


def address_points(authority: Authority) -> NDArray[Any]:
    """Rows of id, latitude, longitude of all stored addresses."""
    rows = Address.objects.filter(authority=authority).order_by("pk")
    found = list(rows.values_list("pk", "latitude", "longitude").iterator(chunk_size=20_000))
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def named_shapes(authority: Authority, day: date) -> dict[int, tuple[str, BaseGeometry]]:
    """Municipalities in force on a day: name and shape by id."""
    rows = Boundary.objects.filter(authority=authority).on(day).exclude(municipality=None)
    return {
        pk: (name, shapely.from_wkb(bytes(shape)))
        for pk, name, shape in rows.values_list("municipality_id", "municipality__name", "shape")
    }
