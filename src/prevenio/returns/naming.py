"""What reporting periods are called, in the language of whoever they are shown to."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prevenio.returns import calendars
from prevenio.returns.models import PeriodKind
from prevenio.web.templatetags.parts import day

ROMAN = ("", "I", "II", "III", "IV")


def name_of(kind: PeriodKind, first_day: date, last_day: date, *, language: str) -> str:
    """What a period is called in a language: by its calendar, else by its days."""
    facts: dict[str, Any] = {"year": first_day.year}
    with translation.override(language):
        if kind == PeriodKind.YEAR:
            # Translators: the name of a reporting period, e.g. "year 2022"
            return _("year %(year)s") % facts
        if kind == PeriodKind.SCHOOL_YEAR:
            # Translators: the name of a reporting period, e.g. "school year 2022/2023"
            return _("school year %(year)s/%(next)s") % {**facts, "next": last_day.year}
        if kind in calendars.CALENDARS:
            facts["number"] = ROMAN[calendars.running_on(kind, first_day).part]
        if kind == PeriodKind.HALF_YEAR:
            # Translators: the name of a reporting period, e.g. "half-year I of 2022"
            return _("half-year %(number)s of %(year)s") % facts
        if kind == PeriodKind.QUARTER:
            # Translators: the name of a reporting period, e.g. "quarter IV of 2022"
            return _("quarter %(number)s of %(year)s") % facts
        return f"{day(first_day)} – {day(last_day)}"


def months_of(first_day: date, last_day: date) -> str:
    """From which month to which a part of a year runs: `july – september`."""
    return f"{date_format(first_day, 'F')} – {date_format(last_day, 'F')}".lower()
