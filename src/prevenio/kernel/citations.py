"""Citations of Polish and Czech law as structure: act, article, paragraph, point, letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class UnitKind(StrEnum):
    """A unit of an act, by the mark that a correct citation writes."""

    ARTICLE = "art."
    SECTION = "§"
    CZECH_ARTICLE = "čl."
    PARAGRAPH = "ust."
    CZECH_PARAGRAPH = "odst."
    POINT = "pkt"
    CZECH_LETTER = "písm."
    LETTER = "lit."
    CZECH_POINT = "bod"
    TIRET = "tiret"


# From the widest unit to the narrowest; Polish codes put § where other acts put ust.
DEPTH = {
    UnitKind.ARTICLE: 0,
    UnitKind.CZECH_ARTICLE: 0,
    UnitKind.SECTION: 1,
    UnitKind.PARAGRAPH: 2,
    UnitKind.CZECH_PARAGRAPH: 2,
    UnitKind.POINT: 3,
    UnitKind.CZECH_LETTER: 3,
    UnitKind.LETTER: 4,
    UnitKind.CZECH_POINT: 4,
    UnitKind.TIRET: 5,
}

_STARTS = (UnitKind.ARTICLE, UnitKind.CZECH_ARTICLE, UnitKind.SECTION)

_UNIT = re.compile(
    r"""(?<!\w)(?P<mark>art\.?|artykuł\w*|§|paragraf\w*|ust\.?|ustęp\w*|pkt\.?|punkt\w*|
        lit\.?|liter\w*|tiret|odst\.?|odstavc\w*|písm\.?|písmen\w*|bod\w{0,2}|čl\.?|článk\w*)
        \s*(?P<label>\d+[a-z]{0,2}(?![\w/])|[a-zčřšž]{1,2}(?=\)|[\s,;.]|$))\)?""",
    re.VERBOSE | re.IGNORECASE,
)
_KIND_BY_BEGINNING = (
    ("art", UnitKind.ARTICLE),
    ("§", UnitKind.SECTION),
    ("par", UnitKind.SECTION),
    ("ust", UnitKind.PARAGRAPH),
    ("pkt", UnitKind.POINT),
    ("punkt", UnitKind.POINT),
    ("lit", UnitKind.LETTER),
    ("tiret", UnitKind.TIRET),
    ("odst", UnitKind.CZECH_PARAGRAPH),
    ("pís", UnitKind.CZECH_LETTER),
    ("bod", UnitKind.CZECH_POINT),
    ("čl", UnitKind.CZECH_ARTICLE),
)
_DEEPER = re.compile(r"^[\s,]*$")
_AND_ALSO = re.compile(
    r"^[\s,]*(?:i|oraz|lub|a|nebo|či|w\s+związku\s+z|w\s+zw\.\s+z|ve\s+spojení\s+s[e]?)?\s*$"
)
_POLISH_ACT = re.compile(
    r"^[\s,]*(?P<act>ustawy\s+z\s+dnia\s+(?P<day>\d{1,2})\s+(?P<month>\w+)\s+(?P<year>\d{4})"
    r"(?:\s+r(?:\.|oku))?(?P<name>\s*[-–]?\s*[^(,.;]{3,80})?)",
    re.IGNORECASE,
)
_CZECH_ACT = re.compile(
    r"^[\s,]*(?P<act>zákona\s+č\.\s*(?P<number>\d+/\d{4})\s*Sb\.(?P<name>,?\s+o\s+[^(,.;]{3,80})?)",
    re.IGNORECASE,
)
_NAMED_ACT = re.compile(
    r"^[\s,]*(?:ustawy|zákona)\s+(?P<name>o\s+\w+(?:\s+[a-ząćęłńóśźżáčďéěíňřšťúůýž]+){0,4})"
)
_POLISH_MONTHS = (
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a citation, such as ust. 1."""

    kind: UnitKind
    label: str

    def __str__(self) -> str:
        closing = ")" if self.kind is UnitKind.CZECH_LETTER else ""
        return f"{self.kind} {self.label}{closing}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision of an act. `act` is its date or number and year, None where the text names none.

    `start` and `end` say where the citation stands in the text, `written` how it is written there.
    """

    units: tuple[Unit, ...]
    act: str | None = None
    act_name: str = ""
    written: str = ""
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return " ".join(str(unit) for unit in self.units)


class Flaw(StrEnum):
    """What is wrong with the form of a citation."""

    ORDER = "a wider unit stands after a narrower one"
    MARK = "a mark is written with a dot it does not take, or without its space"
    LABEL = "a unit takes a number where it should take a letter, or the other way round"


def citations(text: str) -> list[Citation]:
    """Every citation in a text; several of one act, joined by "and", share the act that follows."""
    found: list[Citation] = []
    for group in _groups(text):
        act, name = _act_after(text[group[-1].end :])
        found += [
            Citation(item.units, act, name, item.written, item.start, item.end) for item in group
        ]
    return found


def flaws(citation: Citation) -> list[Flaw]:
    """What a lawyer would correct in the form of a citation."""
    found = []
    depths = [DEPTH[unit.kind] for unit in citation.units]
    if any(later <= earlier for earlier, later in pairwise(depths)):
        found.append(Flaw.ORDER)
    if re.search(r"\bpkt\.|\b(?:art|ust|lit|odst|písm|čl)\.\d|§\d", citation.written):
        found.append(Flaw.MARK)
    if any(_is_mislabelled(unit) for unit in citation.units):
        found.append(Flaw.LABEL)
    return found


def _is_mislabelled(unit: Unit) -> bool:
    takes_letter = unit.kind in (UnitKind.LETTER, UnitKind.CZECH_LETTER)
    return unit.label[0].isdigit() if takes_letter else not unit.label[0].isdigit()


def _groups(text: str) -> Iterator[list[Citation]]:
    """Citations that stand together and so share an act."""
    group: list[Citation] = []
    for match in _UNIT.finditer(text):
        unit = Unit(_kind(match["mark"]), match["label"].lower())
        gap = text[group[-1].end : match.start()] if group else None
        if gap is not None and _extends(group[-1], unit, gap):
            group[-1] = _extended(group[-1], unit, text, match)
        elif gap is not None and _AND_ALSO.match(gap):
            group.append(_begun(_shared_units(group[-1], unit), text, match))
        else:
            if group:
                yield group
            group = [_begun((unit,), text, match)] if unit.kind in _STARTS else []
    if group:
        yield group


def _extends(citation: Citation, unit: Unit, gap: str) -> bool:
    is_narrower = DEPTH[unit.kind] > DEPTH[citation.units[-1].kind]
    # Only a comma or a conjunction begins another citation; a wider unit without one is a slip.
    return bool(_DEEPER.match(gap)) and (is_narrower or not gap.strip())


def _extended(citation: Citation, unit: Unit, text: str, match: re.Match[str]) -> Citation:
    written = text[citation.start : match.end()]
    return Citation((*citation.units, unit), None, "", written, citation.start, match.end())


def _begun(units: tuple[Unit, ...], text: str, match: re.Match[str]) -> Citation:
    return Citation(units, None, "", match.group(), match.start(), match.end())


def _shared_units(before: Citation, unit: Unit) -> tuple[Unit, ...]:
    """A citation that goes on with a narrower unit keeps the wider units named before it."""
    return (*_wider(before.units, unit), unit)


def _wider(units: Sequence[Unit], unit: Unit) -> list[Unit]:
    return [earlier for earlier in units if DEPTH[earlier.kind] < DEPTH[unit.kind]]


def _kind(mark: str) -> UnitKind:
    mark = mark.lower()
    return next(kind for beginning, kind in _KIND_BY_BEGINNING if mark.startswith(beginning))


def _act_after(text: str) -> tuple[str | None, str]:
    polish = _POLISH_ACT.match(text)
    if polish is not None and polish["month"].lower() in _POLISH_MONTHS:
        month = _POLISH_MONTHS.index(polish["month"].lower()) + 1
        key = f"{polish['year']}-{month:02}-{int(polish['day']):02}"
        return key, " ".join((polish["name"] or "").split())
    czech = _CZECH_ACT.match(text)
    if czech is not None:
        return czech["number"], " ".join((czech["name"] or "").strip(" ,").split())
    named = _NAMED_ACT.match(text)
    return None, " ".join(named["name"].split()) if named is not None else ""
