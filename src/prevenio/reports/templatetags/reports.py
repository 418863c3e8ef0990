"""Marks and days of reports on pages."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prevenio.reports.deadlines import Bar
from prevenio.reports.models import EventKind, Report, ReportState
from prevenio.reports.queries.place_page import weekday_in_line
from prevenio.reports.states import OUTCOMES, STATES
from prevenio.web.templatetags.parts import status

register = template.Library()

_DAY_FORMATS = {"pl": "j b", "cs": "j. n."}
_SHAPES = {
    EventKind.CLOSED: "ok",
    EventKind.CONFIRMED: "ok",
    EventKind.PRAISED: "ok",
    EventKind.ASKED_BACK: "wait",
    EventKind.PASSED: "wait",
    EventKind.HELD: "warn",
    EventKind.UNHAPPY: "warn",
    EventKind.DENIED: "warn",
    EventKind.WITHDRAWN: "abandoned",
    EventKind.ERASED: "abandoned",
    EventKind.NOTED: "not_started",
}


@register.filter
def short_day(value: date | datetime | None) -> str:
    """A day of this or the last year: 19 Jan."""
    if value is None:
        return ""
    value = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _short(value, get_language() or "en")


@lru_cache(maxsize=4096)
def _short(value: date, language: str) -> str:
    """A list of a hundred reports says some four hundred days, few of them different."""
    return format_date(value, _DAY_FORMATS.get(language, "j M")).replace(" ", "\u00a0")


@register.filter
def event_shape(kind: str) -> str:
    """The shape of a step in a timeline."""
    return _SHAPES.get(EventKind(kind), "go")


@register.simple_tag
def map_mark(report: Report) -> SafeString:
    """The mark that the national threat map gives it, with what residents read of its state."""
    if report.state == ReportState.CLOSED and report.outcome in OUTCOMES:
        words, colour = OUTCOMES[report.outcome]
    else:
        words, colour = STATES[report.state].public, STATES[report.state].colour
    return format_html(
        '<span class="report-mark report-mark--{}"></span>'
        '<span class="govuk-visually-hidden">{}.</span>',
        colour,
        _("Residents read: %(state)s") % {"state": words},
    )


@register.simple_tag
def report_state(report: Report, today: date) -> SafeString:
    """State and outcome of a report as a tag."""
    if report.state == ReportState.CLOSED:
        return status("ok", f"{report.get_state_display()}: {report.get_outcome_display()}")
    if report.state == ReportState.WITHDRAWN:
        return status("off", report.get_state_display(), "abandoned")
    if report.is_late_on(today):
        return status("bad", report.get_state_display())
    waits = report.state in (ReportState.WAITING, ReportState.WITH_PARTNER)
    look = "wait" if waits else "warn" if report.state == ReportState.HELD else "go"
    return status(look, report.get_state_display())


@register.simple_tag
def step_days(bars: Sequence[Bar]) -> SafeString:
    """The steps of a report with their days, as drawn in the list and on its page."""
    language = get_language() or "en"
    return format_html(
        '<ol class="deadlines" aria-label="{}">{}</ol>',
        _("Steps with their days"),
        mark_safe("".join(_drawn(bar, language) for bar in bars)),
    )


@lru_cache(maxsize=4096)
def _drawn(bar: Bar, _language: str) -> str:
    """All that the template reads is the bar; a list of a hundred draws few different ones."""
    return render_to_string("reports/bar.html", {"bar": bar})


@register.filter
def degrees(value: float) -> str:
    """Degrees as scripts read them, whatever the language of the page."""
    return f"{value:.6f}"


@register.filter
def when_words(report: Report) -> str:
    """On which days and at which hours it happens, in words."""
    names = [weekday_in_line(day) for day in report.days]
    parts = [", ".join(names)] if names else []
    if report.from_hour is not None and report.to_hour is not None:
        # Translators: hours of the day, the last one included, e.g. "from hour 22 to hour 5"
        hours = _("from %(first)s:00 to %(last)s:59")
        parts.append(hours % {"first": report.from_hour, "last": report.to_hour})
    return ", ".join(parts)
