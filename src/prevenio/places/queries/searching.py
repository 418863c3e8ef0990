"""Finding an address in what somebody typed. What was typed is neither kept nor written anywhere.

Each process keeps the names of streets, parts and municipalities of the authorities it was asked
about, until the version of their places grows. A search then makes two statements.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from django.db.models import Avg, Count, Q

from prevenio.people.models import Authority
from prevenio.places.gazetteer import Gazetteer, Guess, Place
from prevenio.places.models import Address, Municipality, PlacesVersion
from prevenio.places.searching import (
    Asked,
    order_of,
    understood,
    words_of,
)

MOST_HITS = 40
MOST_NUMBERS = 400
# Addresses of the streets that are read to find a number.
_MOST_READ = 6000
_CLEAR = 0.06
_AUTHORITIES_KEPT = 20


@dataclass(frozen=True, slots=True)
class AddressHit:
    """Something that may be meant: an address, or a street or place whose point is its middle."""

    address_id: int | None
    title: str
    within: str
    latitude: float
    longitude: float
    fit: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first.

    `is_clear`: the first hit is what was meant. `street` is set where only the house number is
    left to choose; `missing_number` is a number that the street does not have.
    """

    hits: Sequence[AddressHit] = ()
    is_clear: bool = False
    is_empty: bool = False
    street: str = ""
    missing_number: str = ""

    @property
    def first(self) -> AddressHit | None:
        return self.hits[0] if self.hits else None


def search_addresses(authority: Authority, text: str) -> Found:
    """The addresses that a text may mean, in at most four statements.

    Missing diacritics, any order of words, abbreviations, slips of the pen and other endings are
    forgiven; a street may come without number or municipality; plain coordinates are a point.
    """
    asked = understood(text)
    if asked.point is not None:
        latitude, longitude = asked.point
        point = AddressHit(None, f"{latitude:.4f}, {longitude:.4f}", "", latitude, longitude, 1.0)
        return Found([point], is_clear=True)
    if asked.is_empty and not asked.numbers:
        return Found(is_empty=True)
    guesses = gazetteer_of(authority).guesses(asked)
    if not guesses:
        return Found()
    numbered = [guess for guess in guesses if guess.number]
    if not numbered:
        return _without_number(authority, guesses)
    return _with_number(authority, asked, numbered)


def _with_number(authority: Authority, asked: Asked, guesses: Sequence[Guess]) -> Found:
    """Addresses of the guessed streets whose number fits; else the numbers that there are."""
    rows = _rows_of(authority, [guess.place for guess in guesses])
    hits = [
        _hit(row, guess, guess.fit * (0.7 + 0.3 * fit))
        for guess in guesses
        for row in rows.get(guess.place.key, ())
        if (fit := guess.fit_of(row.number)) > 0
    ]
    if hits:
        ranked = sorted(hits, key=lambda hit: (-hit.fit, hit.title, hit.within))
        return Found(_near_the_best(ranked)[:MOST_HITS], is_clear=_is_clear(ranked))
    found = _numbers_or_places(guesses, rows)
    return Found(
        found.hits, street=found.street, missing_number=guesses[0].number if found.hits else ""
    )


def _without_number(authority: Authority, guesses: Sequence[Guess]) -> Found:
    if _stands_out(guesses) and not guesses[0].place.street:
        first = guesses[0]
        is_whole = first.place.latitude is not None
        return Found(_places(guesses[:1]), is_clear=is_whole)
    if _stands_out(guesses):
        return _numbers_or_places(guesses, _rows_of(authority, [guesses[0].place]))
    return Found(_places(guesses))


def _numbers_or_places(guesses: Sequence[Guess], rows: dict[str, Sequence["_Row"]]) -> Found:
    """One street: its numbers to choose from. Several: the streets themselves."""
    first = guesses[0]
    there = sorted(rows.get(first.place.key, ()), key=lambda row: order_of(row.number))
    if not _stands_out(guesses) or not there:
        return Found(_places(guesses))
    if len(there) == 1 and not first.number:
        return Found([_hit(there[0], first, first.fit)], is_clear=True)
    wanted = order_of(first.number)[0] if first.number else 0
    nearest = sorted(there, key=lambda row: abs(order_of(row.number)[0] - wanted))
    shown = nearest[:12] if first.number else there[:MOST_NUMBERS]
    shown.sort(key=lambda row: order_of(row.number))
    return Found([_hit(row, first, first.fit) for row in shown], street=first.place.name)


