"""Reading a country's pack of categories of reports, and refusing whatever in it is not right.

A pack is written by hand, so every fault is named with the file and the category where it stands.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from prevenio.activities.packs.parts import (
    checked_key,
    checked_number,
    checked_truth,
    checked_words,
    only_known,
)
from prevenio.activities.packs.questions import checked_questions
from prevenio.reports.models import CategoryVersion, ReportClass
from prevenio.reports.packs.limits import FIRST, ICONS, LIMITS, LONGEST_KMZB, STEPS

FOLDER = Path(__file__).parent
# Room between the categories of a pack for those that an authority adds.
APART = 10

_PACK = frozenset({"country", "categories"})
_NEEDED = frozenset({"code", "icon", "names", "hints"})
_TRUTHS = ("is_first", "needs_words")
_NUMBERS = tuple(name for name in LIMITS if name != "position")
_CATEGORY = _NEEDED | {"kmzb", "questions", "data_class", *_TRUTHS, *_NUMBERS}


class PackFault(ValueError):
    """A pack that cannot be read; says in which file, where in it, and what is wrong."""


@dataclass(frozen=True, slots=True)
class PackCategory:
    """A category as the pack words it: its values by the names of the columns."""

    code: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pack:
    """What a country's authorities start with, in the order in which residents see it."""

    country: str
    categories: Sequence[PackCategory]


@cache
def pack_of(country: str) -> Pack:
    """The pack of a country (ISO 3166 code, `PL`). Raises PackFault."""
    return read_pack(FOLDER / f"{country.lower()}.json")


def read_pack(path: Path) -> Pack:
    """A pack from its file. Raises PackFault."""
    try:
        return _pack(json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once))
    except (OSError, ValueError) as fault:
        raise PackFault(f"{path.name}: {fault}") from fault


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of the file; the same name twice would silently lose what stood first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"a name stands twice in {sorted(found)}")
    return found


def _pack(said: Any) -> Pack:
    only_known(said, _PACK, needed=_PACK)
    rows = said["categories"]
    if not isinstance(rows, list):
        raise ValueError("categories: a list is needed")
    found: dict[str, PackCategory] = {}
    for number, row in enumerate(rows, start=1):
        code = row.get("code") if isinstance(row, dict) else None
        try:
            if str(code) in found:
                raise ValueError("it stands in the file twice")
            found[str(code)] = _category(row, number * APART)
        except ValueError as fault:
            raise ValueError(f"category {code or number}: {fault}") from fault
    first = sum(one.fields["is_first"] for one in found.values())
    if first != FIRST:
        raise ValueError(f"categories: {FIRST} stand first, not {first}")
    return Pack(str(said["country"]), tuple(found.values()))


def _category(row: Any, position: int) -> PackCategory:
    only_known(row, _CATEGORY, needed=_NEEDED)
    if row["icon"] not in ICONS:
        raise ValueError(f"icon: {row['icon']!r} is not among the icons that are offered")
    data_class = row.get("data_class", ReportClass.PUBLIC)
    if data_class not in ReportClass.values:
        raise ValueError(f"data_class: {data_class!r} is no class of data")
    kmzb = row.get("kmzb", "")
    if not isinstance(kmzb, str) or len(kmzb) > LONGEST_KMZB:
        raise ValueError(f"kmzb: a name of at most {LONGEST_KMZB} characters is needed")
    fields = {
        "names": checked_words("names", row["names"]),
        "hints": checked_words("hints", row["hints"]),
        "icon": row["icon"],
        "position": position,
        "kmzb": kmzb,
        "questions": checked_questions(row.get("questions", [])),
        "data_class": data_class,
        **{name: checked_truth(name, row.get(name, False)) for name in _TRUTHS},
        **_numbers(row),
    }
    return PackCategory(checked_key(row["code"]), fields)


def _numbers(row: Mapping[str, Any]) -> dict[str, int]:
    """The numbers of a category; what the pack does not say is as the columns have it."""
    usual, found = CategoryVersion(), {}
    for name in _NUMBERS:
        least, most = LIMITS[name]
        number = row.get(name, getattr(usual, name))
        found[name] = checked_number(name, number, least=least)
        if found[name] > most:
            raise ValueError(f"{name}: at most {most}")
    days = [found[name] for name in STEPS]
    if days != sorted(days):
        raise ValueError(f"{', '.join(STEPS)}: no step may end before the one ahead of it")
    return found
