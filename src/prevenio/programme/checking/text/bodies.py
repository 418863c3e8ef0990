"""Bodies of a document by any of their spellings, and the places their names end with."""

import re
from collections import Counter
from collections.abc import Iterable

from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import folded, plain, stem, tokens, word_set
from prevenio.programme.importing.document import ProgrammeDocument

LEAST_NAMES_OF_A_PLACE = 3

_LEVELS = word_set("miejsk wojewo powiat gminn panstw mestsk krajsk obecn statni narodn")
_PLACE_WORDS = word_set(
    """miasta miasto miescie gminy gmina powiatu powiecie wojewodztwa mesta mesto meste obce obec
    kraje kraj kraji okresu w we v ve dla pro na"""
)


@once_per_document
def chief_spellings(document: ProgrammeDocument) -> dict[str, str]:
    """For every spelling of a body, made plain, the chief one."""
    spellings: dict[str, str] = {}
    for body in document.bodies:
        for spelling in (body.short, *body.aliases):
            spellings.setdefault(plain(spelling), body.short)
    return spellings


def chief(document: ProgrammeDocument, spelling: str) -> str:
    """The chief spelling of a body; the spelling itself where the document tells no other."""
    return chief_spellings(document).get(plain(spelling), spelling)


def chiefs(document: ProgrammeDocument, spellings: Iterable[str]) -> dict[str, str]:
    """Chief spellings, each with the first spelling that stands for it."""
    found: dict[str, str] = {}
    for spelling in spellings:
        found.setdefault(chief(document, spelling), spelling)
    return found


def full_name(document: ProgrammeDocument, spelling: str) -> str | None:
    """The full name of a body, by the list of bodies or the glossary."""
    short = chief(document, spelling)
    for body in document.bodies:
        if body.short == short and body.name:
            return body.name
    for row in document.abbreviations:
        if row.short in (short, spelling):
            return row.name
    return None


@once_per_document
def place_stems(document: ProgrammeDocument) -> frozenset[str]:
    """How the names of this document's town begin: the words that end many of its bodies' names."""
    names = [row.name for row in document.abbreviations]
    names += [item.text for item in document.participants]
    last = Counter(stem(words[-1])[:4] for name in names if (words := tokens(name)))
    return frozenset(word for word, count in last.items() if count >= LEAST_NAMES_OF_A_PLACE)


def bare_name(document: ProgrammeDocument, name: str) -> tuple[str, ...]:
    """The words of a body's name without the town at its end."""
    places = place_stems(document)
    words = [word for word in tokens(name) if not word.isdigit()]
    while len(words) > 1 and stem(words[-1])[:4] in places:
        words.pop()
        while len(words) > 1 and words[-1] in _PLACE_WORDS:
            words.pop()
    return tuple(words)


def levels(words: Iterable[str]) -> frozenset[str]:
    """The levels of administration that a name speaks of: town, county, region, state."""
    return frozenset(stem(word) for word in words) & _LEVELS


def is_unit_of(name: str, whole: str) -> bool:
    """Whether a name tells that the body is part of another: "Wydział … Urzędu Miasta X"."""
    # Three letters, since "urząd" and "urzędu" share no more.
    head = [word[:3] for word in tokens(whole)[:2]]
    inner = [word[:3] for word in tokens(name)]
    return len(head) == 2 and any(inner[i : i + 2] == head for i in range(1, len(inner) - 1))


def words_all_in(phrase: str, text: str) -> bool:
    """Whether a text holds every word of a phrase, whatever its endings."""
    inside = {stem(word) for word in re.findall(r"\w+", folded(text))}
    ours = [stem(word) for word in re.findall(r"\w+", folded(phrase)) if len(word) > 2]
    return bool(ours) and all(word in inside for word in ours)
