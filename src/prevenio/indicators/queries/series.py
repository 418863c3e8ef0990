"""The series of indicators, stored or computed, with everything that may be said about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from prevenio.indicators.computing import computed_points
from prevenio.indicators.models import Indicator, IndicatorValue, SeriesBreak, Target
from prevenio.indicators.series import Point, Series, point_of, series_of

# How many spans back a computed series goes.
COMPUTED_SPANS = 12


def series_for(indicators: Sequence[Indicator], *, today: date) -> Mapping[int, Series]:
    """The series of each indicator by its key; four statements, however many there are.

    Computed ones cost one more for each room that counts, and two for indicators they name that
    are not among those asked for.
    """
    points = points_for(indicators, today=today)
    breaks = _by_indicator(SeriesBreak.objects.filter(indicator__in=indicators).order_by("day"))
    targets = _by_indicator(
        Target.objects.filter(indicator__in=indicators).select_related("act").order_by("at", "pk")
    )
    return {
        one.pk: series_of(
            one,
            points[one.pk],
            breaks=breaks.get(one.pk, []),
            targets=targets.get(one.pk, []),
            today=today,
        )
        for one in indicators
    }


def series_of_one(indicator: Indicator, *, today: date) -> Series:
    return series_for([indicator], today=today)[indicator.pk]


def points_for(
    indicators: Sequence[Indicator], *, today: date, spans: int = COMPUTED_SPANS
) -> Mapping[int, Sequence[Point]]:
    """The values of each indicator as a whole, the oldest first."""
    stored = [one for one in indicators if not one.is_computed]
    computed = [one for one in indicators if one.is_computed]
    rows = _by_indicator(current_values(stored).filter(breakdown="")) if stored else {}
    found: dict[int, Sequence[Point]] = {
        one.pk: [point_of(one, row) for row in rows.get(one.pk, [])] for one in stored
    }
    known = {one: found[one.pk] for one in stored}
    return {**found, **computed_points(computed, today=today, how_many=spans, known=known)}


def current_values(indicators: Iterable[Indicator]) -> QuerySet[IndicatorValue]:
    """Values that nothing has superseded, the oldest span first; withdrawn ones are left out."""
    return IndicatorValue.objects.filter(
        indicator__in=list(indicators), superseded_by__isnull=True, number__isnull=False
    ).order_by("first_day", "pk")


def _by_indicator[T: (IndicatorValue, SeriesBreak, Target)](
    rows: Iterable[T],
) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(row)
    return found


def history_of(indicator: Indicator) -> QuerySet[IndicatorValue]:
    """Every value ever recorded, corrected and withdrawn ones too, the newest span first."""
    return (
        IndicatorValue.objects.filter(indicator=indicator)
        .select_related("by", "superseded_by")
        .order_by("-first_day", "breakdown", "-pk")
    )
