"""Corrective actions: opened, done, found not to help, dropped; each step stays as an event."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Action, ActionRoleKind
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import access
from prevenio.reviews.models import (
    WAITING,
    Assessment,
    CorrectionEvent,
    CorrectionEventKind,
    CorrectionState,
    CorrectiveAction,
)


class WordsMissing(Refused):
    message = _("Write what is wrong and what is to be done.")


class DueBeforeToday(Refused):
    message = _("The day by which it is to be done cannot be before today.")


class OutcomeMissing(Refused):
    message = _("Write what was done.")


class WhyMissing(Refused):
    message = _("Write why.")


class NothingToFollowUp(Refused):
    message = _("Every follow-up with a day is a corrective action already.")


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong, what is to be done, by which body, by which day; about which action."""

    wrong: str
    to_do: str
    due_on: date
    body: Body | None = None
    action: Action | None = None
    period: ReportingPeriod | None = None


@transaction.atomic
def open_correction(
    *, authority: Authority, correction: Correction, by: User, at: datetime
) -> CorrectiveAction:
    """Ask for something to be put right. Raises NotAllowed, WordsMissing or DueBeforeToday."""
    _allowed(authority, by, at)
    if not correction.wrong.strip() or not correction.to_do.strip():
        raise WordsMissing
    if correction.due_on < today_in(authority, at):
        raise DueBeforeToday
    return _opened(authority, correction, None, by, at)


@transaction.atomic
def open_from_follow_ups(
    *, period: ReportingPeriod, by: User, at: datetime
) -> list[CorrectiveAction]:
    """Make a corrective action of each follow-up of a period that has a day, once.

    A day that has passed already is taken as it is: the log then shows it as overdue.
    Raises NotAllowed or NothingToFollowUp.
    """
    _allowed(period.authority, by, at)
    rows = Assessment.objects.select_for_update(of=("self",), no_key=True).filter(period=period)
    waiting = rows.filter(corrective_action=None, follow_up_by__isnull=False).exclude(follow_up="")
    found = list(
        waiting.select_related("action").order_by("action__area__position", "action__position")
    )
    if not found:
        raise NothingToFollowUp
    return [_followed_up(one, period, by, at) for one in found]


@transaction.atomic
def mark_done(
    *, correction: CorrectiveAction, words: str, evidence: str, by: User, at: datetime
) -> CorrectiveAction:
    """Say what was done, and what shows it. Raises NotAllowed, WrongState or OutcomeMissing."""
    correction = _locked(correction, by, at)
    if not correction.is_waiting:
        raise WrongState
    if not words.strip():
        raise OutcomeMissing
    kind = CorrectionEventKind.DONE
    return _moved(correction, kind, by, at, words=words.strip(), evidence=evidence.strip())


@transaction.atomic
def mark_not_effective(
    *, correction: CorrectiveAction, words: str, due_on: date, by: User, at: datetime
) -> CorrectiveAction:
    """Say that what was done did not help: it is to be done again, by a new day.

    Raises NotAllowed, WrongState, WhyMissing or DueBeforeToday.
    """
    correction = _locked(correction, by, at)
    if correction.state != CorrectionState.DONE:
        raise WrongState
    if not words.strip():
        raise WhyMissing
    if due_on < today_in(correction.authority, at):
        raise DueBeforeToday
    correction.due_on = due_on
    kind = CorrectionEventKind.NOT_EFFECTIVE
    return _moved(correction, kind, by, at, words=words.strip(), due_on=due_on)


@transaction.atomic
def drop_correction(
    *, correction: CorrectiveAction, reason: str, by: User, at: datetime
) -> CorrectiveAction:
    """Give a corrective action up, saying why. Raises NotAllowed, WrongState or WhyMissing."""
    correction = _locked(correction, by, at)
    if correction.state not in WAITING:
        raise WrongState
    if not reason.strip():
        raise WhyMissing
    return _moved(correction, CorrectionEventKind.DROPPED, by, at, words=reason.strip())


def _allowed(authority: Authority, by: User, at: datetime) -> None:
    if not access.can_assess(by, authority, at):
        raise NotAllowed


def _locked(correction: CorrectiveAction, by: User, at: datetime) -> CorrectiveAction:
    rows = CorrectiveAction.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    found = rows.get(pk=correction.pk)
    _allowed(found.authority, by, at)
    return found


def _followed_up(
    assessment: Assessment, period: ReportingPeriod, by: User, at: datetime
) -> CorrectiveAction:
    leads = assessment.action.roles.filter(role=ActionRoleKind.LEAD).select_related("body")
    lead = leads.first()
    # The query asks for follow-ups with a day.
    assert assessment.follow_up_by is not None
    said = assessment.finding or translate("The assessment of action %(code)s asks for it.") % {
        "code": assessment.action.code
    }
    correction = Correction(
        wrong=said,
        to_do=assessment.follow_up,
        due_on=assessment.follow_up_by,
        body=lead.body if lead else None,
        action=assessment.action,
        period=period,
    )
    return _opened(period.authority, correction, assessment, by, at)


def _opened(
    authority: Authority,
    correction: Correction,
    assessment: Assessment | None,
    by: User,
    at: datetime,
) -> CorrectiveAction:
    # Whoever holds the authority's row gives the next number.
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    highest = authority.corrective_actions.aggregate(highest=Max("number"))["highest"] or 0
    made = CorrectiveAction.objects.create(
        authority=authority,
        number=highest + 1,
        period=correction.period,
        action=correction.action,
        assessment=assessment,
        body=correction.body,
        wrong=correction.wrong.strip(),
        to_do=correction.to_do.strip(),
        due_on=correction.due_on,
        opened_at=at,
        changed_at=at,
    )
    _add_event(made, CorrectionEventKind.OPENED, by, at, due_on=correction.due_on)
    return made


def _moved(
    correction: CorrectiveAction, kind: CorrectionEventKind, by: User, at: datetime, **said: Any
) -> CorrectiveAction:
    correction.state, correction.changed_at = CorrectionState(kind.value), at
    correction.save(update_fields=["state", "changed_at", "due_on"])
    _add_event(correction, kind, by, at, **said)
    return correction


# The facts stand whole here: a search for one finds it.
_FACTS = {
    CorrectionEventKind.OPENED: "reviews.correction.opened",
    CorrectionEventKind.DONE: "reviews.correction.done",
    CorrectionEventKind.NOT_EFFECTIVE: "reviews.correction.found_ineffective",
    CorrectionEventKind.DROPPED: "reviews.correction.dropped",
}


def _add_event(
    correction: CorrectiveAction, kind: CorrectionEventKind, by: User, at: datetime, **said: Any
) -> None:
    number = correction.events.count() + 1
    event = CorrectionEvent(
        corrective_action=correction, number=number, kind=kind, by=by, at=at, **said
    )
    event.save()
    details = {"words": event.words} if event.words else {}
    if event.due_on:
        details["due_on"] = event.due_on.isoformat()
    record(
        _FACTS[kind],
        about=correction,
        by=by,
        at=at,
        authority_id=correction.authority_id,
        details=details,
    )
