"""How many people are named for each address: whether somebody answers for it in person.

The people of an address are those of its precincts of all kinds, of its municipality and of
everything, in duties that are in force and say a name. The same name in two roles is one person;
whoever is away stays the one who answers, and who stands in is not counted beside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from prevenio.kernel.text import fold
from prevenio.places.locating import MUNICIPALITIES, OUTSIDE
from prevenio.places.models import Address, Duty, Municipality
from prevenio.places.queries.columns import AddressColumns, Ids

# The state police, the municipal police or the guard, the municipality.
PEOPLE_ENOUGH = 3
# How the addresses in no municipality are asked for.
IN_NONE = "none"


class Lack(StrEnum):
    """What an address lacks; whoever has nobody has too few as well."""

    PRECINCT = "precinct"
    NOBODY = "nobody"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class TownNaming:
    """How many addresses of a municipality lack what; `pk` is OUTSIDE for those in none."""

    pk: int
    code: str
    name: str
    addresses: int = 0
    without_precinct: int = 0
    nobody: int = 0
    few: int = 0

    @property
    def enough(self) -> int:
        return self.addresses - self.few

    @property
    def is_outside(self) -> bool:
        return self.pk == OUTSIDE

    @property
    def key(self) -> str:
        """What stands for it in an address of a page."""
        return IN_NONE if self.is_outside else str(self.pk)


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """An address with how many people are named for it."""

    address: Address
    people: int
    has_precinct: bool


def _no_ids() -> Ids:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Naming:
    """One place in each column for an address, and the counts by municipality, worst first."""

    ids: Ids = field(default_factory=_no_ids)
    towns: Ids = field(default_factory=_no_ids)
    people: Ids = field(default_factory=_no_ids)
    has_precinct: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=bool))
    rows: Sequence[TownNaming] = ()

    @property
    def total(self) -> TownNaming:
        return _counted(OUTSIDE, "", "", self, np.arange(len(self.ids)))

    def row_of(self, town: int | None) -> TownNaming | None:
        """The counts of one municipality, of everything for None; None where there is none."""
        if town is None:
            return self.total
        return next((one for one in self.rows if one.pk == town), None)

    def lacking(self, lack: Lack, town: int | None = None) -> Ids:
        """The ids of the addresses that lack something, in their order."""
        chosen: NDArray[np.bool_] = {
            Lack.PRECINCT: ~self.has_precinct,
            Lack.NOBODY: self.people == 0,
            Lack.FEW: self.people < PEOPLE_ENOUGH,
        }[lack]
        if town is not None:
            chosen = chosen & (self.towns == town)
        found: Ids = self.ids[chosen]
        return found


def named_addresses(*, naming: Naming, ids: Iterable[int]) -> list[NamedAddress]:
    """Addresses with their people, by municipality and street; one statement."""
    chosen = [int(pk) for pk in ids]
    rows = Address.objects.filter(pk__in=chosen).select_related("municipality")
    places = dict(zip(chosen, np.searchsorted(naming.ids, chosen).tolist(), strict=True))
    return [
        NamedAddress(
            one, int(naming.people[places[one.pk]]), bool(naming.has_precinct[places[one.pk]])
        )
        for one in rows.order_by("municipality__name", "street", "number", "pk")
    ]


def naming_of(
    *, columns: AddressColumns, duties: Iterable[Duty], towns: Sequence[Municipality]
) -> Naming:
    """What follows from addresses, duties in force and municipalities; asks nothing."""
    layers = columns.precincts
    is_inside = [ids != OUTSIDE for ids in layers.values()]
    lying = columns.inside(MUNICIPALITIES)
    found = Naming(
        ids=columns.ids,
        towns=np.where(lying == OUTSIDE, columns.towns, lying),
        people=_people(columns, duties),
        has_precinct=np.any(is_inside, axis=0) if is_inside else np.zeros(len(columns), dtype=bool),
    )
    rows = sorted(_rows(found, towns), key=lambda one: (-one.few, one.name, one.pk))
    return Naming(found.ids, found.towns, found.people, found.has_precinct, rows)


def name_of(duty: Duty) -> str:
    """What a person is known again by: the name, however its letters and spaces are written."""
    return " ".join(fold(duty.person_name).split())


def _people(columns: AddressColumns, duties: Iterable[Duty]) -> Ids:
    """How many people each address has. Addresses that lie alike are counted once."""
    of_precinct: dict[int, set[str]] = defaultdict(set)
    of_town: dict[int, set[str]] = defaultdict(set)
    everywhere: set[str] = set()
    for duty in duties:
        if name := name_of(duty):
            if duty.precinct_id is not None:
                of_precinct[duty.precinct_id].add(name)
            elif duty.municipality_id is not None:
                of_town[duty.municipality_id].add(name)
            else:
                everywhere.add(name)
    lying = [(of_town, columns.inside(MUNICIPALITIES))]
    lying += [(of_precinct, ids) for ids in columns.precincts.values()]
    first, alike = _alike([ids for _people, ids in lying])
    groups = [(people, ids[first].tolist()) for people, ids in lying]
    counts = [
        len(everywhere.union(*(people.get(ids[place], ()) for people, ids in groups)))
        for place in range(len(first))
    ]
    return np.array(counts, dtype=np.int64)[alike]


def _alike(columns: Sequence[Ids]) -> tuple[Ids, Ids]:
    """The first place of each combination of values, and the combination at each place."""
    seen = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        values, places = np.unique(column, return_inverse=True)
        _, seen = np.unique(seen * max(len(values), 1) + places, return_inverse=True)
    _, first, alike = np.unique(seen, return_index=True, return_inverse=True)
    return first, alike


def _rows(found: Naming, towns: Sequence[Municipality]) -> Iterator[TownNaming]:
    order = np.argsort(found.towns, kind="stable")
    starts = _starts(found.towns[order], order)
    for town in towns:
        yield _counted(town.pk, town.code, town.name, found, starts.pop(town.pk, _no_ids()))
    if strays := list(starts.values()):
        yield _counted(OUTSIDE, "", "", found, np.concatenate(strays))


def _starts(sorted_towns: Ids, order: Ids) -> dict[int, Ids]:
    """The places of the addresses of each municipality."""
    values, starts = np.unique(sorted_towns, return_index=True)
    return dict(zip(values.tolist(), np.split(order, starts[1:]), strict=False))


def _counted(pk: int, code: str, name: str, found: Naming, places: Ids) -> TownNaming:
    people = found.people[places]
    return TownNaming(
        pk=pk,
        code=code,
        name=name,
        addresses=len(places),
        without_precinct=int((~found.has_precinct[places]).sum()),
        nobody=int((people == 0).sum()),
        few=int((people < PEOPLE_ENOUGH).sum()),
    )
