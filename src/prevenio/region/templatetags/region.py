"""Days no finer than they are known, and standings as states."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from prevenio.programme.models import DatePrecision
from prevenio.region.models import Standing
from prevenio.web.templatetags.parts import day, status

register = template.Library()

_STATES: Mapping[str, tuple[str, str]] = {
    "CONTACTED": ("wait", ""),
    "PREPARING": ("go", ""),
    "JOINED": ("ok", ""),
    "LEFT": ("off", "abandoned"),
    "FOUND": ("wait", ""),
    "IN_TALKS": ("go", ""),
    "AGREED": ("ok", ""),
    "ENDED": ("off", "abandoned"),
    "MISTAKE": ("off", "not_started"),
}


@register.filter
def as_exact_as(value: date | None, precision: str) -> str:
    """A day, or only its month or year where no more is known."""
    if value is None:
        return ""
    if precision == DatePrecision.YEAR:
        return str(value.year)
    if precision == DatePrecision.MONTH:
        return date_format(value, "YEAR_MONTH_FORMAT")
    return day(value)


@register.simple_tag
def standing(value: str, *, bare: bool = False) -> SafeString:
    """How far a municipality or a partner has come, as shape and word."""
    if value not in _STATES:
        return SafeString("")
    state, shape_name = _STATES[value]
    return status(state, Standing(value).label, shape_name, bare=bare)
