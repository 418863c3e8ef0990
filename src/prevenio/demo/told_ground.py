"""The ground of the sample as reports need it: read once, then asked for many points."""

from datetime import date

import numpy as np

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import Address, Precinct
from prevenio.reports.blurring import Square, square_of, wider
from prevenio.reports.queries.ground import FEWEST_HOMES, Ground

# As `queries.ground.public_square` has it; a test compares the two for every report.
_WIDEST_ASKED, _UNASKED = 500, 1000


class SampleGround:
    """What lies at a point, and which square residents see, without a statement for each point."""

    def __init__(self, authority: Authority, day: date) -> None:
        self._index = index_of(authority.pk, day)
        rows = Precinct.objects.filter(authority=authority).order_by("kind__position", "kind__code")
        self._precincts = {
            pk: (place, code, kind)
            for place, (pk, code, kind) in enumerate(rows.values_list("pk", "code", "kind__code"))
        }
        self.addresses = list(
            Address.objects.filter(authority=authority).select_related("municipality")
        )
        self._north = np.array([one.latitude for one in self.addresses])
        self._east = np.array([one.longitude for one in self.addresses])

    def at(self, latitude: float, longitude: float) -> Ground:
        found = self._index.locate(latitude, longitude)
        town = found.pop(MUNICIPALITIES, None)
        known = sorted((*self._precincts[pk], pk) for pk in found.values())
        _place, code, _kind, first = known[0] if known else (0, "", "", None)
        return Ground(
            municipality_id=town,
            precinct_id=first,
            precinct_code=code,
            codes={kind: code for _place, code, kind, _pk in known},
            as_of=self._index.first_day,
        )

    def square(self, latitude: float, longitude: float, width: int) -> Square:
        squares = [square_of(latitude, longitude, width)]
        while (more := wider(squares[-1].width)) is not None and more <= _WIDEST_ASKED:
            squares.append(square_of(latitude, longitude, more))
        counts = [self._homes_in(one) for one in squares]
        if not any(counts):
            return squares[0]
        enough = (one for one, homes in zip(squares, counts, strict=True) if homes >= FEWEST_HOMES)
        return next(enough, square_of(latitude, longitude, max(width, _UNASKED)))

    def _homes_in(self, square: Square) -> int:
        north, east = self._north, self._east
        high = (north >= square.south) & (north < square.north)
        return int((high & (east >= square.west) & (east < square.east)).sum())
