"""A version as the plain values that the printed document sets: words, lists, tables."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.kernel.text import fold
from prevenio.kernel.typography import bind_short_words
from prevenio.people.models import Authority, Body
from prevenio.programme.models import (
    Act,
    Action,
    Amount,
    Audience,
    Chapter,
    DatePrecision,
    Milestone,
    Programme,
    Statement,
    Timing,
    VersionState,
)
from prevenio.programme.queries.public import ActionRow
from prevenio.programme.queries.whole import (
    WholeAction,
    WholeArea,
    WholeInitiative,
    WholeProgramme,
)

# A chapter shows the list that its title speaks of, in Polish, Czech or English.
_HOSTS = {
    "glossary": r"skrot|zkrat|abbrev|glossar",
    "goals": r"\bcel(e|ow|i)?\b|\bcil|\bgoals?\b|\baims?\b",
    "forms": r"\bform",
    "participants": r"podmiot|uczestni|bierze udzial|subjekt|ucastni|taking part|takes part",
    "areas": r"obszar|oblast|\bareas?\b",
    "initiatives": r"\bprogramy\b|\bprojekty\b|inicjatyw|iniciativ|\bprojects\b|initiatives",
    "duties": r"komisj|\bkomise|kontrol|commission",
}
_ITEM = re.compile(r"^\s*(?:[-–•*]|\d+[.)]|[a-z]\))\s")


def printed(whole: WholeProgramme) -> dict[str, Any]:
    """Everything the document shows, worded in the language of the authority."""
    with translation.override(whole.authority.language):
        content = {
            "language": whole.authority.language,
            "title": _title(whole),
            "years": _span(whole.version.programme),
            "authority": _authority(whole.authority),
            "mark": _mark(whole),
            "summary": whole.version.programme.summary,
            "counts": _counts(whole),
            "cover": _cover(whole),
            "act": _act(whole),
            "parts": _parts(whole),
            "signatories": [[one.name, one.office] for one in whole.signatories],
            "team": [[one.name, one.office or str(one.body or "")] for one in whole.team],
            "labels": _labels(),
        }
    bound: dict[str, Any] = _bound(content)
    return bound


def _bound(value: Any) -> Any:
    if isinstance(value, str):
        return bind_short_words(value)
    if isinstance(value, dict):
        return {key: _bound(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_bound(one) for one in value]
    return value


def _labels() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "act": _("Act"),
        "table": _("Table"),
        "page": _("page"),
        "of": _("of"),
        "number": _("No."),
        "action": _("Action"),
        "lead": _("Lead body"),
        "partners": _("Partners"),
        "when": _("When"),
        "area_actions": _("Actions in the area"),
        "why": _("Why: the threat analysis"),
        "initiative": _("Name and aim"),
        "implementers": _("Carried out by"),
        "audience": _("For whom"),
        "term": _("Term"),
        "method": _("How, and how it is paid for"),
        "initiatives": _("Initiatives"),
        "short": _("Abbreviation"),
        "full": _("Full name"),
        "glossary": _("Glossary of abbreviations"),
        "goals": _("Goals"),
        "forms": _("Forms of work"),
        "participants": _("Who takes part"),
        "duties": _("Duties of the commission"),
        "areas": _("Areas of action"),
        "strategy": _("Goals of the strategy that it serves"),
        "milestones": _("Milestones"),
        "amounts": _("Sums that the programme states"),
        "signed": _("Signed by"),
        "drafted": _("Drafted by"),
        "funding": _("Funding:"),
    }


def _title(whole: WholeProgramme) -> str:
    programme = whole.version.programme
    return programme.title.removesuffix(programme.years).rstrip(" ,–-") or programme.title


def _span(programme: Programme) -> str:
    if programme.first_year and not programme.last_year:
        return _("since %(year)s") % {"year": programme.first_year}
    return programme.years


def _authority(authority: Authority) -> dict[str, str]:
    return {
        "name": authority.name,
        "second_line": authority.second_line,
        "brand": authority.brand,
        "brand_deep": authority.brand_deep,
        "brand_mid": authority.brand_mid,
        "brand_line": authority.brand_line,
    }


def _mark(whole: WholeProgramme) -> str:
    """What every page says at the right of its head."""
    version = whole.version
    said = [_("Sample data")] if whole.authority.is_sample else []
    if version.state != VersionState.ADOPTED:
        said.append(_("Draft %(number)s") % {"number": version.number})
    elif version.minor:
        said.append(_("Version %(number)s") % {"number": version.number})
    return ", ".join(said)


def _counts(whole: WholeProgramme) -> str:
    counts = [
        ngettext("%(count)s area of action", "%(count)s areas of action", len(whole.areas))
        % {"count": len(whole.areas)}
        if whole.areas
        else "",
        _actions(len(whole.actions)) if whole.actions else "",
        ngettext("%(count)s initiative", "%(count)s initiatives", len(whole.initiatives))
        % {"count": len(whole.initiatives)}
        if whole.initiatives
        else "",
        ngettext("%(count)s body takes part", "%(count)s bodies take part", len(whole.bodies))
        % {"count": len(whole.bodies)}
        if whole.bodies
        else "",
    ]
    return ", ".join(count for count in counts if count)


def _actions(count: int) -> str:
    return ngettext("%(count)s action", "%(count)s actions", count) % {"count": count}


def _cover(whole: WholeProgramme) -> list[list[str]]:
    """Up to three facts at the foot of the cover: label, value, note."""
    version, act = whole.version, whole.version.act
    facts = []
    if act and act.adopted_on:
        facts.append([_("Adopted"), _day(act.adopted_on), act.body_name])
    if version.effective_from:
        facts.append([_("In force from"), _day(version.effective_from), str(act or "")])
    if lead := version.programme.lead_body:
        facts.append([_("Led by"), lead.shown_name, ""])
    return facts


def _act(whole: WholeProgramme) -> list[list[str]]:
    act = whole.version.act
    if act is None:
        return []
    facts = [
        [_("Act"), str(act)],
        [_("Date"), _day(act.adopted_on)],
        [_("Adopted by"), act.body_name],
        [_("Subject"), act.subject],
        [_("Legal basis"), "; ".join(map(str, act.legal_basis))],
        [_("Entrusted with carrying it out"), act.executor],
        [_("Published in"), _publication(act)],
        [_("In force from"), _day(act.in_force_on or whole.version.effective_from)],
        [_("Reason"), whole.version.reason],
        [_("Accountable office"), whole.version.programme.accountable_office],
    ]
    return [[label, value] for label, value in facts if value]


def _publication(act: Act) -> str:
    if act.publication and act.published_on:
        return f"{act.publication}, {_day(act.published_on)}"
    return act.publication


def _parts(whole: WholeProgramme) -> list[dict[str, Any]]:
    """The chapters with the lists they host, then the lists that no chapter speaks of."""
    lists = {name: content for name, content in _lists(whole).items() if content}
    hosts = _hosts(whole.chapters, lists)
    parts: list[dict[str, Any]] = [
        {
            "number": chapter.number,
            "title": chapter.title,
            "paragraphs": _paragraphs(chapter.text),
            "lists": [[name, lists[name]] for name in lists if hosts.get(name) == place],
        }
        for place, chapter in enumerate(whole.chapters)
    ]
    labels = _labels()
    parts += [
        {"number": "", "title": labels[name], "paragraphs": [], "lists": [[name, content]]}
        for name, content in lists.items()
        if name not in hosts
    ]
    return parts


def _hosts(chapters: Sequence[Chapter], lists: Iterable[str]) -> dict[str, int]:
    hosts = {}
    for name in lists:
        pattern = re.compile(_HOSTS.get(name, r"(?!)"))
        for place, chapter in enumerate(chapters):
            if pattern.search(fold(chapter.title)):
                hosts[name] = place
                break
    return hosts


def _lists(whole: WholeProgramme) -> dict[str, Any]:
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


def _paragraphs(text: str) -> list[str]:
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
    return {
        "code": area.code,
        "title": area.title,
        "official_title": area.official_title if area.official_title != area.title else "",
        "summary": area.summary,
        "lead": area.lead_body.shown_name if area.lead_body else "",
        "count": _actions(len(whole.actions)),
        "analysis": _paragraphs(area.threat_analysis),
        "analysed": _analysed(area.analysed_on, area.analysis_sources),
        "actions": [row for action in whole.actions for row in _action_rows(action)],
    }


def _analysed(day: date | None, sources: str) -> str:
    said = [_("As of %(day)s.") % {"day": _day(day)}] if day else []
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
        "lead": row.lead.shown_name if row.lead else "",
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
        said.append(_("by %(day)s") % {"day": _day(action.ends_on)})
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
    return _day(milestone.on)


def _amount(amount: Amount) -> str:
    number = f"{amount.value:,.2f}".removesuffix(".00").replace(",", "\N{NO-BREAK SPACE}")
    number = number.replace(".", ",")
    stated = f"{number} {amount.currency}".strip()
    return _("about %(sum)s") % {"sum": stated} if amount.is_approximate else stated


def _names(bodies: Iterable[Body]) -> str:
    return ", ".join(body.shown_name for body in bodies)


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
