"""Where all addresses of an authority lie: columns kept by each process."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from prevenio.places.locating.index import PlacesIndex
from prevenio.places.models import Address

# Two hundred thousand addresses take three megabytes.
MOST_KEPT = 8

# A row for each point: latitude and longitude in WGS84 degrees.
type Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Homes:
    """The points of all addresses from south to north, shape (homes, 2)."""

    points: Points

    def inside(self, *, south: float, west: float, north: float, east: float) -> Points:
        """Those in a box, all its sides included."""
        latitudes = self.points[:, 0]
        first = latitudes.searchsorted(south, side="left")
        last = latitudes.searchsorted(north, side="right")
        stripe = self.points[first:last]
        return stripe[(stripe[:, 1] >= west) & (stripe[:, 1] <= east)]


_kept: OrderedDict[int, tuple[int, Homes]] = OrderedDict()
_lock = Lock()


def homes_of(index: PlacesIndex) -> Homes:
    """The addresses of the authority of an index.

    No statement where the process has them already, else one. Like the index itself they are read
    anew once the places have changed, and on each call where no version of the places is known.
    """
    with _lock:
        version, homes = _kept.get(index.authority_id, (0, None))
        if homes is not None and version == index.version:
            _kept.move_to_end(index.authority_id)
            return homes
    made = _made(index.authority_id)
    if index.version:
        with _lock:
            _kept[index.authority_id] = index.version, made
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return made


def _made(authority_id: int) -> Homes:
    rows = Address.objects.filter(authority_id=authority_id).order_by("latitude", "longitude")
    pairs = rows.values_list("latitude", "longitude").iterator(chunk_size=20_000)
    return Homes(np.fromiter(pairs, dtype=np.dtype((np.float64, 2))))
