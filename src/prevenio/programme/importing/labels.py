"""Labelled lines: "Realizator: …", "Gestor: …"."""

import re
from dataclasses import dataclass

from prevenio.kernel.text import fold
from prevenio.programme.importing.numbering import ordinal_in
from prevenio.programme.importing.vocabulary import Vocabulary

_LABEL = re.compile(r"^(?:[-–•*]\s*)?([^\W\d_][^:.;()\n]{1,44}?)\s*:\s*(.*)$", re.DOTALL)
_NOT_LABELS = frozenset({"number", "short", "full_name", "area"})
LONGEST_LABEL = 5


@dataclass(frozen=True, slots=True)
class Label:
    """What a label speaks of and what it says."""

    roles: frozenset[str]
    value: str
    name: str


def label_of(text: str, words: Vocabulary) -> Label | None:
    """The label that a line begins with, if the field's vocabulary knows it."""
    found = _LABEL.match(text)
    if not found or len(found.group(1).split()) > LONGEST_LABEL:
        return None
    name = found.group(1)
    plain = fold(name)
    for keyword in (words.action, words.area, words.goal, words.chapter, words.initiative):
        start = keyword.match(plain)
        if start and (ordinal_in(name[start.end() :]) or keyword in (words.area, words.chapter)):
            return None
    roles = words.roles_in(name) - _NOT_LABELS
    if not roles:
        return None
    return Label(_settled(roles), found.group(2).strip(), name)


def names_itself(text: str, words: Vocabulary) -> bool:
    """Whether a line says what it is and under which number: "Opatření 1.1", "Obszar 2"."""
    plain = fold(text)
    for keyword in (words.area, words.action, words.initiative, words.goal, words.chapter):
        start = keyword.match(plain)
        numbered = ordinal_in(text[start.end() :]) if start else None
        if numbered and not (keyword is words.goal and is_conjunction(numbered[0], text)):
            return True
    return False


def is_conjunction(number: str, text: str) -> bool:
    """Whether what could be the number I or A only joins words: "CEL GŁÓWNY I CELE …"."""
    return number in {"I", "A"} and not re.search(rf"\b{number}\s*[.:)–—-]", text)


def _settled(roles: frozenset[str]) -> frozenset[str]:
    """A label that mentions the action speaks of something else of it."""
    rest = roles - {"action", "name", "description"}
    if "partners" in rest and "responsible" in rest:
        return frozenset({"partners"})
    return rest or roles
