"""Facts of a programme in plain words, in the language of the page."""

from datetime import date
from decimal import Decimal

from babel.numbers import format_currency, format_decimal
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from prevenio.programme.models import (
    Action,
    Amount,
    Audience,
    DatePrecision,
    Funding,
    Initiative,
    Milestone,
)


def season(action: Action) -> str:
    """From which month to which an action is expected; empty for the whole year."""
    first, last = action.season_first_month, action.season_last_month
    if first is None or last is None:
        return ""
    if first == last:
        return _("Every year in %(month)s") % {"month": _month(first, "F")}
    return _("From %(first)s to %(last)s") % {
        "first": _month(first, "E"),
        "last": _month(last, "E"),
    }


def term(initiative: Initiative) -> str:
    """When an initiative runs, from its years; the document's own words where there are none."""
    first, last = initiative.first_year, initiative.last_year
    if initiative.is_open_ended and first:
        return _("Since %(year)s, without an end date") % {"year": first}
    if initiative.is_open_ended:
        return _("Without an end date")
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    if first:
        return _("Since %(year)s") % {"year": first}
    if last:
        return _("Until %(year)s") % {"year": last}
    return initiative.term_text


def ages(audience: Audience) -> str:
    """The ages of an audience; empty where they are not said."""
    first, last = audience.age_from, audience.age_to
    if first is not None and last is not None:
        return ngettext(
            "aged %(first)s to %(last)s year", "aged %(first)s to %(last)s years", last
        ) % {"first": first, "last": last}
    if first is not None:
        return ngettext("from %(age)s year of age", "from %(age)s years of age", first) % {
            "age": first
        }
    if last is not None:
        return ngettext("up to %(age)s year of age", "up to %(age)s years of age", last) % {
            "age": last
        }
    return ""


def funding_note(funding: Funding, currency: str) -> str:
    """What is said of a source of money beside its name."""
    said = []
    if funding.is_in_kind:
        said.append(_("in kind"))
    if funding.year:
        said.append(str(funding.year))
    if funding.planned is not None:
        said.append(_("planned: %(sum)s") % {"sum": money(funding.planned, currency)})
    if funding.spent is not None:
        said.append(_("spent: %(sum)s") % {"sum": money(funding.spent, currency)})
    return ", ".join(said)


def amount(stated: Amount) -> str:
    """A stated sum with its currency; it stays bare where the document names none."""
    number = money(stated.value, stated.currency)
    return _("about %(sum)s") % {"sum": number} if stated.is_approximate else number


def money(value: Decimal, currency: str) -> str:
    """A sum as people write it, without empty decimals."""
    language = get_language() or "en"
    pattern = "#,##0" if value == value.to_integral_value() else "#,##0.00"
    if not currency:
        return format_decimal(value, pattern, locale=language)
    form = f"¤{pattern}" if language == "en" else f"{pattern}\N{NO-BREAK SPACE}¤"
    return format_currency(value, currency, form, locale=language, currency_digits=False)


def milestone_day(milestone: Milestone) -> str:
    """The date of a milestone, no finer than the document says it."""
    if milestone.on is None:
        return ""
    if milestone.precision == DatePrecision.YEAR:
        return str(milestone.on.year)
    if milestone.precision == DatePrecision.MONTH:
        return date_format(milestone.on, "YEAR_MONTH_FORMAT")
    return date_format(milestone.on, "DATE_FORMAT")


def month_name(number: int) -> str:
    """The name of a month as a heading."""
    return date_format(date(2001, number, 1), "F").capitalize()


def _month(number: int, form: str) -> str:
    name = date_format(date(2001, number, 1), form)
    return name if get_language() == "en" else name.lower()
