"""The streets, parts and municipalities of an authority, and which of them somebody may mean.

Rare words tell more than common ones. Slips, other endings and missing words are forgiven: a place
fits by the share of what was asked that it has, and a little by the share of its name
that was said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from prevenio.places.searching import SOFT, Asked, fit_of, search_text_of, words_of

# No name of a street stands in more places than this; only words like "new" come near.
MOST_CANDIDATES = 3000
# What a number that means nothing takes from the fit, in words.
_SPARE_NUMBER = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """A street, part or municipality that is known; `key` is what its addresses are found by."""

    street: str
    part: str
    municipality_id: int | None
    municipality: str
    latitude: float | None
    longitude: float | None
    count: int

    @property
    def key(self) -> str:
        return search_text_of(street=self.street, part=self.part, municipality=self.municipality)

    @property
    def name(self) -> str:
        return self.street or self.part or self.municipality


@dataclass(frozen=True, slots=True)
class Guess:
    """A place that may be meant, how well it fits (1 is whole), and the numbers left over."""

    place: Place
    fit: float
    numbers: tuple[str, ...]

    @property
    def number(self) -> str:
        """The house number, as far as one can tell from its place."""
        return next(iter(self.numbers), "")

    def fit_of(self, stored: str) -> float:
        """How well a house answers; the number that was written first counts most."""
        fits = (fit_of(one, stored) * (0.95**place) for place, one in enumerate(self.numbers))
        return max(fits, default=0.0)


@dataclass(slots=True)
class _Known:
    place: Place
    own: Counter[str]
    every: frozenset[str]


@dataclass
class Gazetteer:
    """The places of an authority by their words. Made once, asked many times."""

    places: Sequence[Place]
    _known: list[_Known] = field(init=False)
    _named: dict[str, list[int]] = field(init=False, default_factory=dict)
    _counts: Counter[str] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        self._known = []
        for index, place in enumerate(self.places):
            own = Counter(words_of(place.name))
            every = frozenset((*own, *words_of(place.part), *words_of(place.municipality)))
            self._known.append(_Known(place, own, every))
            for word in {*own, "".join(words_of(place.name))}:
                self._named.setdefault(word, []).append(index)
            self._counts.update({*every, "".join(words_of(place.name))})

    @cached_property
    def _vocabulary(self) -> list[str]:
        return [word for word in self._counts if len(word) > 2 and not word.isdigit()]

    def weight(self, word: str) -> float:
        """Rare words tell more than common ones; kinds of streets tell little."""
        rare = log(2 + len(self.places) / (1 + self._counts.get(word, 0)))
        return rare * (0.25 if word in SOFT else 1.0)

    def guesses(self, asked: Asked, *, most: int = 12) -> list[Guess]:
        """The places that fit best, best first; only those nearly as good as the best."""
        alike = {word: self._alike(word) for word in self._sought(asked.words)}
        numbers = {number for number in asked.numbers if number in self._counts}
        candidates = self._candidates(alike)
        ranked = sorted(
            (self._guess(self._known[i], asked, alike, numbers) for i in candidates),
            key=lambda guess: (-guess.fit, -guess.place.count, guess.place.name),
        )
        if not ranked or ranked[0].fit < 0.5:
            return []
        least = max(0.5, ranked[0].fit - 0.12)
        return [guess for guess in ranked[:most] if guess.fit >= least]

    def _candidates(self, alike: dict[str, dict[str, float]]) -> set[int]:
        """Places that have one of the words in their own name; the telling words first."""
        words = {near for found in alike.values() for near in found}
        telling = sorted(words - SOFT or words, key=lambda word: len(self._named.get(word, ())))
        found: set[int] = set()
        for word in telling:
            found.update(self._named.get(word, ()))
            if len(found) > MOST_CANDIDATES:
                break
        return found

    def _sought(self, words: Sequence[str]) -> list[str]:
        """The words, and pairs of them written as one: some write names apart, some together."""
        pairs = [a + b for a, b in pairwise(words)]
        return [*words, *(pair for pair in pairs if pair in self._counts)]

    def _alike(self, word: str) -> dict[str, float]:
        """Known words that the word may stand for, with how alike they are."""
        if word in self._counts:
            return {word: 1.0}
        if len(word) <= 2:
            return dict.fromkeys(self._begun_with(word), 0.6)
        near = dict.fromkeys(self._begun_with(word), 0.9)
        found = process.extract(
            word, self._vocabulary, scorer=JaroWinkler.similarity, score_cutoff=0.8, limit=40
        )
        for known, _score, _place in found:
            if (likeness := _likeness(word, known)) > 0:
                near[known] = max(near.get(known, 0.0), likeness)
        return near

    def _begun_with(self, start: str) -> Iterable[str]:
        if len(start) < 1:
            return ()
        begun = [known for known in self._vocabulary if known.startswith(start)]
        return begun if len(begun) <= 60 else ()

    def _guess(
        self,
        known: _Known,
        asked: Asked,
        alike: dict[str, dict[str, float]],
        numbers: set[str],
    ) -> Guess:
        own, whole, met = Counter(known.own), 0.0, 0.0
        for word, quality, matched in _matches(known, asked.words, alike):
            weight = self.weight(matched or word)
            if matched is None and word in SOFT:
                continue
            whole += weight
            met += weight * quality
            if matched and own[matched]:
                own[matched] -= 1
        left = list(asked.numbers)
        for number in asked.numbers:
            # A number of the street (3 Maja), or of its town or part (Plzeň 3), is no house.
            is_own = number in numbers and own[number] > 0
            if is_own or (len(left) > 1 and number in known.every and number not in known.own):
                own[number] -= is_own
                left.remove(number)
                whole += 1.0
                met += 1.0
        whole += _SPARE_NUMBER * max(len(left) - 1, 0)
        missed = sum(self.weight(word) * count for word, count in own.items())
        total = sum(self.weight(word) * count for word, count in known.own.items()) or 1.0
        fit = 0.72 * (met / whole if whole else 0.0) + 0.28 * (1 - missed / total)
        return Guess(known.place, round(fit, 4), tuple(left))


def _matches(
    known: _Known, words: Sequence[str], alike: dict[str, dict[str, float]]
) -> Iterable[tuple[str, float, str | None]]:
    """Each asked word with the best word of the place for it; None where there is none."""
    joined = "".join(known.own)
    skip = False
    for place, word in enumerate(words):
        if skip:
            skip = False
            continue
        pair = word + words[place + 1] if place + 1 < len(words) else ""
        if pair in alike and pair in known.every:
            skip = True
            yield pair, 1.0, pair
            continue
        near = alike.get(word, {})
        matched = max(known.every & near.keys(), key=lambda one: near[one], default=None)
        if matched is None and joined in near and len(known.own) > 1:
            for own in known.own:
                yield own, near[joined], own
            continue
        yield word, near[matched] if matched else 0.0, matched


def _likeness(asked: str, known: str) -> float:
    """How alike two words are: by slips of the pen, or as one word with two endings."""
    edits = OSA.distance(asked, known, score_cutoff=3)
    slips = 1 - edits / len(asked) if edits <= _slips_in(asked) else 0.0
    shared = next(
        (i for i, (a, b) in enumerate(zip(asked, known, strict=False)) if a != b),
        min(len(asked), len(known)),
    )
    if shared >= 4 and len(asked) - shared <= 4 and len(known) - shared <= 3:
        return max(slips, 0.8 + 0.02 * min(shared, 8))
    return slips


def _slips_in(word: str) -> int:
    """How many slips a word of its length is forgiven."""
    return 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3
