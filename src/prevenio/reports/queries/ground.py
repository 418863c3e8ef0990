"""What a new report needs to know of its place, in as few statements as it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import Address
from prevenio.reports.blurring import Square, square_of, wider

# So many homes share the square that residents see; the address of one household is no place.
FEWEST_HOMES = 5
# Beyond this the square is as wide as it gets without asking.
_WIDEST_ASKED = 500
_UNASKED = 1000


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies at a point on a day: ids for rows, codes by code of the kind for rules."""

    municipality_id: int | None
    precinct_id: int | None
    precinct_code: str
    codes: Mapping[str, str]
    as_of: date | None

    @property
    def is_outside(self) -> bool:
        return self.municipality_id is None and self.precinct_id is None


def ground_at(*, authority: Authority, latitude: float, longitude: float, day: date) -> Ground:
    """What lies at a point (WGS84 degrees); the first kind of precinct names it. One statement.

    `as_of` is the day on which the boundaries that hold began.
    """
    index = index_of(authority.pk, day)
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
    )


def public_square(*, authority: Authority, latitude: float, longitude: float, width: int) -> Square:
    """The square that residents see: as wide as the category says, wider among few homes.

    One statement. Where nobody lives, or no addresses are known, the width of the category does.
    """
    squares = [square_of(latitude, longitude, width)]
    while (more := wider(squares[-1].width)) is not None and more <= _WIDEST_ASKED:
        squares.append(square_of(latitude, longitude, more))
    counts = _homes_in(authority, squares)
    if not any(counts):
        return squares[0]
    enough = (one for one, homes in zip(squares, counts, strict=True) if homes >= FEWEST_HOMES)
    return next(enough, square_of(latitude, longitude, max(width, _UNASKED)))


def is_one_household(*, authority: Authority, latitude: float, longitude: float) -> bool:
    """Whether the point lies at a house that stands alone: within 25 metres one, within 100 few."""
    near, around = square_of(latitude, longitude, 50), square_of(latitude, longitude, 250)
    here, homes = _homes_in(authority, [near, around])
    return here in (1, 2) and homes < FEWEST_HOMES


def _homes_in(authority: Authority, squares: list[Square]) -> list[int]:
    """How many addresses lie in each of the squares, in one statement."""
    south, north = min(s.south for s in squares), max(s.north for s in squares)
    west, east = min(s.west for s in squares), max(s.east for s in squares)
    rows = Address.objects.filter(
        authority=authority, latitude__range=(south, north), longitude__range=(west, east)
    )
    found = rows.aggregate(
        **{
            f"in_{number}": Count(
                "pk",
                filter=Q(
                    latitude__gte=square.south,
                    latitude__lt=square.north,
                    longitude__gte=square.west,
                    longitude__lt=square.east,
                ),
            )
            for number, square in enumerate(squares)
        }
    )
    return [int(found[f"in_{number}"]) for number in range(len(squares))]
