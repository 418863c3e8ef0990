"""The catalogue of projects narrowed by links, and the municipalities that have some, drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.models import Boundary, PlacesVersion
from prevenio.region.models import Phase
from prevenio.region.queries.catalogue import Listed, phases_of
from prevenio.web.outlines import Shape, svg_outline

WIDTH = 480
_MOST_KEPT = 64
_kept: dict[tuple[int, int, date, frozenset[int]], SafeString] = {}


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter: its words, how many rows it leaves, and the query it adds to the address."""

    label: str
    count: int
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rows that are left, the filters above them, and what was asked."""

    rows: Sequence[Listed]
    total: int
    phases: Sequence[Pill]
    towns: Sequence[tuple[int, str, int]]
    years: Sequence[int]
    asked: Mapping[str, str]


def catalogue(rows: Sequence[Listed], asked: Mapping[str, str]) -> Catalogue:
    """The projects by phase, municipality, year and words; what is no filter narrows nothing."""
    phase = asked.get("phase", "") if asked.get("phase") in Phase.values else ""
    here = {
        "phase": phase,
        "town": asked.get("town", "")[:20],
        "year": asked.get("year", "")[:4],
        "q": asked.get("q", "")[:100],
    }
    worded = [one for one in rows if _fits(one, here)]
    left = [one for one in worded if not phase or one.phase == phase]
    towns = Counter(town for one in rows for town in one.municipalities)
    return Catalogue(
        rows=left,
        total=len(rows),
        phases=[
            Pill(
                capfirst(str(Phase(one).label)), number, _query(here | {"phase": one}), one == phase
            )
            for one, number in phases_of(worded).items()
        ],
        towns=[
            (town.pk, town.name, number)
            for town, number in sorted(towns.items(), key=lambda one: one[0].name)
        ],
        years=sorted({year for one in rows for year in one.years}, reverse=True),
        asked={**here, "without_phase": _query(here | {"phase": ""})},
    )


def ground(authority: Authority, rows: Sequence[Listed], *, today: date) -> SafeString:
    """The municipalities as a picture, those with projects filled; empty where none is drawn."""
    version = PlacesVersion.objects.filter(authority=authority).values_list("number", flat=True)
    number = version.first()
    if number is None:
        return SafeString("")
    marked = frozenset(town.pk for one in rows for town in one.municipalities)
    key = (authority.pk, number, today, marked)
    if key not in _kept:
        for old in list(islice(_kept, max(0, len(_kept) - _MOST_KEPT + 1))):
            _kept.pop(old, None)
        _kept[key] = _drawn(authority, marked, today)
    return _kept[key]


def _drawn(authority: Authority, marked: frozenset[int], today: date) -> SafeString:
    drawn = Boundary.objects.on(today).filter(authority=authority, municipality__isnull=False)
    rows = drawn.order_by("pk").values_list("shape", "municipality_id", "municipality__name")
    return svg_outline(
        [
            Shape(
                bytes(shape),
                look="full" if town in marked else "rest",
                name=name if town in marked else "",
            )
            for shape, town, name in rows.iterator()
        ],
        width=WIDTH,
        has_border=True,
    )


def _pill(phase: str, count: int, here: Mapping[str, str]) -> Pill:
    label = capfirst(str(Phase(phase).label))
    return Pill(label, count, _query({**here, "phase": phase}), phase == here["phase"])


def _fits(row: Listed, here: Mapping[str, str]) -> bool:
    if here["town"] and here["town"] not in {str(town.pk) for town in row.municipalities}:
        return False
    if here["year"] and here["year"] not in {str(year) for year in row.years}:
        return False
    said = fold(f"{row.initiative.name} {row.initiative.aim} {row.note}")
    return all(word in said for word in fold(here["q"]).split())


def _query(parts: Mapping[str, str]) -> str:
    return f"?{urlencode([(name, value) for name, value in parts.items() if value])}"