def _stands_out(guesses: Sequence[Guess]) -> bool:
    return len(guesses) == 1 or guesses[0].fit - guesses[1].fit >= _CLEAR


def _is_clear(ranked: Sequence[AddressHit]) -> bool:
    return len(ranked) == 1 or ranked[0].fit - ranked[1].fit >= 0.02


def _near_the_best(ranked: Sequence[AddressHit]) -> Sequence[AddressHit]:
    return [hit for hit in ranked if hit.fit >= ranked[0].fit - 0.15]


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    number: str
    latitude: float
    longitude: float


def _rows_of(authority: Authority, places: Sequence[Place]) -> dict[str, Sequence[_Row]]:
    """The addresses of the places by key; one statement along the index of their words."""
    keys = sorted({place.key for place in places}, key=len, reverse=True)
    # The number follows the key, and begins with a digit or a letter before `zz`. What another
    # order of letters lets in besides is left out below. The authority stands in every range:
    # beside them, SQLite would read all its addresses instead of the ranges of the index.
    wanted = Q(pk__in=[])
    for key in keys:
        between = (key, f"{key} zzzz")
        wanted |= Q(authority=authority, search_text__range=between)
    rows = Address.objects.filter(wanted).values_list(
        "search_text", "pk", "number", "latitude", "longitude"
    )[:_MOST_READ]
    found: dict[str, list[_Row]] = {}
    for text, pk, number, latitude, longitude in rows:
        key = text.removesuffix(" ".join(words_of(number))).rstrip()
        if key in keys:
            found.setdefault(key, []).append(_Row(pk, number, latitude, longitude))
    return dict(found)


def _hit(row: _Row, guess: Guess, fit: float) -> AddressHit:
    place = guess.place
    title = " ".join(part for part in (place.name, row.number) if part)
    return AddressHit(row.pk, title, _within(place), row.latitude, row.longitude, round(fit, 4))


def _places(guesses: Iterable[Guess]) -> Sequence[AddressHit]:
    return [
        AddressHit(
            None,
            guess.place.name,
            _within(guess.place),
            guess.place.latitude,
            guess.place.longitude,
            guess.fit,
        )
        for guess in guesses
        if guess.place.latitude is not None and guess.place.longitude is not None
    ]


def _within(place: Place) -> str:
    """Part and municipality, each once and not the name again."""
    names = dict.fromkeys(name for name in (place.part, place.municipality) if name)
    return ", ".join(name for name in names if name != place.name)


_kept: OrderedDict[int, tuple[int, Gazetteer]] = OrderedDict()
_lock = Lock()


def gazetteer_of(authority: Authority) -> Gazetteer:
    """The names of an authority's places, kept by this process while their version holds."""
    version = (
        PlacesVersion.objects.filter(authority=authority).values_list("number", flat=True).first()
    )
    with _lock:
        kept = _kept.get(authority.pk)
        if kept is not None and version is not None and kept[0] == version:
            _kept.move_to_end(authority.pk)
            return kept[1]
    made = Gazetteer(_places_of(authority))
    if version is not None:
        with _lock:
            _kept[authority.pk] = (version, made)
            while len(_kept) > _AUTHORITIES_KEPT:
                _kept.popitem(last=False)
    return made


def _places_of(authority: Authority) -> Sequence[Place]:
    towns = {
        town.pk: town
        for town in Municipality.objects.filter(authority=authority).defer("search_text")
    }
    grouped = (
        Address.objects.filter(authority=authority)
        .order_by()
        .values_list("street", "part", "municipality_id")
        .annotate(Avg("latitude"), Avg("longitude"), Count("pk"))
    )
    places, met = [], set()
    for street, part, town_id, latitude, longitude, count in grouped:
        town = towns[town_id].name if town_id else ""
        if not street and (not part or part == town):
            met.add(town_id)
        places.append(Place(street, part, town_id, town, latitude, longitude, count))
    return [*places, *(_town(town) for pk, town in towns.items() if pk not in met)]


def _town(town: Municipality) -> Place:
    return Place("", "", town.pk, town.name, town.latitude, town.longitude, 0)
