"""The figures of a review as whole sentences, in the language that is switched on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from prevenio.returns.models import Outcome, ReturnState
from prevenio.reviews.contents import ActionLine
from prevenio.reviews.figures import Discipline, Tally
from prevenio.reviews.models import CorrectionState, Degree, Fate, ReasonCode, Verdict
from prevenio.web.strips import Part
from prevenio.web.templatetags.parts import figure


def result(tally: Tally) -> str:
    """The result in one sentence: “7 of 12 actions were carried out in full.”"""
    if tally.counted == 0 and tally.unassessed:
        return _("No action has been assessed yet.")
    if tally.counted == 0:
        return _("No action was expected to be carried out.")
    # Translators: how many actions of an area or of the programme, e.g. 7 of 12 actions
    return ngettext(
        "%(done)s of %(counted)s action was carried out in full.",
        "%(done)s of %(counted)s actions were carried out in full.",
        tally.counted,
    ) % {"done": tally.full, "counted": tally.counted}


def remainder(tally: Tally) -> str:
    """What the rest of the actions came to; empty where there is no rest."""
    said = [
        (tally.going, _("Largely or partly: %(count)s.")),
        (tally.not_at_all, _("Not at all: %(count)s.")),
        (tally.not_expected, _("Not due or not triggered: %(count)s.")),
        (tally.unassessed, _("Not assessed yet: %(count)s.")),
    ]
    return " ".join(words % {"count": count} for count, words in said if count)


def short_result(tally: Tally) -> str:
    """The result beside a title: “7 of 12, not at all 1”."""
    if tally.counted == 0:
        return _("not assessed yet") if tally.unassessed else pgettext("result", "nothing expected")
    if tally.not_at_all:
        return _("%(done)s of %(counted)s, not at all %(none)s") % {
            "done": tally.full,
            "counted": tally.counted,
            "none": tally.not_at_all,
        }
    return _("%(done)s of %(counted)s") % {"done": tally.full, "counted": tally.counted}


def strip_parts(tally: Tally) -> list[Part]:
    """The parts of the strip; what was not expected is outlined and is no failure."""
    parts = [
        Part("done", tally.full, pgettext("degree", "in full")),
        Part("going", tally.going, _("largely or partly")),
        Part("open", tally.not_expected, _("not due or not triggered")),
        Part("late", tally.not_at_all, pgettext("degree", "not at all")),
        Part("open", tally.unassessed, _("not assessed yet")),
    ]
    return [part for part in parts if part.count]


def degree(code: str) -> str:
    return str(Degree(code).label) if code else _("not assessed yet")


def verdict(code: str) -> str:
    return str(Verdict(code).label) if code else ""


def reasons(codes: Sequence[str]) -> str:
    return ", ".join(str(ReasonCode(code).label) for code in codes)


def correction_state(code: str) -> str:
    """How far a corrective action has come; that none was opened where there is none."""
    return str(CorrectionState(code).label) if code else _("no corrective action was opened")


def fate(code: str) -> str:
    return str(Fate(code).label) if code else _("not decided")


def outcome(line: ActionLine) -> str:
    """What the accepted return says, or what there is instead of one."""
    if line.outcome:
        return str(Outcome(line.outcome).label)
    if not line.return_state:
        return _("no return asked for")
    if line.return_state == ReturnState.DRAFT:
        return _("no return")
    return _("return not accepted")


def first_number(line: ActionLine) -> str:
    """The first number that the accepted return gives, with its unit or its name."""
    if not line.counts:
        return ""
    what, number, unit = line.counts[0]
    shown = figure(number)
    return f"{shown}\N{NO-BREAK SPACE}{unit}" if unit else f"{what}: {shown}"


def punctuality(found: Discipline) -> str:
    """How the bodies kept the day, in one sentence."""
    if not found.expected:
        return _("No return was asked for.")
    return ngettext(
        "%(bodies)s body sent %(on_time)s of %(expected)s returns on time: %(percent)s%%.",
        "%(bodies)s bodies sent %(on_time)s of %(expected)s returns on time: %(percent)s%%.",
        found.bodies,
    ) % {
        "bodies": found.bodies,
        "on_time": found.on_time,
        "expected": found.expected,
        "percent": found.percent_on_time,
    }


def lateness(found: Discipline) -> str:
    """Who was late and what is missing; empty where nothing is."""
    said = []
    if found.late:
        said.append(
            ngettext(
                "Late: %(late)s, by %(days)s working day at most.",
                "Late: %(late)s, by %(days)s working days at most.",
                found.longest_late,
            )
            % {"late": found.late, "days": found.longest_late}
        )
    if found.missing:
        said.append(_("Missing: %(count)s.") % {"count": found.missing})
    return " ".join(said)


def working_days(count: int) -> str:
    """So many working days."""
    return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}


def short_result_tip(tally: Tally) -> str:
    """The words at the tip of an area's bar."""
    if tally.counted == 0:
        return ""
    return _("%(done)s of %(counted)s") % {"done": tally.full, "counted": tally.counted}
