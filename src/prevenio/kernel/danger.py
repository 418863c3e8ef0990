"""Words that may mean danger now: who writes them is shown the emergency number before sending.

The words are data, one file for each language in `packs/danger`. A file has groups of words and,
for every danger, rules: `"burns itself -past"` asks for a word of `burns` near one of `itself`, in
any order, and for no word of `past` around them in the same sentence. `a|b` is either group.
A word ends with `*` where only its beginning counts; words of a phrase stand side by side. The
signs `.` and `!` are words too, so that a cry can be told from a word within a sentence.

Four groups hold for all languages, as neighbours write the same word for different things: `now`,
`past`, `often` and `unreal`. Beside a word of `now`, words of `past` and `often` do not count.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from prevenio.kernel.text import fold

_FOLDER = Path(__file__).parent / "packs" / "danger"
# How many words apart, the next sentence being further away, and how far around is looked at.
_NEAR, _NEXT_SENTENCE, _AROUND = 8, 2, 10
_SENTENCE_ENDS = frozenset(".!")
_NOW, _OTHER_TIMES = "now", frozenset({"past", "often"})
_OF_ALL_LANGUAGES = _OTHER_TIMES | {_NOW, "unreal"}

_WORD = re.compile(r"[^\W_]+|[.!?;\n]+")
_WITHIN_WORDS = re.compile("['’ʼ`]")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")


def sounds_like_danger(text: str) -> bool:
    """Whether the words mean that somebody may be in danger now.

    Everybody is understood in every language: people write in the one they think in.
    """
    return next(dangers_in(text), None) is not None


def dangers_in(text: str) -> Iterator[str]:
    """The dangers that the words tell of; the work grows with the length of the text, no faster."""
    guide = _guide()
    words = _read(text, guide)
    seen: dict[str, int] = {}
    for place, word in enumerate(words):
        seen.update(dict.fromkeys(word.groups, place))
        for rule in (one for group in word.groups for one in guide.rules.get(group, ())):
            first = min(seen.get(group, -1) for group in rule.near)
            if first < 0 or word.position - words[first].position > _NEAR:
                continue
            if not rule.is_denied(_groups_around(first, place, words)):
                yield rule.danger


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or a sign: what it may belong to, and where it stands."""

    groups: frozenset[str]
    position: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Rule:
    danger: str
    near: tuple[str, ...]
    unless: frozenset[str]

    def is_denied(self, around: frozenset[str]) -> bool:
        told = around - _OTHER_TIMES if _NOW in around else around
        return not told.isdisjoint(self.unless)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words side by side that belong to a group; found by its first one."""

    group: str
    words: tuple[str, ...]

    def stands_at(self, place: int, words: Sequence[str]) -> bool:
        there = words[place : place + len(self.words)]
        return len(there) == len(self.words) and all(map(_is_word, there, self.words))


@dataclass(frozen=True, slots=True)
class _Guide:
    phrases: dict[str, list[_Phrase]]
    rules: dict[str, list[_Rule]]
    abbreviations: frozenset[str]
    longest: int


def _is_word(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _groups_around(first: int, last: int, words: Sequence[_Word]) -> frozenset[str]:
    """The groups of the words that stand around in the sentences from one word to another."""
    around = words[max(0, first - _AROUND) : last + _AROUND + 1]
    begins, ends = words[first].sentence, words[last].sentence
    return frozenset().union(*(one.groups for one in around if begins <= one.sentence <= ends))


def _read(text: str, guide: _Guide) -> list[_Word]:
    plain = _LONG_DRAWN.sub(r"\1", _WITHIN_WORDS.sub("", fold(text)))
    signs = ["."]
    for found in _WORD.findall(f"{plain}\n"):
        if found[0].isalnum():
            signs.append(found)
        elif found != "." or signs[-1] not in guide.abbreviations:
            signs.append("!" if "!" in found else ".")
    words, sentence = [], 0
    for place, sign in enumerate(signs):
        groups = _groups_at(place, signs, guide)
        words.append(_Word(groups, place + sentence * _NEXT_SENTENCE, sentence))
        sentence += sign in _SENTENCE_ENDS
    return words


def _groups_at(place: int, words: Sequence[str], guide: _Guide) -> frozenset[str]:
    """The groups of which a word or a phrase begins at a place."""
    word = words[place]
    beginnings = (f"{word[:length]}*" for length in range(1, min(len(word), guide.longest) + 1))
    phrases = (one for key in (word, *beginnings) for one in guide.phrases.get(key, ()))
    return frozenset(one.group for one in phrases if one.stands_at(place, words))


@cache
def _guide() -> _Guide:
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    rules: dict[str, list[_Rule]] = defaultdict(list)
    abbreviations: set[str] = set()
    for path in sorted(_FOLDER.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        abbreviations.update(map(fold, told["abbreviations"]))
        for phrase in _phrases(told["words"], path.stem):
            phrases[phrase.words[0]].append(phrase)
        for rule in _rules(told, path.stem):
            for group in rule.near:
                rules[group].append(rule)
    longest = max(len(key) for key in phrases)
    return _Guide(dict(phrases), dict(rules), frozenset(abbreviations), longest)


def _phrases(groups: dict[str, list[str]], language: str) -> Iterator[_Phrase]:
    for group, written in groups.items():
        for one in written:
            plain = _WITHIN_WORDS.sub("", fold(one))
            yield _Phrase(_name(group, language), tuple(plain.split()))


def _name(group: str, language: str) -> str:
    return group if group in _OF_ALL_LANGUAGES else f"{language}.{group}"


def _rules(told: dict[str, Any], language: str) -> Iterator[_Rule]:
    """The rules of a language; a group that the file does not have is a slip, and raises."""
    names = {group: _name(group, language) for group in told["words"]}
    for danger, written in told["dangers"].items():
        for one in written:
            asked = [part for part in one.split() if not part.startswith("-")]
            unless = frozenset(names[part[1:]] for part in one.split() if part.startswith("-"))
            for near in product(*(part.split("|") for part in asked)):
                yield _Rule(danger, tuple(names[group] for group in near), unless)
