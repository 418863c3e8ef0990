"""Series in words and marks, for templates."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe

from prevenio.indicators import figures, wording
from prevenio.indicators.models import Indicator, IndicatorValue
from prevenio.indicators.queries.listing import Line
from prevenio.indicators.series import Comparison, Point, TargetLine
from prevenio.kernel.dates import DateSpan
from prevenio.web.templatetags.parts import status

register = template.Library()


@register.simple_tag
def number(indicator: Indicator, value: Decimal | None) -> str:
    return figures.number_words(indicator, value)


@register.simple_tag
def span(indicator: Indicator, one: Point | DateSpan) -> str:
    days = one.span if isinstance(one, Point) else one
    return figures.span_words(indicator.frequency, days)


@register.simple_tag
def span_of_value(value: IndicatorValue) -> str:
    return figures.span_words(value.indicator.frequency, DateSpan(value.first_day, value.last_day))


@register.simple_tag
def change(indicator: Indicator, comparison: Comparison | None) -> str:
    return wording.change_words(indicator, comparison)


@register.simple_tag
def change_sentence(indicator: Indicator, comparison: Comparison) -> str:
    return wording.sentence(indicator, comparison)


@register.simple_tag
def answer(indicator: Indicator, comparison: Comparison) -> SafeString:
    return wording.answer(indicator, comparison)


@register.simple_tag
def not_compared(indicator: Indicator, comparison: Comparison) -> str:
    return wording.not_compared(indicator, comparison)


@register.simple_tag
def mixed_span(indicator: Indicator, comparison: Comparison) -> str:
    return wording.mixed_span(indicator, comparison)


@register.simple_tag
def stale(indicator: Indicator, since: date, latest: Point) -> str:
    return wording.stale_words(indicator, since, latest)


@register.simple_tag
def missing(point: Point) -> str:
    return wording.missing_words(point.missing)


@register.simple_tag
def target_tag(line: TargetLine) -> SafeString:
    """The state of a target as shape and word."""
    if line.state is None:
        return SafeString("")
    return status(wording.target_shape(line.state), wording.target_words(line.state), bare=True)


@register.simple_tag
def verdict(line: Line) -> str:
    """The verdict of a line of the list in a few words."""
    return wording.short_verdict(line.comparison, stands=line.stands)


@register.simple_tag
def drawing(svg: str) -> SafeString:
    """A chart that this room drew: its words were escaped when it was drawn."""
    return mark_safe(svg)
