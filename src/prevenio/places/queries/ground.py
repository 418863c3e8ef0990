"""Which precincts and which municipality a point, or a precinct, lies in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import shapely
from django.db.models import Q, QuerySet

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import Boundary, Municipality, Precinct
from prevenio.places.wording import said

# Neighbours drawn by different hands do not meet to the metre.
_NEARLY_WHOLE = 0.98


@dataclass(frozen=True, slots=True)
class PrecinctHere:
    """A precinct that an address belongs to, with its kind in the reader's language."""

    pk: int
    kind: str
    kind_name: str
    icon: str
    code: str
    name: str
    about: str
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where something lies: its municipality, and its precincts by the order of their kinds."""

    municipality: Municipality | None
    precincts: tuple[PrecinctHere, ...]

    @property
    def is_known(self) -> bool:
        return self.municipality is not None or bool(self.precincts)


def ground_at(*, authority: Authority, lat: float, lon: float, day: date) -> Ground:
    """Where a point (WGS84 degrees) lies on a day; two statements once the index is made."""
    found = index_of(authority.pk, day).locate(lat, lon)
    if not found:
        return Ground(None, ())
    municipality = found.pop(MUNICIPALITIES, None)
    there = Q(precinct__in=list(found.values()))
    if municipality is not None:
        there |= Q(municipality=municipality)
    return _ground(_boundaries(authority, day).filter(there))


def ground_of(*, precinct: Precinct, day: date) -> Ground:
    """Where a precinct lies: itself, its municipality, and what it lies in as good as whole."""
    boundaries = _boundaries(precinct.authority, day)
    own = boundaries.filter(precinct=precinct).first()
    if own is None:
        return Ground(precinct.municipality, (_precinct_here(precinct, None),))
    around = boundaries.filter(
        west__lt=own.east, east__gt=own.west, south__lt=own.north, north__gt=own.south
    ).exclude(precinct__kind_id=precinct.kind_id)
    shape = shapely.from_wkb(bytes(own.shape))
    ground = _ground([own, *(one for one in around if _holds(one, shape))])
    return Ground(precinct.municipality or ground.municipality, ground.precincts)


def _boundaries(authority: Authority, day: date) -> QuerySet[Boundary]:
    return (
        Boundary.objects.on(day)
        .filter(authority=authority)
        .select_related("municipality", "precinct__kind", "precinct__municipality")
    )


def _ground(boundaries: Iterable[Boundary]) -> Ground:
    """What lies there; where no municipality is drawn, that of its precincts."""
    there = list(boundaries)
    precincts = [(one.precinct, one.first_day) for one in there if one.precinct is not None]
    precincts.sort(key=lambda pair: (pair[0].kind.position, pair[0].pk))
    drawn = [one.municipality for one in there if one.municipality is not None]
    named = [one.municipality for one, _day in precincts if one.municipality is not None]
    here = tuple(_precinct_here(one, first_day) for one, first_day in precincts)
    return Ground(next(iter([*drawn, *named]), None), here)


def _precinct_here(precinct: Precinct, valid_from: date | None) -> PrecinctHere:
    return PrecinctHere(
        pk=precinct.pk,
        kind=precinct.kind.code,
        kind_name=said(precinct.kind.names),
        icon=precinct.kind.icon,
        code=precinct.code,
        name=precinct.name,
        about=precinct.about,
        valid_from=valid_from,
    )


def _holds(boundary: Boundary, shape: shapely.Geometry) -> bool:
    common = shapely.from_wkb(bytes(boundary.shape)).intersection(shape)
    return bool(common.area >= shape.area * _NEARLY_WHOLE)
