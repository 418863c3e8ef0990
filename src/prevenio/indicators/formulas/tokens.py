"""A formula cut into its smallest parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prevenio.indicators.formulas import faults

_PART = re.compile(
    r"""(?P<space>[ \t\r\n\u00a0]+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?)
    |(?P<name>[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+(?:-[a-z0-9_]+)*)*)
    |(?P<text>"[^"\r\n]{0,40}")
    |(?P<sign>[-+*/(),])""",
    re.VERBOSE,
)
MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, name, text, a sign itself, or end; `position` counts from one."""

    kind: str
    text: str
    position: int


def tokens_of(formula: str) -> Iterator[Token]:
    """The parts one after the other, the end last. Raises FormulaFault."""
    place = 0
    while place < len(formula):
        found = _PART.match(formula, place)
        if found is None:
            raise _unknown(formula, place)
        kind, text = str(found.lastgroup), found.group()
        if kind == "number" and len(text) > MOST_DIGITS:
            raise faults.NumberTooLong(position=place + 1)
        if kind == "text":
            text = text[1:-1]
        if kind != "space":
            yield Token(text if kind == "sign" else kind, text, place + 1)
        place = found.end()
    yield Token("end", "", place + 1)


def _unknown(formula: str, place: int) -> faults.FormulaFault:
    if formula[place] == '"':
        return faults.TextWithoutEnd(position=place + 1)
    return faults.UnknownCharacter(position=place + 1, text=formula[place])
