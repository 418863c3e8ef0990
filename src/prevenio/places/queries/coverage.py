"""Whether everybody has somebody: addresses, precincts and people looked at as a whole.

The ground is asked for all addresses at once through the index of boundaries, never address by
address. What was found is kept by the process until the places change or the day does.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, OUTSIDE, PlacesIndex, index_of
from prevenio.places.models import Duty, Municipality, PrecinctKind
from prevenio.places.queries.areas import bare_municipalities
from prevenio.places.queries.columns import AddressColumns, address_columns
from prevenio.places.queries.gaps import PrecinctRow, TimeGap, gaps_of
from prevenio.places.queries.naming import Naming, naming_of
from prevenio.places.wording import said

ENDS_SOON = timedelta(days=30)
_KEPT = 4


@dataclass(frozen=True, slots=True)
class KindCoverage:
    """How well one kind covers the ground."""

    code: str
    name: str
    is_expected: bool
    precincts: int
    precincts_without_people: int
    addresses_without_precinct: int
    addresses_without_people: int
    bare_municipalities: Sequence[int]
    """Ids of the municipalities whose ground the kind does not cover."""

    @property
    def is_whole(self) -> bool:
        return not (
            self.precincts_without_people
            or self.addresses_without_people
            or self.bare_municipalities
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the places of an authority lack on a day."""

    day: date
    addresses: int
    kinds: Sequence[KindCoverage]
    empty_precincts: Sequence[tuple[PrecinctRow, str]]
    without_contact: Sequence[Duty]
    ending: Sequence[Duty]
    gaps: Sequence[TimeGap]
    bare: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """The ids of the addresses without a precinct, by the code of the kind."""
    naming: Naming = field(default_factory=Naming)
    """How many people are named for each address."""

    @property
    def bare_count(self) -> int:
        return sum(one.addresses_without_precinct for one in self.kinds if one.is_expected)


_kept: OrderedDict[tuple[int, int, date, str], Coverage] = OrderedDict()
_lock = Lock()


def coverage_of(*, authority: Authority, day: date, language: str) -> Coverage:
    """The whole report; five statements beside those of the index of boundaries.

    Kept under the version of the places: one statement where nothing has changed.
    """
    index = index_of(authority.pk, day)
    key = (authority.pk, index.version, day, language)
    with _lock:
        found = _kept.get(key) if index.version else None
    if found is None:
        found = _made(authority, day, index)
        with _lock:
            _kept[key] = found
            while len(_kept) > _KEPT:
                _kept.popitem(last=False)
    return found


def _made(authority: Authority, day: date, index: PlacesIndex) -> Coverage:
    kinds, precincts = _ground_of(authority)
    lasting = Duty.objects.filter(authority=authority).exclude(last_day__lt=day)
    duties = list(
        lasting.select_related("kind", "body", "precinct__municipality", "municipality").order_by(
            "kind__position", "pk"
        )
    )
    current = [one for one in duties if one.first_day is None or one.first_day <= day]
    drawn = _drawn(index)
    staffed = {one.precinct_id for one in current if one.precinct_id is not None}
    empty = [one for one in precincts if one.pk in drawn and one.pk not in staffed]
    columns = address_columns(authority=authority, index=index)
    towns = list(Municipality.objects.filter(authority=authority).only("code", "name"))
    made = [_kind(one, precincts, current, empty, columns, index) for one in kinds]
    names = {one.pk: said(one.names) or one.code for one in kinds}
    return Coverage(
        day=day,
        addresses=len(columns),
        kinds=[coverage for coverage, _bare in made],
        empty_precincts=[(one, names[one.kind_id]) for one in empty],
        without_contact=[one for one in current if not (one.phone or one.email or one.website)],
        ending=[one for one in current if one.last_day and one.last_day <= day + ENDS_SOON],
        gaps=list(gaps_of([one for one in precincts if one.pk in staffed], duties, day)),
        bare={coverage.code: bare for coverage, bare in made},
        naming=naming_of(columns=columns, duties=current, towns=towns),
    )


def _ground_of(authority: Authority) -> tuple[list[PrecinctKind], list[PrecinctRow]]:
    """The kinds and their precincts in one statement."""
    columns = ("code", "name", "municipality_id", "municipality__name")
    rows = PrecinctKind.objects.filter(authority=authority).order_by(
        "position", "code", "precincts__code"
    )
    kinds: dict[int, PrecinctKind] = {}
    precincts = []
    for pk, code, names, is_expected, *precinct in rows.values_list(
        "pk",
        "code",
        "names",
        "is_expected",
        "precincts__pk",
        *(f"precincts__{name}" for name in columns),
    ):
        kinds.setdefault(pk, PrecinctKind(pk=pk, code=code, names=names, is_expected=is_expected))
        if precinct[0] is not None:
            number, own_code, name, town_id, town = precinct
            precincts.append(PrecinctRow(number, pk, own_code, name, town_id, town or ""))
    return list(kinds.values()), precincts


def _drawn(index: PlacesIndex) -> set[int]:
    layers = (layer for kind, layer in index.layers.items() if kind != MUNICIPALITIES)
    return {int(pk) for layer in layers for pk in layer.ids}


def _kind(
    kind: PrecinctKind,
    precincts: Sequence[PrecinctRow],
    current: Sequence[Duty],
    empty: Sequence[PrecinctRow],
    columns: AddressColumns,
    index: PlacesIndex,
) -> tuple[KindCoverage, NDArray[np.int64]]:
    """One kind, and the ids of the addresses that have no precinct of it."""
    found = columns.inside(kind.pk)
    is_bare = found == OUTSIDE
    empty_here = [one.pk for one in empty if one.kind_id == kind.pk]
    is_alone = is_bare | np.isin(found, np.array(empty_here, dtype=np.int64))
    wide = [one for one in current if one.kind_id == kind.pk and one.precinct_id is None]
    is_alone &= ~_answered_widely(wide, columns)
    coverage = KindCoverage(
        code=kind.code,
        name=said(kind.names) or kind.code,
        is_expected=kind.is_expected,
        precincts=sum(one.kind_id == kind.pk for one in precincts),
        precincts_without_people=len(empty_here),
        addresses_without_precinct=int(is_bare.sum()),
        addresses_without_people=int(is_alone.sum()),
        bare_municipalities=_bare_municipalities(kind, wide, index),
    )
    return coverage, columns.ids[is_bare]


def _answered_widely(wide: Sequence[Duty], columns: AddressColumns) -> NDArray[np.bool_]:
    """Which addresses a duty of a whole municipality, or of everything, answers for."""
    if any(one.municipality_id is None for one in wide):
        return np.ones(len(columns), dtype=bool)
    towns = np.array([one.municipality_id for one in wide], dtype=np.int64)
    if not len(towns):
        return np.zeros(len(columns), dtype=bool)
    return np.isin(columns.inside(MUNICIPALITIES), towns)


def _bare_municipalities(
    kind: PrecinctKind, wide: Sequence[Duty], index: PlacesIndex
) -> Sequence[int]:
    """Municipalities that the precincts of a kind do not cover, and nobody answers for whole."""
    if not kind.is_expected or any(one.municipality_id is None for one in wide):
        return ()
    answered = {one.municipality_id for one in wide}
    return bare_municipalities(index, kind.pk, answered)
