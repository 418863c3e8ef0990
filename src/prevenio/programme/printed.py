"""A version as the plain values that the printed document sets: words, lists, tables."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.kernel.text import fold
from prevenio.kernel.typography import bind_short_words
from prevenio.people.models import Authority
from prevenio.programme.models import (
    Act,
    Chapter,
    Programme,
    VersionState,
)
from prevenio.programme.printed_lists import (
    count_of_actions,
    day_in_words,
    lists_of,
    paragraphs,
)
from prevenio.programme.queries.whole import WholeProgramme

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

_YEARS = re.compile(r"[\s,]*\b(\d{4})\s*[-–—]\s*(\d{4})\s*$")
_LONGEST_HEAD = 80


def printed(whole: WholeProgramme) -> dict[str, Any]:
    """Everything the document shows, worded in the language of the authority."""
    act, programme = whole.version.act, whole.version.programme
    with translation.override(whole.authority.language):
        content = {
            "language": whole.authority.language,
            "title": _title(programme),
            "running_title": _running_title(programme),
            "years": _span(programme),
            "authority": _authority(whole.authority),
            "mark": _mark(whole),
            "summary": programme.summary,
            "counts": _counts(whole),
            "cover": _cover(whole),
            "act": _act(whole),
            "act_title": capfirst(act.get_kind_display()) if act else "",
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
        "table": _("Table"),
        # The template puts the numbers in: it alone knows the pages.
        "page_of_pages": _("%(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "number": _("No."),
        "action": _("Action"),
        "lead": _("Lead body"),
        "partners": _("Partners"),
        "when": _("When"),
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


def _title(programme: Programme) -> str:
    """The title without the years at its end: the cover sets them apart."""
    found = _YEARS.search(programme.title)
    years = (programme.first_year, programme.last_year)
    if found is None or (int(found[1]), int(found[2])) != years:
        return programme.title
    return programme.title[: found.start()] or programme.title


def _running_title(programme: Programme) -> str:
    title = f"{_title(programme)} {_span(programme)}".strip()
    if len(title) <= _LONGEST_HEAD:
        return title
    return f"{title[:_LONGEST_HEAD].rsplit(' ', 1)[0]} …"


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
        count_of_actions(len(whole.actions)) if whole.actions else "",
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


def _cover(whole: WholeProgramme) -> list[list[str]]:
    """Up to three facts at the foot of the cover: label, value, note."""
    version, act = whole.version, whole.version.act
    facts = []
    if act and act.adopted_on:
        facts.append([_("Adopted"), day_in_words(act.adopted_on), act.body_name])
    if version.effective_from:
        facts.append([_("In force from"), day_in_words(version.effective_from), str(act or "")])
    if lead := version.programme.lead_body:
        facts.append([_("Led by"), lead.shown_name, ""])
    return facts


def _act(whole: WholeProgramme) -> list[list[str]]:
    act = whole.version.act
    if act is None:
        return []
    facts = [
        [_("Act"), str(act)],
        [_("Date"), day_in_words(act.adopted_on)],
        [_("Adopted by"), act.body_name],
        [_("Subject"), act.subject],
        [_("Legal basis"), "; ".join(map(str, act.legal_basis))],
        [_("Entrusted with carrying it out"), act.executor],
        [_("Published in"), _publication(act)],
        [_("In force from"), day_in_words(act.in_force_on or whole.version.effective_from)],
        [_("Reason"), whole.version.reason],
        [_("Accountable office"), whole.version.programme.accountable_office],
    ]
    return [[label, value] for label, value in facts if value]


def _publication(act: Act) -> str:
    if act.publication and act.published_on:
        return f"{act.publication}, {day_in_words(act.published_on)}"
    return act.publication


def _parts(whole: WholeProgramme) -> list[dict[str, Any]]:
    """The chapters with the lists they host, then the lists that no chapter speaks of."""
    lists = {name: content for name, content in lists_of(whole).items() if content}
    hosts = _hosts(whole.chapters, lists)
    parts: list[dict[str, Any]] = [
        {
            "number": chapter.number,
            "title": chapter.title,
            "paragraphs": paragraphs(chapter.text),
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
