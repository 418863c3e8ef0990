"""All addresses of an authority as columns, with what each of them lies in."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, OUTSIDE, PlacesIndex
from prevenio.places.models import Address

type Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AddressColumns:
    """One place in each column for an address; `found` are ids by layer, OUTSIDE for none.

    `towns` are the municipalities that the addresses are said to belong to, OUTSIDE where nothing
    is said; what they lie in stands in `found`.
    """

    ids: Ids
    towns: Ids
    found: Mapping[int, Ids]

    def __len__(self) -> int:
        return len(self.ids)

    def inside(self, layer: int) -> Ids:
        """What the addresses lie in on a layer, also on one where nothing is drawn."""
        found = self.found.get(layer)
        return np.full(len(self), OUTSIDE, dtype=np.int64) if found is None else found

    @property
    def precincts(self) -> Mapping[int, Ids]:
        """The precincts of the addresses by kind."""
        return {kind: ids for kind, ids in self.found.items() if kind != MUNICIPALITIES}


def address_columns(*, authority: Authority, index: PlacesIndex) -> AddressColumns:
    """All addresses in the order of their ids; one statement."""
    rows = Address.objects.filter(authority=authority).order_by("pk")
    found = list(rows.values_list("pk", "municipality_id", "latitude", "longitude"))
    numbers = np.array(found, dtype=np.float64).reshape(len(found), 4)
    towns = np.nan_to_num(numbers[:, 1], nan=OUTSIDE).astype(np.int64)
    places = index.locate_many(numbers[:, 2], numbers[:, 3])
    return AddressColumns(numbers[:, 0].astype(np.int64), towns, places)
