"""How many reports there were by precinct, category and month, without small numbers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncMonth

from prevenio.people.models import Authority
from prevenio.places.models import Precinct
from prevenio.reports.blurring import shown_from
from prevenio.reports.models import CategoryVersion, ReportClass
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


_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The reports of a precinct, and how many of them are shown one by one as well."""

    precinct_id: int | None
    number: int
    listed: int


def counts_by_precinct(
    authority: Authority,
    *,
    year: int | None,
    categories: Collection[str],
    today: date,
    at: datetime,
) -> Counts:
    """The whole months of a year, else the last twelve. Three statements.

    A month is left out until all of its reports can be public: two answers of one month that
    differ would tell of what came between them. A report counts where the middle of its square
    lies, as it is shown: the precinct of the point, less all that is shown one by one, would tell
    on which side of a boundary it is. What is not counted at all has no row. A category that was
    shown one by one for a part of the month, and else in totals only, is left out where the rest
    of a number would be a small one.
    """
    groups = _groups(authority, _months(year, _first_open(authority, today, at)), categories, at)
    left = {
        name: left_out([one.number for one in cells], listed=[one.listed for one in cells])
        for name, cells in groups.items()
    }
    ids = {one.precinct_id for cells in groups.values() for one in cells if one.precinct_id}
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
        .values_list("category__code", "month", "public_precinct_id")
        .annotate(
            number=Count("pk"),
            listed=Count("pk", filter=Q(version__data_class=ReportClass.PUBLIC)),
        )
        .order_by("month", "category__code", "public_precinct_id")
    )
    groups: dict[tuple[str, date], list[_Cell]] = defaultdict(list)
    for category, month, precinct, number, listed in counted:
        groups[category, month.date()].append(_Cell(precinct, number, listed))
    return groups


def _first_open(authority: Authority, today: date, at: datetime) -> date:
    """The first day of the first month of which something may still become public.

    By the longest delay of all: a report that was given another category keeps that of before.
    """
    versions = CategoryVersion.objects.filter(category__authority=authority)
    delay = versions.aggregate(longest=Max("delay_hours"))["longest"] or 0
    zone = ZoneInfo(authority.time_zone)
    first = today.replace(day=1)
    while shown_from(datetime.combine(first, time(), zone) - _MOMENT, delay, zone) > at:
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _months(year: int | None, now: date) -> tuple[date, date]:
    """The first day, and the first one behind; `now` is the first one of an open month."""
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
    precinct = precincts.get(cell.precinct_id) if cell.precinct_id is not None else None
    number = None if place in left.places else cell.number
    hidden = f"<{FEWEST}" if cell.number < FEWEST else f"{FEWEST}+"
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
    return sum(one.number for one in cells)
