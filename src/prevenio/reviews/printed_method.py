"""How the review was made: the scale, what counts, the sources; the words of its tables."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reviews.contents import ReviewContent
from prevenio.web.templatetags.parts import day


def how_to_read() -> list[str]:
    """The box beside the first chart."""
    return [
        _("Each bar is one area of action; its parts are the degrees of the scale, dark to white."),
        _("Actions that were not due or not triggered are not in the bars: they lower no result."),
    ]


def method() -> list[str]:
    """How the scale counts, in paragraphs."""
    return [
        _(
            "The bureau judges each action on one scale: in full, largely, partly, not at all. The "
            "result of an area is the number of actions carried out in full out of those that "
            "count."
        ),
        _(
            "Actions whose season did not fall into the period (not due) and actions whose "
            "condition did not occur (not triggered) never count against the result: they stand in "
            "the tables and in no total."
        ),
        _(
            "Only returns of lead bodies that the bureau has accepted are evidence. A return is "
            "sealed when it is sent and is never changed afterwards."
        ),
        _(
            "A return is late if it was first sent after the day on which it was due. Lateness is "
            "counted in working days of the country."
        ),
    ]


def sources(content: ReviewContent, authority: Authority) -> list[list[str]]:
    """Where the data come from and as of when, as label and value."""
    returns = _("accepted returns of the lead bodies, due on %(day)s")
    span = "{} – {}".format(*map(_day, (content.first_day, content.last_day)))
    return [
        [_("Programme"), content.programme],
        [_("Period"), span],
        [_("Returns"), returns % {"day": _day(content.due_on)}],
        [_("Assessment"), _("the bureau of the authority")],
        [_("State of the data"), day(today_in(authority, content.as_of_moment))],
    ]


def labels() -> dict[str, Any]:
    """Words that the documents themselves put in their places."""
    return {
        "contents": _("Contents"),
        "table": _("Table"),
        "chart": _("Chart"),
        "page_of_pages": _("%(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "summary": _("In short"),
        "how_to_read": _("How to read this"),
        "areas": _("Areas of action"),
        "full_of_counted": _("in full, of those that count"),
        "further": _("Further"),
        "annexes": _("Annexes"),
        "how_far": _("How far it has come"),
        "what_was_done": _("What was done"),
        "what_next": _("What comes next"),
        "nothing_next": _("Everything goes on as it is."),
        "number": _("No."),
        "action": _("Action"),
        "lead": _("Lead body"),
        "figure": _("Result"),
        "state": _("State"),
        "degree": _("Assessment"),
        "until": pgettext("column", "Until"),
        "verdict": _("Verdict"),
        "finding": _("Finding"),
        "reasons": _("Why actions were not carried out in full"),
        "reason": _("Reason"),
        "times": _("How often"),
        "body": _("Body"),
        "expected": _("Expected"),
        "on_time": _("On time"),
        "late": _("Late"),
        "longest_late": _("Late by at most"),
        "missing": _("Missing"),
        "changes": _("Actions to change or to stop"),
        "follow_ups": _("Follow-ups"),
        "follow_up": _("What is to be done"),
        "reminded": _("What it took to have the returns"),
        "reminders": _("Reminders"),
        "sent_back": _("Sent back"),
        "told": _("Who else was told"),
        "leave": _("Leave after the lock until"),
        "earlier": _("Follow-ups of the year before, and what became of them"),
        "became": _("What became of it"),
        "fate": _("What becomes of it"),
        "code_after": _("New no."),
        "why": pgettext("column", "Reason"),
        "chart_tables": _("Tables to the charts"),
        "degrees_by_area": _("Degrees of realisation by area"),
        "opinion": _("Opinion of the commission and the council"),
        "method": _("Method, sources, checksum"),
        "sources": _("Sources"),
        "source": _("Source: accepted returns and the bureau's assessment."),
        "checksum": _("Checksum of the data (SHA-256)"),
        "checksum_note": _(
            "The same number stands on the screen of the bureau. It changes if any figure changes."
        ),
        "never_counts": _("Actions that are not due or not triggered lower no result."),
    }


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))
