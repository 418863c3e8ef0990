"""Codes of areas and actions, and the list that announced the areas."""

import re
from collections.abc import Sequence

from prevenio.kernel.text import fold
from prevenio.programme.importing.block_kinds import Entry
from prevenio.programme.importing.bodies import same_stem
from prevenio.programme.importing.numbering import HIGHEST_ROMAN, roman_number
from prevenio.programme.importing.raw_areas import RawAction, RawArea

_LETTERED = re.compile(r"^([A-Z])\.?(\d+)$")


def arabic(code: str | None) -> str | None:
    """The code with a Roman numeral at its beginning turned Arabic."""
    if not code:
        return None
    first, dot, rest = code.partition(".")
    roman = roman_number(first)
    is_numeral = roman is not None and roman <= HIGHEST_ROMAN
    return f"{roman}{dot}{rest}" if is_numeral else code


def similar_titles(one: str, other: str) -> bool:
    """Whether two titles of an area are one, whatever their case and endings."""
    first = re.findall(r"\w{4,}", fold(one))
    second = re.findall(r"\w{4,}", fold(other))
    if not first or not second:
        return False
    shared = sum(any(same_stem(a, b) for b in second) for a in first)
    return shared >= max(len(first), len(second)) * 0.5


def settled_areas(
    areas: list[RawArea], announced: Sequence[Entry]
) -> tuple[list[RawArea], list[Entry]]:
    """The areas with their codes, joined with the list that announced them; items left over."""
    left = _matched(areas, announced)
    if not areas and len(announced) > 1:
        areas = [
            RawArea(entry.text.strip(" .,;"), entry.number, list(entry.lines)) for entry in left
        ]
        left = []
    taken: set[str] = set()
    for at, area in enumerate(areas, start=1):
        own = _first_component(area.actions)
        code = area.code or own
        if code is None or code in taken:
            code = str(at)
        while code in taken:
            code = str(int(code) + 1) if code.isdigit() else f"{code}'"
        area.code = code
        taken.add(code)
    return areas, left


def _first_component(actions: Sequence[RawAction]) -> str | None:
    firsts = {
        a.own_number.rpartition(".")[0] for a in actions if a.own_number and "." in a.own_number
    }
    first = firsts.pop() if len(firsts) == 1 else None
    return arabic(first)


def _is_compound(number: str) -> bool:
    return "." in number or bool(_LETTERED.match(number))


def _matched(areas: Sequence[RawArea], announced: Sequence[Entry]) -> list[Entry]:
    """Give each announced line to the area it announced; return those that announce none."""
    left = []
    for at, entry in enumerate(announced):
        if any(set(entry.lines) <= set(area.lines) for area in areas):
            continue
        in_order = areas[at] if len(areas) == len(announced) else None
        area = in_order or next((a for a in areas if similar_titles(a.title, entry.text)), None)
        if area:
            area.lines += entry.lines
        else:
            left.append(entry)
    return left


def code_of(area: RawArea, action: RawAction, place: int) -> str:
    """The action's code: its own where it is written out, else the area's and the row's number."""
    own = (action.own_number or "").replace(" ", "").strip(".")
    own = _LETTERED.sub(r"\1.\2", own)
    if not own:
        return f"{area.code}.{place}"
    parts = own.split(".")
    if len(parts) > 1:
        return ".".join([arabic(parts[0]) or parts[0], *parts[1:]])
    return f"{area.code}.{arabic(own) or own}"
