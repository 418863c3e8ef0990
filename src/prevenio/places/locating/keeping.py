"""The indexes that this process keeps, and when it makes them anew."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from threading import Lock

import numpy as np
import shapely

from prevenio.places.locating.index import MUNICIPALITIES, PlacesIndex
from prevenio.places.locating.layers import Layer
from prevenio.places.models import Boundary, PlacesVersion

# Each takes some megabytes: past days are asked for rarely, authorities of one machine are few.
MOST_KEPT = 8
_kept: OrderedDict[tuple[int, date | None], PlacesIndex] = OrderedDict()
_lock = Lock()
# Code, name, id, shape.
_Row = tuple[str, str, int, bytes | memoryview]


def index_of(authority_id: int, day: date) -> PlacesIndex:
    """The index of an authority's boundaries in force on a day.

    One statement where the process has it already. An authority whose places were never marked as
    changed has no version to compare with, so its index is made on each call.
    """
    numbers = PlacesVersion.objects.filter(authority_id=authority_id)
    version = numbers.values_list("number", flat=True).first() or 0
    with _lock:
        found = _found(authority_id, day, version)
    if found is not None:
        return found
    made = _made(authority_id, day, version)
    if version:
        with _lock:
            _keep(authority_id, made)
    return made


def forget_all() -> None:
    """Drop every index of this process."""
    with _lock:
        _kept.clear()


def _found(authority_id: int, day: date, version: int) -> PlacesIndex | None:
    for key, index in list(_kept.items()):
        if key[0] != authority_id:
            continue
        if index.version != version:
            del _kept[key]
        elif index.holds_on(day):
            _kept.move_to_end(key)
            return index
    return None


def _keep(authority_id: int, index: PlacesIndex) -> None:
    _kept[authority_id, index.first_day] = index
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def _made(authority_id: int, day: date, version: int) -> PlacesIndex:
    first_day, last_day = _days_around(authority_id, day)
    rows: dict[int, list[_Row]] = {}
    for kind, row in _towns(authority_id, day):
        rows.setdefault(kind, []).append(row)
    kinds: dict[int, tuple[int, str]] = {}
    for kind, order, row in _precincts(authority_id, day):
        rows.setdefault(kind, []).append(row)
        kinds[kind] = order
    layers = {kind: _layer(some) for kind, some in rows.items()}
    in_order = sorted(kinds, key=lambda kind: kinds[kind])
    codes = {kind: kinds[kind][1] for kind in in_order}
    return PlacesIndex(authority_id, version, first_day, last_day, layers, codes)


def _towns(authority_id: int, day: date) -> Iterator[tuple[int, _Row]]:
    boundaries = Boundary.objects.filter(authority_id=authority_id).on(day)
    of = "municipality"
    for row in boundaries.exclude(municipality=None).values_list(
        f"{of}__code", f"{of}__name", f"{of}_id", "shape"
    ):
        yield MUNICIPALITIES, row


def _precincts(authority_id: int, day: date) -> Iterator[tuple[int, tuple[int, str], _Row]]:
    """Kind, its position and code, and the row, of each precinct."""
    boundaries = Boundary.objects.filter(authority_id=authority_id).on(day)
    of = "precinct"
    for kind, position, kind_code, *row in boundaries.exclude(precinct=None).values_list(
        *(f"{of}__kind_id", f"{of}__kind__position", f"{of}__kind__code"),
        *(f"{of}__code", f"{of}__name", f"{of}_id", "shape"),
    ):
        code, name, pk, shape = row
        yield kind, (position, kind_code), (code, name, pk, shape)


def _days_around(authority_id: int, day: date) -> tuple[date | None, date | None]:
    """The longest span around a day on which no boundary begins or ends."""
    spans = Boundary.objects.filter(authority_id=authority_id).order_by().distinct()
    changes: set[date] = set()
    for first_day, last_day in spans.values_list("first_day", "last_day"):
        changes |= {first_day} if first_day else set()
        changes |= {last_day + timedelta(days=1)} if last_day else set()
    earlier = [one for one in changes if one <= day]
    later = [one for one in changes if one > day]
    return max(earlier, default=None), min(later) - timedelta(days=1) if later else None


def _layer(rows: Iterable[_Row]) -> Layer:
    in_order = sorted(rows, key=lambda row: row[:3])
    return Layer(
        ids=np.array([row[2] for row in in_order], dtype=np.int64),
        codes=tuple(row[0] for row in in_order),
        shapes=shapely.from_wkb([bytes(row[3]) for row in in_order]),
    )
