"""Plain functions that make municipalities, precincts and boundaries for tests."""

from datetime import date
from itertools import count
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.places.models import Boundary, Municipality, Precinct, PrecinctKind
from prevenio.places.operations.versions import mark_changed

_number = count(1)


def square(west: float, south: float, size: float = 1.0) -> BaseGeometry:
    """A square from its lower left corner, in degrees."""
    return shapely.box(west, south, west + size, south + size)


def make_municipality(
    authority: Authority | None = None,
    *,
    shape: BaseGeometry | None = None,
    **fields: Any,
) -> Municipality:
    number = next(_number)
    fields.setdefault("code", f"{number:06}")
    fields.setdefault("name", f"Ves {number}")
    made = Municipality.objects.create(authority=authority or make_authority(), **fields)
    if shape is not None:
        make_boundary(made, shape)
    return made


def make_precinct_kind(
    authority: Authority | None = None, *, code: str = "police", **fields: Any
) -> PrecinctKind:
    fields.setdefault("names", {"en": code.capitalize()})
    fields.setdefault("roles", {"en": "District officer"})
    return PrecinctKind.objects.create(authority=authority or make_authority(), code=code, **fields)


def make_precinct(
    kind: PrecinctKind | None = None, *, shape: BaseGeometry | None = None, **fields: Any
) -> Precinct:
    kind = kind or make_precinct_kind()
    number = next(_number)
    fields.setdefault("code", f"{number:04}")
    fields.setdefault("name", f"Precinct {number}")
    made = Precinct.objects.create(authority=kind.authority, kind=kind, **fields)
    if shape is not None:
        make_boundary(made, shape)
    return made


def make_boundary(
    of: Municipality | Precinct,
    shape: BaseGeometry,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Boundary:
    """A boundary of a municipality or a precinct; every process will see it."""
    west, south, east, north = shapely.bounds(shape)
    made = Boundary.objects.create(
        authority=of.authority,
        municipality=of if isinstance(of, Municipality) else None,
        precinct=of if isinstance(of, Precinct) else None,
        shape=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=east,
        north=north,
        first_day=first_day,
        last_day=last_day,
    )
    mark_changed(of.authority.pk)
    return made
