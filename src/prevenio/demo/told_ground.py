"""The ground of the sample as reports need it: read once, then asked for many points."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import Address, Precinct
from prevenio.reports.blurring import Box, Point, Square, hiding_square
from prevenio.reports.queries.ground import Ground


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
        return hiding_square(latitude, longitude, width, self._homes_in)

    def _homes_in(self, box: Box) -> Sequence[Point]:
        north, east = self._north, self._east
        high = (north >= box.south) & (north <= box.north)
        inside = high & (east >= box.west) & (east <= box.east)
        return list(zip(north[inside].tolist(), east[inside].tolist(), strict=True))
