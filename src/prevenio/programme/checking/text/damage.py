"""Words that a scanner or a hurried hand has damaged, told by the document's own words.

No dictionary: a word is suspect where it mixes scripts, where it stands in a phrase that the
document elsewhere writes with a likewise word, or where one letter parts it from a word that the
document uses often. Endings never count, since Polish and Czech cases change them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import permutations
from unicodedata import name

from prevenio.programme.checking.text.nearness import edits
from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import stem
from prevenio.programme.importing.source import Source

SHORTEST_NEAR_MISS = 8
SHORTEST_SHARED_END = 5
OFTEN = 3
SELDOM = 2
SHORTEST_IN_PHRASE = 4
ALIKE_IN_PHRASE = 0.6
LETTERS_BEHIND = 3

_WORD = re.compile(r"[^\W\d_]+")
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈавекмнорстухѕіјыиΑΒΕΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXSIJabekmhopctyxsijyuABEHIKMNOPTYXo",
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """One word where it stands."""

    word: str
    line: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged word with the word that was meant and every place where it stands."""

    wrong: str
    right: str
    places: tuple[tuple[int, str, str], ...]


@once_per_document
def damaged_words(source: Source) -> tuple[Damage, ...]:
    """Every damaged word of a source, each once with all its places."""
    words = [
        Spelled(match.group(), line.number)
        for line in source.lines
        for match in _WORD.finditer(line.text)
    ]
    found = [*_of_mixed_script(words)]
    pairs = _in_phrases(words) | _near_misses(words)
    found += [_everywhere(wrong, right, words) for wrong, right in pairs.items()]
    return tuple(sorted(found, key=lambda damage: damage.places[0][0]))


def _of_mixed_script(words: Iterable[Spelled]) -> Iterator[Damage]:
    places: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for spelled in words:
        if not spelled.word.isascii() and len(_scripts(spelled.word)) > 1:
            right = spelled.word.translate(_LOOKALIKES)
            places[spelled.word].append((spelled.line, spelled.word, right))
    for word, standing in places.items():
        yield Damage(word, word.translate(_LOOKALIKES), tuple(standing))


def _scripts(word: str) -> set[str]:
    return {name(letter, "?").split()[0] for letter in word}


def _in_phrases(words: list[Spelled]) -> dict[str, str]:
    """Words that stand mostly in phrases where the document elsewhere has a likewise word."""
    lower = [spelled.word.lower() for spelled in words]
    counts, families = Counter(lower), Counter(stem(word) for word in lower)
    seen: Counter[tuple[str, str]] = Counter()
    for fillers in _phrases(lower):
        for wrong, right in permutations(fillers, 2):
            if families[stem(wrong)] < families[stem(right)] and _is_slip(wrong, right):
                seen[wrong, right] += fillers[wrong]
    pairs: dict[str, str] = {}
    for (wrong, right), times in seen.most_common():
        # Each place has two phrases; a word with a life of its own elsewhere is another word.
        if times >= counts[wrong]:
            pairs.setdefault(wrong, right)
    return {wrong: pairs.get(right, right) for wrong, right in pairs.items()}


def _phrases(lower: list[str]) -> Iterator[Counter[str]]:
    """For every phrase with a gap that more than one word fills, those words."""
    stems = [stem(word) for word in lower]
    fillers: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for at in range(2, len(lower) - 2):
        fillers["<", stems[at - 2], stems[at - 1], stems[at + 1]][lower[at]] += 1
        fillers[">", stems[at - 1], stems[at + 1], stems[at + 2]][lower[at]] += 1
    return (words for words in fillers.values() if len(words) > 1)


def _is_slip(wrong: str, right: str) -> bool:
    if min(len(wrong), len(right)) < SHORTEST_IN_PHRASE or _is_inflected(wrong, right):
        return False
    if edits(wrong, right, 1) <= 1:
        return _shared_end(wrong, right) > 0
    begins_alike = _shared_start(wrong, right) >= 3
    ends_alike = _shared_end(wrong, right) >= SHORTEST_SHARED_END - 1
    degree = SequenceMatcher(None, wrong, right, autojunk=False).ratio()
    return begins_alike and ends_alike and degree >= ALIKE_IN_PHRASE


def _is_inflected(one: str, other: str) -> bool:
    """Whether two words differ in their ending alone."""
    return _shared_start(one, other) >= max(3, min(len(one), len(other)) - 3)


def _near_misses(words: list[Spelled]) -> dict[str, str]:
    """Rare long words one letter away from a frequent one, the ending being the same."""
    counts = Counter(spelled.word.lower() for spelled in words)
    often: dict[str, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= OFTEN and len(word) >= SHORTEST_NEAR_MISS - 1:
            for mark in _one_dropped(word):
                often[mark].append(word)
    families = Counter(_family(spelled.word) for spelled in words)
    shouted = {spelled.word.lower() for spelled in words if spelled.word.isupper()}
    pairs: dict[str, str] = {}
    for word, count in counts.items():
        if max(count, families[_family(word)]) > SELDOM or len(word) < SHORTEST_NEAR_MISS:
            continue
        candidates = {right for mark in _one_dropped(word) for right in often.get(mark, ())}
        for right in candidates - {word}:
            if _is_near_miss(word, right, is_heading=word in shouted):
                pairs[word] = right
    return pairs


def _family(word: str) -> str:
    """What the cases of a long word share."""
    return word.lower()[: max(SHORTEST_NEAR_MISS - 2, len(word) - 3)]


def _is_near_miss(wrong: str, right: str, *, is_heading: bool) -> bool:
    if edits(wrong, right, 1) > 1 or _shared_end(wrong, right) < SHORTEST_SHARED_END:
        return False
    # Another beginning makes another word (miejski, wiejski); a lost letter is a scanner's slip.
    return _shared_start(wrong, right) >= 3 or (is_heading and right.endswith(wrong))


def _one_dropped(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word) - SHORTEST_SHARED_END))}


def _everywhere(wrong: str, right: str, words: list[Spelled]) -> Damage:
    """The damage in every case ending that the wrong word stands in."""
    start = _shared_start(wrong, right)
    end = min(_shared_end(wrong, right), len(wrong) - start, len(right) - start)
    damaged, meant = wrong[: len(wrong) - end], right[: len(right) - end]
    # A few letters behind the damage tell its cases from the cases of the right word.
    beginning = wrong[: max(len(damaged) + LETTERS_BEHIND, SHORTEST_NEAR_MISS - 1)]
    places = []
    for spelled in words:
        lower = spelled.word.lower()
        if lower.startswith(beginning):
            mended = meant + lower[len(damaged) :]
            places.append((spelled.line, spelled.word, _cased_like(spelled.word, mended)))
    first = places[0][1]
    return Damage(first, _cased_like(first, right), tuple(places))


def _cased_like(pattern: str, word: str) -> str:
    if pattern.isupper():
        return word.upper()
    return word.capitalize() if pattern[:1].isupper() else word


def _shared_start(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _shared_end(one: str, other: str) -> int:
    return _shared_start(one[::-1], other[::-1])
