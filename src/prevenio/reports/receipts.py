"""Receipts of people who report without a name: five everyday words, and a reference to say aloud.

Every word is one of 1,024, so five of them are 50 bits of chance. Only a digest of a receipt is
kept. A hash that is slow to compute would add nothing: a page lets nobody try more than a few
receipts an hour, so that guessing takes longer than anything is kept, and whoever holds the
digests holds the reports beside them. Words are compared without capitals and diacritics, so that
they can be typed on any keyboard; the lists hold no two words that differ by one letter.

Both are made from the key of what was sent: the form, the authority and all that stands in it. The
same sent twice gives the same receipt, and whoever sends something else with a form that was sent
before, by going back, gets another one. They are salted differently, so that the public reference
says nothing about the words.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.crypto import salted_hmac
from rapidfuzz import process
from rapidfuzz.distance import OSA

from prevenio.kernel.text import fold

LANGUAGES = ("pl", "cs", "en")
WORDS = 5
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

_FOLDER = Path(__file__).parent / "packs"
_OTHERWISE = "en"
_BITS = 10
_GROUP, _GROUPS = 4, 2
_WORDS_SALT = "prevenio.reports.receipt"
_REFERENCE_SALT = "prevenio.reports.reference"
_KEY_SALT = "prevenio.reports.sent"
_LONGEST = 200
_BETWEEN = re.compile(r"[\W\d_]+")
# A word with half of its letters wrong is another word.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that stands in no list: its place from 1, and the nearest word or nothing."""

    position: int
    word: str
    suggestion: str


def key_of(form_key: str, *, authority_id: int, said: Iterable[tuple[str, str]]) -> str:
    """The key of what was sent with a form; `said` are the names and values that it holds.

    Only what is said belongs there, and no language: the same is one report in every language.
    """
    whole = repr((form_key, authority_id, sorted(said)))
    return salted_hmac(_KEY_SALT, whole, algorithm="sha256").hexdigest()


def words_of(form_key: str, language: str) -> str:
    """The receipt of a form: `oak-river-seven-lantern-kite`; in English without a list."""
    listed = words_in(language if language in LANGUAGES else _OTHERWISE)
    number = _number(_WORDS_SALT, form_key)
    return "-".join(listed[number >> _BITS * place & len(listed) - 1] for place in range(WORDS))


def reference_of(form_key: str) -> str:
    """What a report is called on pages and on the telephone: `R-K7MQ-X3PD`. It opens nothing.

    Eight signs are 39 bits: beside a million reports a new one is called like one of them once in
    about a million times, so whoever writes it down tries again.
    """
    number = _number(_REFERENCE_SALT, form_key)
    groups = []
    for _group in range(_GROUPS):
        signs = ""
        for _place in range(_GROUP):
            number, rest = divmod(number, len(ALPHABET))
            signs += ALPHABET[rest]
        groups.append(signs)
    return "-".join(["R", *groups])


def plain(typed: str) -> str:
    """What somebody typed, in small letters without diacritics, with one dash between words."""
    return _BETWEEN.sub("-", fold(typed[:_LONGEST])).strip("-")


def digest_of(typed: str) -> str:
    """What is kept of a receipt and looked up when it is typed."""
    return hashlib.sha256(f"{_WORDS_SALT}:{plain(typed)}".encode()).hexdigest()


def digests_of(form_key: str) -> Sequence[str]:
    """The digests of the receipts that a form may have got, one for each language."""
    return [digest_of(words_of(form_key, language)) for language in LANGUAGES]


def is_complete(typed: str) -> bool:
    """Whether it can be a receipt: five words, and every one of them stands in a list."""
    words = plain(typed).split("-")
    return len(words) == WORDS and not slips_in(typed)


def slips_in(typed: str) -> Sequence[Slip]:
    """The words that stand in no list, among as many as a receipt has."""
    words = [word for word in plain(typed).split("-") if word][:WORDS]
    known = _known(words)
    return tuple(
        Slip(position, word, _nearest(word, known))
        for position, word in enumerate(words, start=1)
        if word not in known
    )


@cache
def words_in(language: str) -> Sequence[str]:
    """The words of a language as people write them."""
    path = _FOLDER / f"words_{language}.json"
    return tuple(json.loads(path.read_text(encoding="utf-8")))


def _number(salt: str, form_key: str) -> int:
    return int.from_bytes(salted_hmac(salt, form_key, algorithm="sha256").digest()[:16])


def _known(words: Iterable[str]) -> Mapping[str, str]:
    """The words of all lists by how they are compared; first the list that most words are of."""
    by_hits = sorted(LANGUAGES, key=lambda each: -sum(word in _folded(each) for word in words))
    known: dict[str, str] = {}
    for language in by_hits:
        for word, written in _folded(language).items():
            known.setdefault(word, written)
    return known


@cache
def _folded(language: str) -> Mapping[str, str]:
    return {fold(word): word for word in words_in(language)}


def _nearest(word: str, known: Mapping[str, str]) -> str:
    found = process.extractOne(
        word, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE
    )
    return known[found[0]] if found else ""
