"""The words of the pages behind a mailed link."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from prevenio.kernel.working_days import working_days_until
from prevenio.programme.models import Action
from prevenio.returns.models import ActionReturn, Part, ReportingPeriod, ReturnState
from prevenio.returns.queries.answering import AnswerRow
from prevenio.web.templatetags.parts import day, moment

_TAGS = {
    ReturnState.DRAFT: "off",
    ReturnState.SUBMITTED: "wait",
    ReturnState.CERTIFIED: "wait",
    ReturnState.SENT_BACK: "warn",
    ReturnState.ACCEPTED: "ok",
}


@dataclass(frozen=True, slots=True)
class Due:
    """Until when something is to be sent, and how far away that is."""

    day: str
    left: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the list: its return, its state as shape and word, its due day."""

    row: AnswerRow
    state: str
    label: str
    due: Due
    part: str = ""
    says_due: bool = False

    @property
    def action_return(self) -> ActionReturn:
        return self.row.action_return


@dataclass(frozen=True, slots=True)
class Group:
    """Returns that are at the same point."""

    name: str
    title: str
    rows: Sequence[ShownRow]


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else can write to."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


def due_of(period: ReportingPeriod, today: date) -> Due:
    """When the returns of a period are due."""
    return _due(period.window.due_on, period, today)


def due_of_return(action_return: ActionReturn, today: date) -> Due:
    """When one return is due: a return that came back has a day of its own."""
    return _due(action_return.due_on, action_return.period, today)


def _due(due_on: date, period: ReportingPeriod, today: date) -> Due:
    left = working_days_until(due_on, today=today, country=period.authority.country)
    return Due(day(due_on), _left(left), left < 0 or due_on < today)


def _left(left: int) -> str:
    if left == 0:
        return _("It is due today.")
    if left > 0:
        return ngettext(
            "%(count)s working day is left.", "%(count)s working days are left.", left
        ) % {"count": left}
    return ngettext(
        "It is %(count)s working day late.", "It is %(count)s working days late.", -left
    ) % {"count": -left}


def progress_of(rows: Sequence[AnswerRow]) -> str:
    """How far a body has come, in one sentence."""
    sent = sum(not row.is_unsent for row in rows)
    return ngettext(
        "%(sent)s of %(count)s return has been sent.",
        "%(sent)s of %(count)s returns have been sent.",
        len(rows),
    ) % {"sent": sent, "count": len(rows)}


def groups_to_fill_in(rows: Sequence[AnswerRow]) -> Sequence[Group]:
    """What came back first, then what was not sent, then the rest."""
    titles: Sequence[tuple[str, str, Callable[[AnswerRow], bool]]] = [
        ("back", _("To be mended"), lambda row: row.action_return.state == ReturnState.SENT_BACK),
        ("unsent", _("Not sent yet"), lambda row: row.action_return.state == ReturnState.DRAFT),
        ("sent", pgettext("returns", "Sent"), lambda row: not row.is_unsent),
    ]
    return _groups(rows, titles)


def groups_to_certify(rows: Sequence[AnswerRow]) -> Sequence[Group]:
    """What waits for its second person first, then what is certified, then what is to come."""
    titles: Sequence[tuple[str, str, Callable[[AnswerRow], bool]]] = [
        ("waiting", pgettext("returns", "Waiting for you"), lambda row: row.waits_for_certifier),
        ("done", _("Certified"), lambda row: not row.is_unsent and not row.waits_for_certifier),
        ("unsent", _("Not sent yet"), lambda row: row.is_unsent),
    ]
    return _groups(rows, titles)


def _groups(
    rows: Sequence[AnswerRow], titles: Iterable[tuple[str, str, Callable[[AnswerRow], bool]]]
) -> Sequence[Group]:
    today = timezone.localdate()
    found = (
        Group(name, title, [_shown(row, today) for row in rows if is_in(row)])
        for name, title, is_in in titles
    )
    return [group for group in found if group.rows]


def _shown(row: AnswerRow, today: date) -> ShownRow:
    one = row.action_return
    state, label = tag_of(one)
    due = due_of_return(one, today)
    # The day that all share stands above the list; a row says only what is its own.
    says_due = row.is_unsent and (due.is_late or one.due_on != one.period.window.due_on)
    return ShownRow(row, state, label, due, part_of(row), says_due)


def tag_of(one: ActionReturn) -> tuple[str, str]:
    """The state of a return for its body: shape and word."""
    if one.state == ReturnState.DRAFT and one.saved_at is not None:
        return "go", pgettext("state of a return", "Begun")
    return _TAGS[ReturnState(one.state)], one.get_state_display()


def part_of(row: AnswerRow) -> str:
    """What a body has to say that does not lead the action; empty for the lead body."""
    if row.action_return.part == Part.MEMBER and row.lead is not None:
        return _("Your part. %(body)s puts the parts together.") % {"body": row.lead.shown_name}
    if row.action_return.part != Part.CO_RESPONSIBLE:
        return ""
    if row.lead is None:
        return _("Your part as a co-responsible body.")
    return _("Your part. %(body)s leads the action.") % {"body": row.lead.shown_name}


def season_of(action: Action) -> str:
    """From which month to which an action is expected; empty for the whole year."""
    first, last = action.season_first_month, action.season_last_month
    if first is None or last is None:
        return ""
    if first == last:
        return _("Every year in %(month)s.") % {"month": _month(first, "F")}
    months = {"first": _month(first, "E"), "last": _month(last, "E")}
    return _("From %(first)s to %(last)s.") % months


def _month(number: int, form: str) -> str:
    name = date_format(date(2000, number, 1), form)
    return name if get_language() == "en" else name.lower()


def saved_words(saved_at: datetime | None) -> str:
    """When the draft was saved last; empty where nothing was saved."""
    if saved_at is None:
        return ""
    local = timezone.localtime(saved_at)
    if local.date() == timezone.localdate():
        return _("Draft saved at %(time)s. You can come back later.") % {"time": f"{local:%-H:%M}"}
    return _("Draft saved on %(moment)s. You can come back later.") % {"moment": moment(saved_at)}
