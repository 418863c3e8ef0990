"""The list of indicators, one page of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import pgettext_lazy

from prevenio.indicators.comparing import stand_among_many
from prevenio.indicators.models import Direction, Indicator, IndicatorGroup
from prevenio.indicators.queries.series import series_for
from prevenio.indicators.series import Comparison, Series, Verdict
from prevenio.kernel.text import fold

PER_PAGE = 40
MANAGEMENT = "MANAGEMENT"
LONG_TEXTS = ("definition", "search_text", "series_names", "disaggregation", "population")
_MANAGEMENT_WORDS = pgettext_lazy("group of indicators", "Management control")


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the list; `stands` says whether its change outlives so many comparisons."""

    series: Series
    stands: bool

    @property
    def indicator(self) -> Indicator:
        return self.series.indicator

    @property
    def comparison(self) -> Comparison | None:
        return self.series.last_comparison

    @property
    def heading(self) -> str:
        if self.indicator.is_management:
            return str(_MANAGEMENT_WORDS)
        return str(self.indicator.get_group_display())

    @property
    def arrow(self) -> str:
        """The icon of the change: up, down, or none where nothing is said."""
        comparison = self.comparison
        if comparison is None or not comparison.is_said or not comparison.difference:
            return ""
        return "arrow-up" if comparison.difference > 0 else "arrow-down"

    @property
    def is_better(self) -> bool | None:
        """Whether a change that is more than chance went the way it should; None says neither."""
        comparison, direction = self.comparison, self.indicator.direction
        if comparison is None or comparison.verdict != Verdict.MORE_THAN_CHANCE or not self.stands:
            return None
        if direction == Direction.NEITHER:
            return None
        return ((comparison.difference or 1) > 0) == (direction == Direction.MORE)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, and what so many comparisons at once mean."""

    page: "Page[Indicator]"
    lines: Sequence[Line]
    compared: int
    beyond_chance: int
    standing: int
    stale: int


def listed(
    indicators: QuerySet[Indicator], *, search: str = "", group: str = ""
) -> QuerySet[Indicator]:
    """Management control first, then crimes, petty offences apart, and so on; by code."""
    for word in fold(search).split()[:8]:
        indicators = indicators.filter(search_text__contains=word)
    if group == MANAGEMENT:
        indicators = indicators.filter(is_management=True)
    elif group in IndicatorGroup.values:
        indicators = indicators.filter(group=group, is_management=False)
    places = Case(
        When(is_management=True, then=Value(-1)),
        *(When(group=one, then=Value(at)) for at, one in enumerate(IndicatorGroup.values)),
        default=Value(len(IndicatorGroup.values)),
        output_field=IntegerField(),
    )
    return indicators.annotate(place=places).order_by("place", "code", "pk")


def listing(indicators: QuerySet[Indicator], *, number: str, today: date) -> Listing:
    """One page with the series of its indicators; four statements, one more for measures."""
    # All rows at once, without their long texts: one statement where paging would take two.
    rows = list(indicators.select_related("authority").defer(*LONG_TEXTS))
    page = Paginator(rows, PER_PAGE).get_page(number)
    found = series_for(list(page), today=today)
    lines = lines_of([found[one.pk] for one in page])
    changes = [one.comparison.change for one in lines if one.comparison]
    compared = [change for change in changes if change]
    return Listing(
        page=page,
        lines=lines,
        compared=len(compared),
        beyond_chance=sum(change.is_beyond_chance for change in compared),
        standing=sum(one.stands for one in lines),
        stale=sum(one.series.stale_since is not None for one in lines),
    )


def lines_of(series: Sequence[Series]) -> list[Line]:
    """The lines of a page; which changes stand is judged among all of them."""
    compared = [
        (one.indicator.pk, one.last_comparison.change.p_value)
        for one in series
        if one.last_comparison and one.last_comparison.change
    ]
    stands = stand_among_many([p_value for _key, p_value in compared])
    standing = {key for (key, _p), stays in zip(compared, stands, strict=True) if stays}
    return [Line(one, one.indicator.pk in standing) for one in series]
