"""How far every municipality has come as of any day, and the counts that follow from it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.region.chains import standing_on
from prevenio.region.models import Standing, StatedCount, Wave

_OF_MUNICIPALITY = ("pk", "name", "code", "kind", "office_id", "latitude", "longitude")
_OF_STEP = (
    "pk",
    "standing",
    "on",
    "known_by",
    "precision",
    "wave_id",
    "is_public",
    "supersedes_id",
)


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step of the ledger as a plain value."""

    pk: int
    standing: str
    on: date | None
    known_by: date | None
    precision: str
    wave_id: int | None
    is_public: bool
    supersedes_id: int | None

    @property
    def counts_from(self) -> date:
        day = self.on or self.known_by
        assert day is not None  # a constraint of the table
        return day


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality and the step that says how far it has come; None before the first."""

    municipality: Municipality
    step: TakenStep | None

    @property
    def standing(self) -> str:
        return self.step.standing if self.step else ""

    @property
    def label(self) -> str:
        return str(Standing(self.standing).label) if self.step else ""

    @property
    def wave_id(self) -> int | None:
        return self.step.wave_id if self.step else None


type Ledgers = Sequence[tuple[Municipality, Sequence[TakenStep]]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many municipalities had come how far on a day.

    `named` are those of the ledger; `unnamed` those that a stated count has beyond the ledger.
    `unknown_day` of the joined ones have no day of joining, or are not even named.
    """

    day: date
    named: Mapping[str, int]
    unnamed: Mapping[str, int] = field(default_factory=dict)
    unknown_day: int = 0
    stated: Sequence[StatedCount] = ()

    def of(self, standing: str) -> int:
        return self.named.get(standing, 0) + self.unnamed.get(standing, 0)

    @property
    def joined(self) -> int:
        return self.of(Standing.JOINED)

    @property
    def preparing(self) -> int:
        return self.of(Standing.PREPARING)

    @property
    def contacted(self) -> int:
        return self.of(Standing.CONTACTED)

    @property
    def left(self) -> int:
        return self.of(Standing.LEFT)

    @property
    def named_joined(self) -> int:
        return self.named.get(Standing.JOINED, 0)

    @property
    def unnamed_joined(self) -> int:
        return self.unnamed.get(Standing.JOINED, 0)

    @property
    def unnamed_preparing(self) -> int:
        return self.unnamed.get(Standing.PREPARING, 0)


@dataclass(frozen=True, slots=True)
class Joined:
    """A wave with its municipalities; without a wave those who joined outside of any."""

    wave: Wave | None
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Region:
    """Every municipality of an authority as of a day, by name, with the counts."""

    day: date
    places: Sequence[Place]
    counts: Counts

    def standing_at(self, standing: str) -> list[Place]:
        return [one for one in self.places if one.standing == standing]


def region_on(authority: Authority, day: date) -> Region:
    """Every municipality as of a day; two statements whatever their number."""
    rows = _ledgers(authority)
    places = [Place(one, standing_on(steps, day)) for one, steps in rows]
    stated = StatedCount.objects.filter(authority=authority, on__lte=day).order_by("on", "pk")
    return Region(day, places, _counts([steps for _one, steps in rows], places, list(stated), day))


def counts_on(authority: Authority, day: date) -> Counts:
    """How many municipalities had come how far on a day."""
    return region_on(authority, day).counts


def by_wave(waves: Iterable[Wave], places: Iterable[Place]) -> list[Joined]:
    """The joined municipalities by their waves, in the order given; others last."""
    found: dict[int | None, list[Place]] = defaultdict(list)
    known = {one.pk: one for one in waves}
    for place in places:
        if place.standing == Standing.JOINED:
            found[place.wave_id if place.wave_id in known else None].append(place)
    groups = [Joined(wave, found[pk]) for pk, wave in known.items() if found.get(pk)]
    return [*groups, Joined(None, found[None])] if found.get(None) else groups


def _ledgers(authority: Authority) -> Ledgers:
    """Every municipality by name with its steps, in one statement."""
    found: dict[int, tuple[Municipality, list[TakenStep]]] = {}
    rows = Municipality.objects.filter(authority=authority)
    fields = (*_OF_MUNICIPALITY, *(f"accession_steps__{name}" for name in _OF_STEP))
    for row in rows.order_by("name", "pk", "accession_steps__pk").values_list(*fields):
        said, step = row[: len(_OF_MUNICIPALITY)], row[len(_OF_MUNICIPALITY) :]
        if said[0] not in found:
            values = dict(zip(_OF_MUNICIPALITY, said, strict=True))
            found[said[0]] = (Municipality(authority=authority, **values), [])
        if step[0] is not None:
            found[said[0]][1].append(TakenStep(*step))
    return list(found.values())


def _counts(
    ledgers: Sequence[Sequence[TakenStep]],
    places: Sequence[Place],
    stated: Sequence[StatedCount],
    day: date,
) -> Counts:
    named = Counter(one.standing for one in places if one.standing)
    latest = {one.standing: one for one in stated}
    unnamed = {
        standing: max(0, one.number - _named_then(ledgers, one)) for standing, one in latest.items()
    }
    undated = sum(
        one.standing == Standing.JOINED and one.step is not None and one.step.on is None
        for one in places
    )
    return Counts(
        day=day,
        named=named,
        unnamed=unnamed,
        unknown_day=undated + unnamed.get(Standing.JOINED, 0),
        stated=list(latest.values()),
    )


def _named_then(ledgers: Sequence[Sequence[TakenStep]], stated: StatedCount) -> int:
    """How many of those that a document counts the ledger names by now."""
    taken = (standing_on(own, stated.on) for own in ledgers)
    return sum(one is not None and one.standing == stated.standing for one in taken)
