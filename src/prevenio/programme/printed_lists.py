"""The lists of a printed programme: areas with their actions, initiatives, goals and the rest."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.people.models import Body
from prevenio.programme.models import (
    Action,
    Amount,
    Audience,
    DatePrecision,
    Milestone,
    Statement,
    Timing,
)
from prevenio.programme.queries.public import ActionRow, official_title_of
from prevenio.programme.queries.whole import (
    WholeAction,
    WholeArea,
    WholeInitiative,
    WholeProgramme,
)

_ITEM = re.compile(r"^\s*(?:[-–•*]|\d+[.)]|[a-z]\))\s")


def lists_of(whole: WholeProgramme) -> dict[str, Any]:
    """Every list of the version by its name, empty ones too."""
    declared = whole.declared
    return {
        "glossary": [[one.short, one.name] for one in whole.abbreviations],
        "goals": _goals(whole),
        "forms": _texts(declared.forms),
        "participants": _texts(declared.participants),
        "areas": [_area(area) for area in whole.areas],
        "initiatives": [_initiative(one) for one in whole.initiatives],
        "milestones": [_milestone(one) for one in whole.milestones],
        "amounts": [[one.text, _amount(one)] for one in whole.amounts],
        "duties": _texts(declared.duties),
    }


def _goals(whole: WholeProgramme) -> dict[str, list[str]] | None:
    declared = whole.declared
    if not (declared.main_goals or declared.goals or declared.strategy):
        return None
    return {
        "main": _texts(declared.main_goals),
        "goals": _texts(declared.goals),
        "strategy": _texts(declared.strategy),
    }


def _texts(statements: Iterable[Statement]) -> list[str]:
    return [statement.text for statement in statements]


def paragraphs(text: str) -> list[str]:
    """Paragraphs of prose; lines that the document broke are joined, its list items stay apart."""
    found: list[str] = []
    is_new = True
    for line in text.splitlines():
        if not line.strip():
            is_new = True
        elif is_new or _ITEM.match(line):
            found.append(line.strip())
            is_new = False
        else:
            found[-1] += f" {line.strip()}"
    return found


def _area(whole: WholeArea) -> dict[str, Any]:
    area = whole.area
    rows = [row for action in whole.actions for row in _action_rows(action)]
    return {
        "code": area.code,
        "title": area.title,
        "official_title": official_title_of(area),
        "summary": area.summary,
        "lead": area.lead_body.shown_name if area.lead_body else "",
        "count": count_of_actions(len(whole.actions)),
        "caption": _("Actions of area %(code)s") % {"code": area.code},
        "analysis": paragraphs(area.threat_analysis),
        "analysed": _analysed(area.analysed_on, area.analysis_sources),
        "actions": rows,
        "has_when": any(row["when"] for row in rows),
    }


def _analysed(day: date | None, sources: str) -> str:
    said = [_("As of %(day)s.") % {"day": day_in_words(day)}] if day else []
    if sources:
        said.append(_("Source: %(sources)s") % {"sources": sources})
    return " ".join(said)


def _action_rows(whole: WholeAction) -> list[dict[str, str]]:
    return [
        _action_row(whole.row, is_part=False),
        *(_action_row(part, is_part=True) for part in whole.sub_actions),
    ]


def _action_row(row: ActionRow, *, is_part: bool) -> dict[str, Any]:
    return {
        "code": row.action.code,
        "is_part": is_part,
        "title": row.action.title,
        "text": row.action.text,
        "lead": _short(row.lead) if row.lead else "",
        "partners": _names(row.joining),
        "condition": _condition(row.action),
        "when": _when(row.action),
    }


def _condition(action: Action) -> str:
    if not action.is_conditional:
        return ""
    return _("Only when: %(condition)s") % {"condition": action.condition}


def _when(action: Action) -> str:
    said = []
    if action.is_conditional:
        said.append(_("only when needed"))
    if action.season_first_month and action.season_last_month:
        first, last = action.season_first_month, action.season_last_month
        said.append(
            _("from %(first)s to %(last)s") % {"first": _month(first), "last": _month(last)}
        )
    if action.ends_on:
        said.append(_("by %(day)s") % {"day": day_in_words(action.ends_on)})
    if not said and action.timing:
        said.append(str(Timing(action.timing).label))
    return "; ".join(said)


def _month(number: int) -> str:
    name = date_format(date(2001, number, 1), "E")
    return name if translation.get_language() == "en" else name.lower()


def _initiative(one: WholeInitiative) -> dict[str, Any]:
    initiative = one.row.initiative
    return {
        "number": str(initiative.number or ""),
        "name": initiative.name,
        "aim": initiative.aim,
        "implementers": _names(one.row.implementers),
        "co_implementers": _names(one.row.co_implementers),
        "audience": "; ".join(_audience(each) for each in one.row.audiences),
        "term": initiative.term_text or _years(initiative.first_year, initiative.last_year),
        "method": initiative.method,
        "funding": "; ".join(each.source for each in one.fundings),
    }


def _years(first: int | None, last: int | None) -> str:
    if first and last and first != last:
        return f"{first}–{last}"
    return str(first or last or "")


def _audience(audience: Audience) -> str:
    first, last = audience.age_from, audience.age_to
    if first is None and last is None:
        return audience.text
    years = f"{first}+" if last is None else f"{first or 0}–{last}"
    return f"{audience.text} ({years})"


def _milestone(milestone: Milestone) -> list[str]:
    towns = ", ".join(sorted(town.name for town in milestone.municipalities.all()))
    return [_milestone_day(milestone), milestone.text, towns]


def _milestone_day(milestone: Milestone) -> str:
    if milestone.on is None:
        return ""
    if milestone.precision == DatePrecision.YEAR:
        return str(milestone.on.year)
    if milestone.precision == DatePrecision.MONTH:
        return date_format(milestone.on, "YEAR_MONTH_FORMAT")
    return day_in_words(milestone.on)


def _amount(amount: Amount) -> str:
    number = f"{amount.value:,.2f}".removesuffix(".00").replace(",", "\N{NO-BREAK SPACE}")
    number = number.replace(".", ",")
    stated = f"{number} {amount.currency}".strip()
    return _("about %(sum)s") % {"sum": stated} if amount.is_approximate else stated


def _names(bodies: Iterable[Body]) -> str:
    return ", ".join(_short(body) for body in bodies)


def _short(body: Body) -> str:
    """The name for a narrow column; the glossary tells the full one."""
    return body.public_name or body.short_name


def day_in_words(day: date | None) -> str:
    """A day as the language writes it; empty for none."""
    return date_format(day, "DATE_FORMAT") if day else ""


def count_of_actions(count: int) -> str:
    """So many actions, in words."""
    return ngettext("%(count)s action", "%(count)s actions", count) % {"count": count}
