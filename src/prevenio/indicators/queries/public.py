"""Indicators as residents see them: small numbers hidden, and what would give them away."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Subquery

from prevenio.indicators.formulas import Missing
from prevenio.indicators.models import (
    Indicator,
    IndicatorClass,
    IndicatorLink,
    IndicatorValue,
    LinkKind,
    Nature,
)
from prevenio.indicators.queries.links import GOALS
from prevenio.indicators.queries.listing import PER_PAGE, Line, lines_of, listed
from prevenio.indicators.queries.series import current_values, series_for
from prevenio.indicators.series import Point, Series, is_small, point_of, series_of
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority
from prevenio.programme.models import Statement


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


def measured_goals(
    authority: Authority, goals: Collection[UUID], *, today: date
) -> Mapping[UUID, Sequence[Series]]:
    """The public indicators of some goals, by the goal's lineage; two statements.

    Each comes with its newest value alone, none where it is computed or too small to be shown.
    """
    newest = (
        IndicatorValue.objects.filter(
            indicator=OuterRef("indicator"),
            breakdown="",
            superseded_by__isnull=True,
            number__isnull=False,
        )
        .order_by("-first_day", "-pk")
        .values("pk")
    )
    links = list(
        IndicatorLink.objects.filter(
            kind=LinkKind.GOAL,
            lineage__in=goals,
            indicator__authority=authority,
            indicator__data_class=IndicatorClass.PUBLIC,
        )
        .select_related("indicator")
        .annotate(newest=Subquery(newest[:1]))
        .order_by(F("indicator__is_management").desc(), "indicator__code", "pk")
    )
    values = IndicatorValue.objects.in_bulk([one.newest for one in links if one.newest])
    found: dict[UUID, list[Series]] = defaultdict(list)
    for link in links:
        row = None if link.indicator.is_computed else values.get(link.newest)
        points = [] if row is None else [point_of(link.indicator, row)]
        series = series_of(link.indicator, points, today=today)
        found[link.lineage].append(_without_small(series, today=today))
    return found


def goals_served(indicator: Indicator) -> Sequence[Statement]:
    """The goals that an indicator measures, in the newest wording that residents read.

    One statement.
    """
    links = IndicatorLink.objects.filter(indicator=indicator, kind=LinkKind.GOAL)
    rows = Statement.objects.filter(
        lineage__in=links.values("lineage"),
        kind__in=GOALS,
        version__is_public=True,
        version__programme__authority=indicator.authority_id,
    ).select_related("version")
    newest = {one.lineage: one for one in rows.order_by("version_id")}
    return sorted(newest.values(), key=lambda one: (GOALS.index(one.kind), one.position, one.pk))


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
