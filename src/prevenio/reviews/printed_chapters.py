"""The chapters of a printed review: in short, each area, punctuality, what is to change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.people.models import Authority
from prevenio.returns.models import ReturnState, Rung
from prevenio.returns.outcomes import DRAWN
from prevenio.reviews import charts, wording
from prevenio.reviews.contents import (
    ActionLine,
    AreaPart,
    BodyLine,
    FollowUpLine,
    ReminderLine,
    ReviewContent,
)
from prevenio.reviews.figures import (
    Tally,
    discipline_of,
    reasons_of,
    tally_of,
    to_change,
    without_return,
)
from prevenio.reviews.models import GOING_ON, Fate, Verdict
from prevenio.web.templatetags.parts import day


def strip(tally: Tally) -> list[list[Any]]:
    """The parts of a strip: how each is drawn, what it counts, its words."""
    return [[part.kind, part.count, str(part.label)] for part in wording.strip_parts(tally)]


def summary_of(content: ReviewContent, authority: Authority) -> dict[str, Any]:
    """The chapter “In short”."""
    found = discipline_of(content.bodies)
    missing = without_return(content.actions)
    paragraphs = [
        _areas_in_words(content.areas),
        f"{wording.punctuality(found)} {wording.lateness(found)}".strip(),
        _changes_in_words(content.actions),
        _missing_in_words(missing),
    ]
    return {
        "paragraphs": [words for words in paragraphs if words],
        "reasons": [
            [wording.reasons([code]), str(count)] for code, count in reasons_of(content.actions)
        ],
        "chart": charts.overview_chart(content.areas, authority),
    }


def _areas_in_words(areas: Sequence[AreaPart]) -> str:
    tallies = [(area, tally_of(area.actions)) for area in areas]
    whole = [area.title for area, tally in tallies if tally.counted and tally.full == tally.counted]
    if not whole:
        return ""
    return _("Everything that was expected was carried out in: %(areas)s.") % {
        "areas": ", ".join(whole)
    }


def _changes_in_words(lines: Sequence[ActionLine]) -> str:
    asking = to_change(lines)
    stopping = sum(line.verdict == Verdict.STOP for line in asking)
    if not asking:
        return ""
    said = [
        (len(asking) - stopping, _("To be changed: %(count)s.")),
        (stopping, _("To be stopped: %(count)s.")),
    ]
    return " ".join(words % {"count": count} for count, words in said if count)


def _missing_in_words(missing: Sequence[ActionLine]) -> str:
    if not missing:
        return ""
    return ngettext(
        "There is no accepted return about %(count)s action: %(codes)s.",
        "There is no accepted return about %(count)s actions: %(codes)s.",
        len(missing),
    ) % {"count": len(missing), "codes": ", ".join(line.code for line in missing)}


def area_chapter(area: AreaPart, authority: Authority) -> dict[str, Any]:
    """The chapter of one area."""
    tally = tally_of(area.actions)
    return {
        "code": area.code,
        "title": area.title,
        "short_result": wording.short_result(tally),
        "result": wording.result(tally),
        "remainder": wording.remainder(tally),
        "strip": strip(tally),
        "chart": charts.area_chart(area, authority),
        "caption": _("Actions of area %(code)s") % {"code": area.code},
        "actions": [_row(line) for line in area.actions],
        "next": _next(area.actions),
    }


def _row(line: ActionLine) -> dict[str, str]:
    colour, shape = DRAWN[line.outcome] if line.outcome else ("warn", "")
    return {
        "code": line.code,
        "title": line.title,
        "lead": line.lead,
        "number": wording.first_number(line),
        "outcome": wording.outcome(line),
        "colour": colour,
        "shape": shape or colour,
        "degree": wording.degree(line.degree),
        "verdict": wording.verdict(line.verdict) if line.verdict != Verdict.KEEP else "",
    }


def _next(lines: Iterable[ActionLine]) -> list[list[str]]:
    """What comes next, action by action: its number, what is said, until when."""
    found = []
    for line in lines:
        asks = line.verdict in {Verdict.CHANGE, Verdict.STOP}
        said = [f"{line.title}: {wording.verdict(line.verdict)}."] if asks else []
        said += [words for words in (line.finding, line.follow_up) if words]
        if line.return_state not in {"", ReturnState.ACCEPTED}:
            said.append(_("There is no accepted return of the lead body."))
        if said:
            found.append([line.code, " ".join(said), _day(line.follow_up_by)])
    return found


def discipline_chapter(content: ReviewContent, authority: Authority, number: int) -> dict[str, Any]:
    """The chapter about who reported on time."""
    found = discipline_of(content.bodies)
    return {
        "code": str(number),
        "title": _("Who reported on time"),
        "short_result": _("%(percent)s%% on time") % {"percent": found.percent_on_time},
        "result": wording.punctuality(found),
        "remainder": wording.lateness(found),
        "chart": charts.discipline_chart(content.bodies, authority),
        "rows": [_body(one) for one in content.bodies],
        "caption": _("Returns of each body, due on %(day)s") % {"day": _day(content.due_on)},
        "reminded": [_reminded(one) for one in content.reminded],
    }


def _reminded(one: ReminderLine) -> list[str]:
    told = "; ".join(f"{Rung(rung).label} ({_day(on)})" for rung, on in one.steps)
    leaves = ", ".join(_day(on) for on in one.leaves)
    return [one.name, str(one.reminders), str(one.sent_back), told or "–", leaves or "–"]


def _body(one: BodyLine) -> list[str]:
    days = wording.working_days(one.longest_late) if one.late else ""
    return [one.name, *map(str, (one.expected, one.on_time, one.late)), days, str(one.missing)]


def changes_chapter(content: ReviewContent, number: int) -> dict[str, Any]:
    """The chapter about what is to change, and the follow-ups."""
    rows = [
        [line.code, line.title, wording.verdict(line.verdict), line.finding]
        for line in to_change(content.actions)
    ]
    follow_ups = [
        [line.code, line.lead, line.follow_up, _day(line.follow_up_by)]
        for line in content.actions
        if line.follow_up
    ]
    earlier = [
        [line.code, line.body, line.to_do, _day(line.due_on), _became(line)]
        for line in content.earlier
    ]
    count = len(rows)
    short = ngettext("%(count)s verdict", "%(count)s verdicts", count) % {"count": count}
    return {
        "code": str(number),
        "title": _("What is to change"),
        "short_result": short,
        "result": _changes_in_words(content.actions) or _("No action is to be changed or stopped."),
        "rows": rows,
        "follow_ups": follow_ups,
        "earlier": earlier,
    }


def _became(line: FollowUpLine) -> str:
    """The state of a corrective action of the year before, with the words of its last step."""
    state = wording.correction_state(line.state)
    return f"{state}. {line.words}" if line.words else state


def fates_chapter(content: ReviewContent, number: int) -> dict[str, Any] | None:
    """The chapter about what became of the actions, where the programme was carried over."""
    if not content.fates:
        return None
    counts = Counter(line.fate for line in content.fates)
    named = [f"{label}: {counts[fate]}" for fate, label in Fate.choices if counts[fate]]
    rows = [
        [line.code, line.title, wording.fate(line.fate), line.code_after or "–", line.reason]
        for line in content.fates
    ]
    going_on = sum(counts[fate] for fate in GOING_ON)
    short = _("%(going_on)s of %(all)s go on") % {"going_on": going_on, "all": len(rows)}
    return {
        "code": str(number),
        "title": _("What became of the actions"),
        "short_result": short,
        "result": ngettext(
            "%(going_on)s of %(all)s action goes on in the next programme.",
            "%(going_on)s of %(all)s actions go on in the next programme.",
            len(rows),
        )
        % {"going_on": going_on, "all": len(rows)},
        "remainder": f"{capfirst(', '.join(named))}.",
        "rows": rows,
        "caption": _("Every action of the programme that ends, and what becomes of it"),
    }


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso)) if iso else ""
