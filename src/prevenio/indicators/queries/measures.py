"""The measures of management control by goal, for the half-year review of the main goals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from prevenio.indicators.models import Indicator, IndicatorLink, LinkKind
from prevenio.indicators.queries.series import series_for
from prevenio.indicators.series import Series, target_for, year_of
from prevenio.indicators.spans import last_of
from prevenio.indicators.wording import not_compared, sentence
from prevenio.people.models import Authority
from prevenio.programme.models import Statement


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure of a goal as it stood at the end of some days; numbers are as the source writes.

    `sentence` is in the language that is active. Without a `goal_id` no goal is linked yet.
    """

    goal_id: int | None
    code: str
    name: str
    unit: str
    value: Decimal | None
    previous: Decimal | None
    target: Decimal | None
    direction: str
    sentence: str
    as_of: date | None
    source: str
    stand_in: str


def measures_of_goals(
    authority: Authority, first_day: date, last_day: date
) -> Sequence[MeasureLine]:
    """Each measure of management control with its newest value that ended by `last_day`.

    A value that ended before `first_day` is no value of these days: then `value` is empty and the
    sentence too. Goals are rows of the newest version that names them. Seven statements at most.
    """
    indicators = list(
        Indicator.objects.filter(authority=authority, is_management=True)
        .select_related("authority", "owner")
        .order_by("code", "pk")
    )
    found = series_for(indicators, today=last_day + timedelta(days=1))
    goals = _goals(indicators)
    return [_line(found[one.pk], goals.get(one.pk), first_day, last_day) for one in indicators]


def _line(series: Series, goal_id: int | None, first_day: date, last_day: date) -> MeasureLine:
    one = series.indicator
    within = [
        point
        for point in series.points
        if point.number is not None and first_day <= last_of(point.span) <= last_day
    ]
    newest = within[-1] if within else None
    comparison = next(
        (each for each in series.comparisons if newest and each.new.span == newest.span), None
    )
    target = target_for(series.targets, year_of(newest.span) if newest else last_day.year)
    said = ""
    if comparison is not None:
        said = sentence(one, comparison) if comparison.is_said else not_compared(one, comparison)
    row = newest.row if newest else None
    return MeasureLine(
        goal_id=goal_id,
        code=one.code,
        name=one.name,
        unit=one.unit,
        value=newest.number if newest else None,
        previous=comparison.old.number if comparison else None,
        target=target.number if target else None,
        direction=one.direction,
        sentence=said,
        as_of=row.as_of if row else None,
        source=row.source if row else one.source,
        stand_in=one.stand_in,
    )


def _goals(indicators: Sequence[Indicator]) -> dict[int, int]:
    """The newest row of the first goal of each indicator."""
    links = IndicatorLink.objects.filter(indicator__in=indicators, kind=LinkKind.GOAL)
    lineages = {link.lineage: link.indicator_id for link in links.order_by("-pk")}
    rows = Statement.objects.filter(lineage__in=lineages).order_by("version_id")
    return {lineages[row.lineage]: row.pk for row in rows}
