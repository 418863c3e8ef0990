"""What activities add up to, for formulas: activities.lesson.people.seniors."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, Value
from django.db.models.functions import Cast, TruncMonth

from prevenio.activities.models import MeasureValue
from prevenio.activities.queries import totals
from prevenio.indicators.sources import Counted, Measure, register
from prevenio.indicators.spans import last_of
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority

PREFIX = "activities"


class ActivityMeasures:
    """The numbers of activities that are done, by kind and measure, and across kinds."""

    def measures(self, authority: Authority) -> Sequence[Measure]:
        return [Measure(*names) for names in totals.measure_names(authority)]

    def values(
        self, authority: Authority, names: Collection[str], spans: Collection[DateSpan]
    ) -> Counted:
        """One statement, however many names and spans."""
        by_month = _by_month(authority, names, spans)
        return {
            (name, span): sum(
                (number for month, number in by_month[name] if month in span), Decimal(0)
            )
            for name in names
            for span in spans
        }


def _by_month(
    authority: Authority, names: Collection[str], spans: Collection[DateSpan]
) -> dict[str, list[tuple[date, Decimal]]]:
    found: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    for kind, measure, month, hundredths in _rows(authority, spans):
        for name in (f"{PREFIX}.{kind}.{measure}", f"{PREFIX}.{totals.ALL}.{measure}"):
            if name in names:
                found[name].append((month, totals.in_units(hundredths)))
    return found


def _rows(authority: Authority, spans: Collection[DateSpan]) -> Iterable[Any]:
    first, last = min(span.first for span in spans), max(map(last_of, spans))
    done = totals.done_between(authority, first, last)
    counted = (
        done.order_by()
        .annotate(
            measure_key=Value(totals.ACTIVITIES, output_field=CharField()),
            month=TruncMonth("last_day"),
        )
        .values_list("kind__key", "measure_key", "month")
        .annotate(hundredths=Cast(Count("pk") * 100, BigIntegerField()))
    )
    summed = (
        MeasureValue.objects.filter(activity__in=done.order_by())
        .order_by()
        .annotate(month=TruncMonth("activity__last_day"))
        .values_list("activity__kind__key", "measure__key", "month")
        .annotate(hundredths=totals.hundredths_of("number"))
    )
    return counted.union(summed, all=True)


register(PREFIX, ActivityMeasures())
