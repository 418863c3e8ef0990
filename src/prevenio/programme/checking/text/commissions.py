"""The names under which a document speaks of commissions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from prevenio.programme.checking.text.bodies import place_stems
from prevenio.programme.checking.text.passages import prose
from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import folded, stem, word_set
from prevenio.programme.importing.document import Lines, ProgrammeDocument
from prevenio.programme.importing.source import Source

LONGEST_NAME = 8

_COMMISSION = re.compile(
    r"(?:\b(?P<kind>[^\W\d_]{4,}) )?\b(?P<noun>[Kk]omis(?:j[aęiąo]|e|i|í|ím|ích))\b"
)
_PURPOSE = re.compile(r"^ pro (?P<subject>[^\W\d_]+(?: a [^\W\d_]+)?)")
_GENITIVE = re.compile(r"^ (?P<subject>prevence(?: kriminality)?|bezpečnosti|bezpečnostní)\b")
_JOINING = word_set("i a oraz z ze dla na o do pro")
_ENDING = word_set("miasta miasto gminy powiatu mesta obce kraje rady")


@dataclass(frozen=True, slots=True)
class NamedCommission:
    """A name of a commission, the stems of what it is about, and where it stands.

    `is_czech` marks the two Czech patterns, "bezpečnostní komise" and "komise pro bezpečnost",
    which name one subject in different words.
    """

    name: str
    subject: tuple[str, ...]
    lines: Lines
    is_czech: bool = False

    def is_same_as(self, other: "NamedCommission") -> bool:
        """Whether another name must mean the same commission, though it is worded otherwise."""
        if self.is_czech and other.is_czech:
            return self.subject[0] == other.subject[0]
        is_turned_round = self.subject != other.subject and sorted(self.subject) == sorted(
            other.subject
        )
        if is_turned_round:
            return True
        shorter, longer = sorted((self.subject, other.subject), key=len)
        goes_on = 2 <= len(shorter) < len(longer)
        return goes_on and longer[: len(shorter)] == shorter


@once_per_document
def commissions(document: ProgrammeDocument, source: Source | None) -> list[NamedCommission]:
    """Every name of a commission, cases set aside, with all lines where it stands."""
    found: dict[tuple[str, ...], NamedCommission] = {}
    for named in _mentions(document, source):
        key = (named.name if named.is_czech else "", *named.subject)
        before = found.get(key, named)
        lines = before.lines + named.lines if key in found else named.lines
        found[key] = replace(before, lines=lines)
    return list(found.values())


def _mentions(document: ProgrammeDocument, source: Source | None) -> Iterator[NamedCommission]:
    places = place_stems(document)
    read = _czech_name if document.language == "cs" else _polish_name
    for passage in prose(document, source):
        for match in _COMMISSION.finditer(passage.text):
            named = read(passage.text, match, places)
            if named:
                subject = tuple(stem(word) for word in re.findall(r"\w+", " ".join(named[1])))
                is_czech = read is _czech_name
                yield NamedCommission(named[0], subject, passage.line_at(match.start()), is_czech)


def _polish_name(
    text: str, match: re.Match[str], places: frozenset[str]
) -> tuple[str, list[str]] | None:
    words: list[str] = []
    for word in text[match.end() :].split()[:LONGEST_NAME]:
        unquoted = word.strip("„”“\"'()")
        core = unquoted.rstrip(".,;:")
        is_place = stem(core)[:4] in places or folded(core) in _ENDING
        if is_place or not (core[:1].isupper() or core in _JOINING):
            break
        words.append(core)
        if core != unquoted or word != unquoted:
            break
    while words and words[-1] in _JOINING:
        words.pop()
    return (" ".join(["Komisja", *words]), words) if words else None


def _czech_name(
    text: str, match: re.Match[str], places: frozenset[str]
) -> tuple[str, list[str]] | None:
    purpose = _PURPOSE.match(text[match.end() :])
    if purpose is not None:
        subject = purpose["subject"]
        return f"{match['noun'].capitalize()} pro {subject}", subject.split(" a ")
    genitive = _GENITIVE.match(text[match.end() :])
    if genitive is not None:
        return f"{match['noun'].capitalize()} {genitive['subject']}", [genitive["subject"]]
    kind = match["kind"]
    if kind is not None and kind[0].isupper() and stem(kind)[:4] not in places:
        return f"{kind} {match['noun']}", [kind]
    return None
