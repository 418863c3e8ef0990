"""Reading a country's pack of kinds of activity, and refusing whatever in it is not right.

A pack is written by hand, so every fault is named with the file and the place where it stands.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from prevenio.activities.models import DataClass, MeasureRole
from prevenio.activities.packs.parts import (
    Words,
    checked_key,
    checked_number,
    checked_season,
    checked_truth,
    checked_words,
    only_known,
)
from prevenio.activities.packs.questions import checked_questions

FOLDER = Path(__file__).parent
SMALLEST_SHOWN = 5
REMEDY_DAYS = 14

_PACK = frozenset({"country", "families", "measures", "kinds"})
_FAMILY = frozenset({"key", "names"})
_MEASURE = frozenset({"key", "role", "group", "labels", "units", "is_whole"})
_KIND = frozenset(
    {"key", "family", "names", "hints", "data_class", "smallest_shown", "questions"}
    | {"remedy_days", "takes_sign_up", "season", "measures"}
)


class PackFault(ValueError):
    """A pack that cannot be read; says in which file, where in it, and what is wrong."""


@dataclass(frozen=True, slots=True)
class PackMeasure:
    """A measure as the pack words it; kinds share it by its key."""

    key: str
    role: str
    group: str
    labels: Words
    units: Words
    is_whole: bool

    def row(self) -> dict[str, Any]:
        """The values by the names of the columns."""
        names = ("role", "group", "labels", "units", "is_whole")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class PackKind:
    """A kind of activity: its values by the names of the columns, and its measures in order."""

    key: str
    fields: Mapping[str, Any]
    measures: Sequence[PackMeasure]

    def row(self) -> dict[str, Any]:
        """What is kept beside the loaded kind, to tell later what the authority has changed."""
        return {**self.fields, "measures": {one.key: one.row() for one in self.measures}}


@dataclass(frozen=True, slots=True)
class Pack:
    """What a country's authorities start with."""

    country: str
    families: Mapping[str, Words]
    measures: Mapping[str, PackMeasure]
    kinds: Sequence[PackKind]


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
    families = _by_key("family", said["families"], _family)
    measures = _by_key("measure", said["measures"], _measure)
    kinds = _by_key("kind", said["kinds"], lambda row: _kind(row, families, measures))
    in_order = tuple(_placed(kind, number) for number, kind in enumerate(kinds.values()))
    return Pack(str(said["country"]), families, measures, in_order)


def _by_key[T](what: str, rows: Any, read: Callable[[Any], T]) -> dict[str, T]:
    if not isinstance(rows, list) or not rows:
        raise ValueError(f"{what}: a list with at least one row is needed")
    found: dict[str, T] = {}
    for number, row in enumerate(rows, start=1):
        key = row.get("key") if isinstance(row, dict) else None
        place = f"{what} {key or number}"
        try:
            checked_key(key)
            if key in found:
                raise ValueError("it stands in the file twice")
            found[str(key)] = read(row)
        except ValueError as fault:
            raise ValueError(f"{place}: {fault}") from fault
    return found


def _family(row: Mapping[str, Any]) -> Words:
    only_known(row, _FAMILY, needed=_FAMILY)
    return checked_words("names", row["names"])


def _measure(row: Mapping[str, Any]) -> PackMeasure:
    only_known(row, _MEASURE, needed=frozenset({"key", "role", "labels"}))
    if row["role"] not in MeasureRole.values:
        raise ValueError(f"role: {row['role']!r} is none of {', '.join(MeasureRole.values)}")
    return PackMeasure(
        key=row["key"],
        role=row["role"],
        group=checked_key(row["group"]) if "group" in row else "",
        labels=checked_words("labels", row["labels"]),
        units=checked_words("units", row["units"]) if "units" in row else {},
        is_whole=checked_truth("is_whole", row.get("is_whole", True)),
    )


def _kind(
    row: Mapping[str, Any], families: Mapping[str, Words], measures: Mapping[str, PackMeasure]
) -> PackKind:
    only_known(row, _KIND, needed=frozenset({"key", "family", "names", "data_class", "measures"}))
    if row["family"] not in families:
        raise ValueError(f"family: there is no family {row['family']!r}")
    if row["data_class"] not in DataClass.values:
        raise ValueError(f"data_class: {row['data_class']!r} is no class of data")
    _refuse_loose_totals(row)
    return PackKind(row["key"], _fields(row), _measures_of(row["measures"], measures))


def _placed(kind: PackKind, position: int) -> PackKind:
    return replace(kind, fields={**kind.fields, "position": position})


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    season_first, season_last = checked_season(row.get("season"))
    return {
        "family": row["family"],
        "names": checked_words("names", row["names"]),
        "hints": checked_words("hints", row["hints"]) if "hints" in row else {},
        "data_class": row["data_class"],
        "smallest_shown": checked_number(
            "smallest_shown", row.get("smallest_shown", SMALLEST_SHOWN), least=0
        ),
        "questions": checked_questions(row.get("questions", [])),
        "has_findings": "remedy_days" in row,
        "remedy_days": checked_number("remedy_days", row.get("remedy_days", REMEDY_DAYS)),
        "takes_sign_up": checked_truth("takes_sign_up", row.get("takes_sign_up", False)),
        "season_first": season_first,
        "season_last": season_last,
    }


def _refuse_loose_totals(row: Mapping[str, Any]) -> None:
    """Kinds with totals only have no place in which one person could be named or counted."""
    if row["data_class"] != DataClass.AGGREGATE:
        return
    if "remedy_days" in row or row.get("takes_sign_up"):
        raise ValueError("a kind with totals only has neither findings nor sign-ups")
    if row.get("smallest_shown", SMALLEST_SHOWN) < SMALLEST_SHOWN:
        raise ValueError(f"a kind with totals only shows no number below {SMALLEST_SHOWN}")
    if any(one.get("type") == "text" for one in row.get("questions", []) if isinstance(one, dict)):
        raise ValueError("a kind with totals only asks no question that is answered in free text")


def _measures_of(keys: Any, measures: Mapping[str, PackMeasure]) -> Sequence[PackMeasure]:
    if not isinstance(keys, list) or not keys:
        raise ValueError("measures: at least one key is needed")
    for key in keys:
        if key not in measures:
            raise ValueError(f"measures: there is no measure {key!r}")
        if keys.count(key) > 1:
            raise ValueError(f"measures: {key!r} stands twice")
    return tuple(measures[key] for key in keys)
