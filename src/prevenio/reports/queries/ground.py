"""What a new report needs to know of its place, in as few statements as it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, PlacesIndex, homes_of, index_of
from prevenio.places.models import Municipality, Precinct
from prevenio.reports.blurring import Point, Square, hiding_square, stands_alone


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies at a point on a day: ids for rows, codes by code of the kind for rules.

    `index` knows what lies at other points on that day, without a statement.
    """

    municipality_id: int | None
    precinct_id: int | None
    precinct_code: str
    codes: Mapping[str, str]
    as_of: date | None
    index: PlacesIndex | None = field(default=None, repr=False, compare=False)

    @property
    def is_outside(self) -> bool:
        return self.municipality_id is None and self.precinct_id is None


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named of a point."""

    municipality: Municipality | None
    precinct: Precinct | None


def ground_at(*, authority: Authority, latitude: float, longitude: float, day: date) -> Ground:
    """What lies at a point (WGS84 degrees); the first kind of precinct names it. One statement.

    `as_of` is the day on which the boundaries that hold began.
    """
    return ground_in(index_of(authority.pk, day), latitude, longitude)


def names_at(*, authority: Authority, points: Sequence[Point], day: date) -> Sequence[Names]:
    """The town and the precinct at each of the points, in their order. Three statements."""
    index = index_of(authority.pk, day)
    grounds = [ground_in(index, *point) for point in points]
    towns = Municipality.objects.in_bulk({one.municipality_id for one in grounds} - {None})
    precincts = Precinct.objects.in_bulk({one.precinct_id for one in grounds} - {None})
    return [
        Names(towns.get(one.municipality_id or 0), precincts.get(one.precinct_id or 0))
        for one in grounds
    ]


def ground_in(index: PlacesIndex, latitude: float, longitude: float) -> Ground:
    """The same, by the index of a day. No statement."""
    found = index.locate(latitude, longitude)
    in_order = [kind for kind in index.kinds if kind in found]
    codes = {kind: index.layers[kind].code_of(found[kind]) for kind in in_order}
    first = in_order[0] if in_order else None
    return Ground(
        municipality_id=found.get(MUNICIPALITIES),
        precinct_id=None if first is None else found[first],
        precinct_code="" if first is None else codes[first],
        codes={index.kinds[kind]: code for kind, code in codes.items()},
        as_of=index.first_day,
        index=index,
    )


def public_square(*, index: PlacesIndex, latitude: float, longitude: float, width: int) -> Square:
    """The square that residents see: `hiding_square`. No statement once the homes are kept."""
    return hiding_square(latitude, longitude, width, homes_of(index))


def is_one_household(*, index: PlacesIndex, latitude: float, longitude: float) -> bool:
    """Whether the point lies at a house that stands alone. No statement once they are kept."""
    return stands_alone(latitude, longitude, homes_of(index))
