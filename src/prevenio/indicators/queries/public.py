"""Indicators as residents see them: small numbers hidden, and what would give them away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator

from prevenio.indicators.formulas import Missing
from prevenio.indicators.models import Indicator, IndicatorClass, IndicatorValue, Nature
from prevenio.indicators.queries.listing import PER_PAGE, Line, lines_of, listed
from prevenio.indicators.queries.series import current_values, series_for
from prevenio.indicators.series import Point, Series, is_small, point_of, series_of
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class PublicListing:
    """A page of the public list; none of its numbers is too small."""

    page: "Page[Indicator]"
    lines: Sequence[Line]


def public_listing(authority: Authority, *, search: str, number: str, today: date) -> PublicListing:
    """The public indicators, management control first, petty offences apart from crimes."""
    indicators = Indicator.objects.filter(authority=authority, data_class=IndicatorClass.PUBLIC)
    found = listed(indicators.select_related("authority"), search=search)
    page = Paginator(found, PER_PAGE).get_page(number)
    series = public_series(list(page), today=today)
    return PublicListing(page, lines_of([series[one.pk] for one in page]))


def public_indicator(authority: Authority, code: str) -> Indicator | None:
    """The public indicator with a code, if there is one; an address may hold anything."""
    if not code.isprintable():
        return None
    return (
        Indicator.objects.filter(authority=authority, code=code, data_class=IndicatorClass.PUBLIC)
        .select_related("authority", "owner")
        .first()
    )


def public_series(indicators: Sequence[Indicator], *, today: date) -> Mapping[int, Series]:
    """Series without the numbers that are too small; they are told as hidden, not as missing."""
    return {
        key: _without_small(series, today=today)
        for key, series in series_for(indicators, today=today).items()
    }


def public_parts(indicator: Indicator) -> Mapping[DateSpan, Mapping[str, Decimal | None]]:
    """The parts of an indicator by span; None is hidden.

    Where one part alone is hidden, the smallest other one is hidden too: the whole less the others
    would give it away.
    """
    rows = current_values([indicator]).exclude(breakdown="")
    by_span: dict[DateSpan, dict[str, IndicatorValue]] = {}
    for row in rows:
        by_span.setdefault(DateSpan(row.first_day, row.last_day), {})[row.breakdown] = row
    return {span: _suppressed(indicator, parts) for span, parts in by_span.items()}


def _suppressed(
    indicator: Indicator, parts: Mapping[str, IndicatorValue]
) -> Mapping[str, Decimal | None]:
    hidden = {part for part, row in parts.items() if is_small(indicator, point_of(indicator, row))}
    others = {part: row.number for part, row in parts.items() if part not in hidden}
    if len(hidden) == 1 and others and indicator.nature == Nature.COUNT:
        shown = {part: number for part, number in others.items() if number}
        if shown:
            hidden.add(min(shown, key=shown.__getitem__))
    return {part: None if part in hidden else row.number for part, row in parts.items()}


def _without_small(series: Series, *, today: date) -> Series:
    points = [_shown(series.indicator, one) for one in series.points]
    return series_of(
        series.indicator,
        points,
        breaks=series.confirmed_breaks,
        targets=series.targets,
        today=today,
    )


def _shown(indicator: Indicator, point: Point) -> Point:
    if not is_small(indicator, point):
        return point
    return replace(
        point, number=None, events=None, exposure=None, row=None, missing=Missing.TOO_SMALL
    )
