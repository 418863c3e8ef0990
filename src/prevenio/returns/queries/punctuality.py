"""Completeness and timeliness over the years, as DHIS2 defines them.

Expected reports are the returns that were asked for; actual reports those that were sent at least
once; reports on time those first sent on the due day or before it. The reporting rate is actual by
expected, the rate on time is on time by expected. Leave after the lock makes nothing timely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import LessThanOrEqual

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.returns.models import ActionReturn, PeriodKind, ReportingPeriod

MOST_PERIODS = 10


@dataclass(frozen=True, slots=True)
class Reports:
    """Expected, actual and timely reports of one body or area in one period."""

    expected: int = 0
    actual: int = 0
    on_time: int = 0

    def __add__(self, other: Self) -> "Reports":
        return Reports(
            self.expected + other.expected,
            self.actual + other.actual,
            self.on_time + other.on_time,
        )

    @property
    def rate(self) -> int | None:
        """Actual by expected, in whole percent; None where nothing was expected."""
        return _percent(self.actual, self.expected)

    @property
    def rate_on_time(self) -> int | None:
        return _percent(self.on_time, self.expected)

    @property
    def step(self) -> int:
        """How dark it is drawn: none on time, up to a third, up to two, nearly all, all."""
        if not self.on_time:
            return 1
        if self.on_time == self.expected:
            return 5
        return 2 + (3 * self.on_time > self.expected) + (3 * self.on_time > 2 * self.expected)


@dataclass(frozen=True, slots=True)
class PunctualityRow:
    """One body or area with its cells, one for each period; empty where nothing was expected."""

    name: str
    cells: Sequence[Reports | None]
    position: int = 0

    @property
    def total(self) -> Reports:
        return sum((one for one in self.cells if one), Reports())


@dataclass(frozen=True, slots=True)
class Punctuality:
    """A table of periods of one kind; figures of different kinds never stand in one table."""

    kind: PeriodKind
    kinds: Sequence[PeriodKind]
    periods: Sequence[ReportingPeriod] = ()
    rows: Sequence[PunctualityRow] = field(default_factory=list)

    @property
    def totals(self) -> Sequence[Reports]:
        return [
            sum((row.cells[place] or Reports() for row in self.rows), Reports())
            for place in range(len(self.periods))
        ]


def punctuality_of(
    authority: Authority,
    returns: QuerySet[ActionReturn],
    *,
    today: date,
    kind: PeriodKind | None = None,
    by_area: bool = False,
) -> Punctuality:
    """The latest periods of a kind whose due day has passed, by body or by area.

    Members of a group stand in the group's row. Areas are followed through the versions of the
    programme. Two statements.
    """
    due = ReportingPeriod.objects.filter(authority=authority, window__due_on__lt=today)
    rows = due.select_related("window").order_by("-last_day", "-pk")
    found = list(rows.filter(pk__in=returns.order_by().values("period_id")))
    kinds = [one for one in PeriodKind if any(period.kind == one for period in found)]
    chosen = kind or next(iter(kinds), PeriodKind.YEAR)
    periods = [one for one in found if one.kind == chosen][:MOST_PERIODS][::-1]
    if not periods:
        return Punctuality(chosen, kinds)
    return Punctuality(chosen, kinds, periods, _rows(authority, returns, periods, by_area=by_area))


def _rows(
    authority: Authority,
    returns: QuerySet[ActionReturn],
    periods: Sequence[ReportingPeriod],
    *,
    by_area: bool,
) -> Sequence[PunctualityRow]:
    sent_on = TruncDate("first_submitted_at", tzinfo=ZoneInfo(authority.time_zone))
    was_sent = Q(first_submitted_at__isnull=False)
    on_time = was_sent & Q(LessThanOrEqual(sent_on, F("period__window__due_on")))
    counted = (
        returns.filter(period__in=periods)
        .order_by("period__last_day")
        .values("period_id", **(_AREA if by_area else _BODY))
        .annotate(
            expected=Count("pk"),
            actual=Count("pk", filter=was_sent),
            on_time=Count("pk", filter=on_time),
        )
    )
    cells: dict[Any, dict[int, Reports]] = {}
    named: dict[Any, tuple[int, str]] = {}
    for row in map(dict[str, Any], counted):
        reports = Reports(row["expected"], row["actual"], row["on_time"])
        own = cells.setdefault(row["row_key"], {})
        own[row["period_id"]] = own.get(row["period_id"], Reports()) + reports
        named[row["row_key"]] = _name_in(row, by_area=by_area)
    drawn = [
        PunctualityRow(name, [cells[key].get(one.pk) for one in periods], position)
        for key, (position, name) in named.items()
    ]
    return sorted(drawn, key=lambda row: (row.position, fold(row.name)))


_BODY: Mapping[str, Any] = {
    "row_key": Coalesce("within__body_id", "body_id"),
    "row_name": Coalesce("within__body__name", "body__name"),
    "row_public_name": Coalesce("within__body__public_name", "body__public_name"),
    "row_short_name": Coalesce("within__body__short_name", "body__short_name"),
}
_AREA: Mapping[str, Any] = {
    "row_key": F("action__area__lineage"),
    "row_name": F("action__area__title"),
    "row_code": F("action__area__code"),
    "row_position": F("action__area__position"),
}


def _name_in(row: Mapping[str, Any], *, by_area: bool) -> tuple[int, str]:
    if by_area:
        return row["row_position"], f"{row['row_code']} {row['row_name']}"
    return 0, row["row_public_name"] or row["row_name"] or row["row_short_name"]


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
