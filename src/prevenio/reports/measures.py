"""What reports add up to, for formulas of indicators: `reports.road-damage.solved`.

Of each category and of `all`: how many were received, how many were solved (in the month in which
they ended), of these how many in the time that was promised, and how many days they took together:
`reports.road-damage.days / reports.road-damage.solved` is the mean time to a repair.

Numbers of indicators are shown to residents. So reports of internal categories are in none of them,
and of what is told in totals only, small numbers are left out as the open counts leave them out
(`suppressing.py`): such a month has no value, nor has any span with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.indicators.sources import Counted, Measure, register
from prevenio.indicators.spans import last_of
from prevenio.kernel.dates import DateSpan
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reports.models import (
    UNSEEN_OUTCOMES,
    UNSEEN_STATES,
    Category,
    CategoryVersion,
    Outcome,
    Report,
    ReportClass,
)
from prevenio.reports.queries.place_page import names_of
from prevenio.reports.suppressing import left_out

PREFIX, ALL = "reports", "all"
RECEIVED, SOLVED, IN_TIME, DAYS = "received", "solved", "solved_in_time", "days"
_LATE = "late"
_DAY = timedelta(days=1)
_LISTED = Q(version__data_class=ReportClass.PUBLIC)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a category in a month; `unlisted` is of how many reports not shown one by one.

    `is_left_out` where the counts by precinct would leave it out.
    """

    code: str
    key: str
    month: date
    number: Decimal
    unlisted: int
    is_left_out: bool = False


class ReportMeasures:
    """Numbers of residents' reports by category and across categories."""

    def measures(self, authority: Authority) -> Sequence[Measure]:
        told = CategoryVersion.objects.exclude(data_class=ReportClass.INTERNAL)
        offered = Category.objects.filter(authority=authority, pk__in=told.values("category"))
        codes = dict(offered.values_list("pk", "code"))
        names = names_of(codes, today_in(authority, timezone.now()))
        named = {codes[key]: name for key, name in names.items()}
        labels = {ALL: _("All reports of residents"), **named}
        return [
            Measure(f"{PREFIX}.{code}.{key}", f"{label}: {words}", unit)
            for code, label in labels.items()
            for key, words, unit in _words()
        ]

    def values(
        self, authority: Authority, names: Collection[str], spans: Collection[DateSpan]
    ) -> Counted:
        """Two statements, however many names and spans."""
        numbers = list(_numbers(authority, spans))
        by_month: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
        for one in numbers:
            for code in (one.code, ALL):
                by_month[f"{PREFIX}.{code}.{one.key}"].append((one.month, one.number))
        left: dict[str, set[date]] = defaultdict(set)
        for code, key, month in _left_out(numbers):
            left[f"{PREFIX}.{code}.{key}"].add(month)
        return {
            (name, span): sum(
                (number for month, number in by_month[name] if month in span), Decimal(0)
            )
            for name in names
            for span in spans
            if not any(month in span for month in left[name])
        }


def _words() -> Sequence[tuple[str, str, str]]:
    """The measures of each category: key, words and unit."""
    unit = pgettext("unit", "reports")
    return [
        (RECEIVED, pgettext("measure of reports", "received"), unit),
        (SOLVED, pgettext("measure of reports", "solved"), unit),
        (IN_TIME, pgettext("measure of reports", "solved in time"), unit),
        (DAYS, pgettext("measure of reports", "days until solved, together"), _("days")),
    ]


def _numbers(authority: Authority, spans: Collection[DateSpan]) -> Iterator[_Number]:
    zone = ZoneInfo(authority.time_zone)
    first = datetime.combine(min(span.first for span in spans), time(), zone)
    behind = datetime.combine(max(map(last_of, spans)) + _DAY, time(), zone)
    rows = Report.objects.filter(authority=authority).exclude(state__in=UNSEEN_STATES)
    rows = rows.exclude(outcome__in=UNSEEN_OUTCOMES).order_by()
    rows = rows.exclude(version__data_class=ReportClass.INTERNAL)
    yield from _received(rows, first, behind, zone)
    yield from _solved(rows, first, behind, zone)


def _received(
    rows: QuerySet[Report], first: datetime, behind: datetime, zone: ZoneInfo
) -> Iterator[_Number]:
    found = rows.filter(received_at__gte=first, received_at__lt=behind).annotate(
        month=TruncMonth("received_at", tzinfo=zone)
    )
    counted = found.values_list("category__code", "month", "public_precinct_id").annotate(
        number=Count("pk"), listed=Count("pk", filter=_LISTED)
    )
    precincts: dict[tuple[str, date], list[tuple[int, int]]] = defaultdict(list)
    for code, month, _precinct, number, listed in counted:
        precincts[code, month.date()].append((number, listed))
    for (code, day), cells in precincts.items():
        numbers, shown = zip(*cells, strict=True)
        unlisted = sum(numbers) - sum(shown)
        is_left_out = bool(unlisted) and left_out(numbers, listed=shown).is_total
        yield _Number(code, RECEIVED, day, Decimal(sum(numbers)), unlisted, is_left_out)


def _solved(
    rows: QuerySet[Report], first: datetime, behind: datetime, zone: ZoneInfo
) -> Iterator[_Number]:
    found = rows.filter(
        outcome=Outcome.SOLVED, closed_at__gte=first, closed_at__lt=behind
    ).annotate(month=TruncMonth("closed_at", tzinfo=zone))
    took = ExpressionWrapper(F("closed_at") - F("received_at"), output_field=DurationField())
    in_time = Q(acted_on__lte=F("act_due_on"), act_missed=False)
    counted = found.values("category__code", "month").annotate(
        solved=Count("pk"),
        in_time=Count("pk", filter=in_time),
        took=Sum(took),
        unlisted=Count("pk", filter=~_LISTED),
        unlisted_in_time=Count("pk", filter=~_LISTED & in_time),
    )
    for row in counted:
        about = row["category__code"]
        month, unlisted, in_time_too = row["month"].date(), row["unlisted"], row["unlisted_in_time"]
        late = row["solved"] - row["in_time"]
        yield _Number(about, SOLVED, month, Decimal(row["solved"]), unlisted)
        yield _Number(about, IN_TIME, month, Decimal(row["in_time"]), in_time_too)
        yield _Number(about, _LATE, month, Decimal(late), unlisted - in_time_too)
        yield _Number(about, DAYS, month, _days(row["took"]), unlisted)


def _left_out(numbers: Sequence[_Number]) -> Iterator[tuple[str, str, date]]:
    """Of which measures, by category and key, which months are left out.

    What is not shown one by one is one group in each month: what a category holds of it, and the
    sum over all categories.
    """
    groups: dict[tuple[str, date], list[_Number]] = defaultdict(list)
    for one in numbers:
        if one.unlisted:
            groups[one.key, one.month].append(one)
    for (kind, month), group in groups.items():
        # Whoever knows how many were solved knows how many of them late.
        key = IN_TIME if kind == _LATE else kind
        left = left_out([one.unlisted for one in group])
        alone = {place for place, one in enumerate(group) if one.is_left_out} - left.places
        for place in left.places | alone:
            yield group[place].code, key, month
        if left.is_total or alone:
            yield ALL, key, month


def _days(took: timedelta | None) -> Decimal:
    return Decimal(round((took or timedelta()).total_seconds() / 86_400 * 100)) / 100


register(PREFIX, ReportMeasures())
