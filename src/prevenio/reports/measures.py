"""What reports add up to, for formulas of indicators: `reports.road-damage.solved`.

Of each category and of `all`: how many were received, how many were solved (in the month in which
they ended), of these how many in the time that was promised, and how many days they took together:
`reports.road-damage.days / reports.road-damage.solved` is the mean time to a repair. Reports of
internal categories are in none of them: numbers of indicators are shown to residents.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
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

PREFIX, ALL = "reports", "all"
RECEIVED, SOLVED, IN_TIME, DAYS = "received", "solved", "solved_in_time", "days"
_DAY = timedelta(days=1)


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
        by_month: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
        for code, key, month, number in _numbers(authority, spans):
            for name in (f"{PREFIX}.{code}.{key}", f"{PREFIX}.{ALL}.{key}"):
                by_month[name].append((month, number))
        return {
            (name, span): sum(
                (number for month, number in by_month[name] if month in span), Decimal(0)
            )
            for name in names
            for span in spans
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


def _numbers(
    authority: Authority, spans: Collection[DateSpan]
) -> Iterator[tuple[str, str, date, Decimal]]:
    zone = ZoneInfo(authority.time_zone)
    first = datetime.combine(min(span.first for span in spans), time(), zone)
    behind = datetime.combine(max(map(last_of, spans)) + _DAY, time(), zone)
    rows = Report.objects.filter(authority=authority).exclude(state__in=UNSEEN_STATES)
    rows = rows.exclude(outcome__in=UNSEEN_OUTCOMES).order_by()
    rows = rows.exclude(version__data_class=ReportClass.INTERNAL)
    for code, month, received in _received(rows, first, behind, zone):
        yield code, RECEIVED, month, Decimal(received)
    for code, month, counts in _solved(rows, first, behind, zone):
        for key, number in counts.items():
            yield code, key, month, number


def _received(
    rows: QuerySet[Report], first: datetime, behind: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, date, int]]:
    found = rows.filter(received_at__gte=first, received_at__lt=behind).annotate(
        month=TruncMonth("received_at", tzinfo=zone)
    )
    counted = found.values_list("category__code", "month").annotate(number=Count("pk"))
    for code, month, number in counted:
        yield code, month.date(), number


def _solved(
    rows: QuerySet[Report], first: datetime, behind: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, date, Mapping[str, Decimal]]]:
    found = rows.filter(
        outcome=Outcome.SOLVED, closed_at__gte=first, closed_at__lt=behind
    ).annotate(month=TruncMonth("closed_at", tzinfo=zone))
    took = ExpressionWrapper(F("closed_at") - F("received_at"), output_field=DurationField())
    counted = found.values("category__code", "month").annotate(
        solved=Count("pk"),
        in_time=Count("pk", filter=Q(acted_on__lte=F("act_due_on"), act_missed=False)),
        took=Sum(took),
    )
    for row in counted:
        numbers = {
            SOLVED: Decimal(row["solved"]),
            IN_TIME: Decimal(row["in_time"]),
            DAYS: _days(row["took"]),
        }
        yield row["category__code"], row["month"].date(), numbers


def _days(took: timedelta | None) -> Decimal:
    return Decimal(round((took or timedelta()).total_seconds() / 86_400 * 100)) / 100


register(PREFIX, ReportMeasures())
