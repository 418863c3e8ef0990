"""How many reports there were by precinct, category and month, without small numbers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncMonth

from prevenio.people.models import Authority
from prevenio.places.models import Precinct
from prevenio.reports.queries.similar import counted_reports
from prevenio.reports.suppressing import FEWEST, Left, left_out


@dataclass(frozen=True, slots=True)
class PrecinctCount:
    """One number: None where it is left out; `words` then say what may be said of it."""

    kind: str
    code: str
    name: str
    category: str
    month: date
    number: int | None
    words: str


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """The sum of a category over all precincts in a month; None where it is left out."""

    category: str
    month: date
    number: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    rows: Sequence[PrecinctCount]
    totals: Sequence[MonthTotal]


type _Cell = tuple[int | None, int]


def counts_by_precinct(
    authority: Authority,
    *,
    year: int | None,
    categories: Collection[str],
    today: date,
    at: datetime,
) -> Counts:
    """The whole months of a year, else the last twelve. Two statements.

    A month that is not over is left out: two answers of one month that differ would tell of what
    came between them. What is not counted at all has no row.
    """
    groups = _groups(authority, _months(year, today), categories, at)
    left = {name: left_out([n for _id, n in cells]) for name, cells in groups.items()}
    ids = {pk for cells in groups.values() for pk, _n in cells if pk is not None}
    precincts = Precinct.objects.select_related("kind").in_bulk(ids)
    rows = [
        _row(precincts, name, cell, left[name], place)
        for name, cells in groups.items()
        for place, cell in enumerate(cells)
    ]
    totals = [
        MonthTotal(category, month, None if left[category, month].is_total else _sum(cells))
        for (category, month), cells in groups.items()
    ]
    return Counts(rows, totals)


def _groups(
    authority: Authority,
    months: tuple[date, date],
    categories: Collection[str],
    at: datetime,
) -> Mapping[tuple[str, date], Sequence[_Cell]]:
    zone = ZoneInfo(authority.time_zone)
    first, behind = (datetime.combine(day, time(), zone) for day in months)
    rows = counted_reports(authority, at).filter(received_at__gte=first, received_at__lt=behind)
    if categories:
        rows = rows.filter(category__code__in=categories)
    counted = (
        rows.order_by()
        .annotate(month=TruncMonth("received_at", tzinfo=zone))
        .values_list("category__code", "month", "precinct_id")
        .annotate(number=Count("pk"))
        .order_by("month", "category__code", "precinct_id")
    )
    groups: dict[tuple[str, date], list[_Cell]] = defaultdict(list)
    for category, month, precinct, number in counted:
        groups[category, month.date()].append((precinct, number))
    return groups


def _months(year: int | None, today: date) -> tuple[date, date]:
    """The first day, and the first one behind."""
    now = today.replace(day=1)
    if year is None:
        return now.replace(year=now.year - 1), now
    return min(date(year, 1, 1), now), min(date(year + 1, 1, 1), now)


def _row(
    precincts: Mapping[int, Precinct],
    name: tuple[str, date],
    cell: _Cell,
    left: Left,
    place: int,
) -> PrecinctCount:
    precinct = precincts.get(cell[0]) if cell[0] is not None else None
    number = None if place in left.places else cell[1]
    hidden = f"<{FEWEST}" if cell[1] < FEWEST else f"{FEWEST}+"
    return PrecinctCount(
        kind=precinct.kind.code if precinct else "",
        code=precinct.code if precinct else "",
        name=precinct.name if precinct else "",
        category=name[0],
        month=name[1],
        number=number,
        words=hidden if number is None else str(number),
    )


def _sum(cells: Sequence[_Cell]) -> int:
    return sum(number for _precinct, number in cells)
