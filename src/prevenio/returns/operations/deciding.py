"""What the bureau does with a return: accept, send back, show to residents. It never edits one."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.working_days import is_working_day
from prevenio.people.access import today_in
from prevenio.people.models import User
from prevenio.returns import access, letters
from prevenio.returns.content import Section
from prevenio.returns.models import (
    ActionReturn,
    EventKind,
    LockException,
    Purpose,
    ReportingPeriod,
    ReturnEvent,
    ReturnLink,
    ReturnState,
)
from prevenio.returns.operations.events import add_event, locked_return
from prevenio.returns.operations.filling import ReasonMissing
from prevenio.returns.operations.links import address_of, send_link
from prevenio.returns.operations.mailing import live_link
from prevenio.returns.operations.periods import grant_exception


class SectionMissing(Refused):
    message = _("Choose the sections that have to be changed.")


class DueInThePast(Refused):
    message = _("Choose a working day from today on as the new due day.")


class PeriodClosed(Refused):
    message = _("The period is closed: its bodies can change nothing any more.")


class NothingToRelease(Refused):
    message = _("No accepted return waits to be shown to residents.")


@transaction.atomic
def accept_return(*, action_return: ActionReturn, by: User, at: datetime) -> ActionReturn:
    """Take a certified return as it is. Raises NotAllowed or WrongState."""
    action_return = _of_bureau(action_return, by, at)
    sealed = action_return.sealed.order_by("-number").first()
    add_event(action_return, EventKind.ACCEPTED, by=by, at=at, sealed=sealed)
    return action_return


@transaction.atomic
def accept_returns(*, returns: Sequence[ActionReturn], by: User, at: datetime) -> int:
    """Take several at once; those that have moved on meanwhile are left. Raises NotAllowed."""
    taken = 0
    for one in returns:
        current = _of_bureau(one, by, at)
        if current.state == ReturnState.CERTIFIED:
            accept_return(action_return=current, by=by, at=at)
            taken += 1
    return taken


@transaction.atomic
def send_back_return(
    *,
    action_return: ActionReturn,
    reason: str,
    sections: Sequence[str],
    due_on: date,
    by: User,
    at: datetime,
) -> ActionReturn:
    """Ask the body to mend its return: why, which sections, until when. The body is written to.

    What was sent stays sealed; the body goes on from a copy of it. After the lock it gets leave
    until the new due day. Raises NotAllowed, PeriodClosed, WrongState, ReasonMissing,
    SectionMissing or DueInThePast.
    """
    action_return = _of_bureau(action_return, by, at)
    authority = action_return.period.authority
    if not action_return.period.is_open:
        raise PeriodClosed
    concerned = [section for section in Section.values if section in sections]
    if not reason.strip():
        raise ReasonMissing
    if not concerned:
        raise SectionMissing
    is_free = not is_working_day(due_on, country=authority.country)
    if due_on < today_in(authority, at) or is_free:
        raise DueInThePast
    add_event(
        action_return,
        EventKind.SENT_BACK,
        by=by,
        at=at,
        reason=reason.strip(),
        sections=concerned,
        due_on=due_on,
        sealed=action_return.sealed.order_by("-number").first(),
    )
    _open_again(action_return, reason, by, at)
    link = _link_for(action_return, by, at)
    if link is not None:
        letters.write_sent_back(
            link, action_return, reason=reason, sections=concerned, by=by, at=at
        )
    return action_return


def _open_again(action_return: ActionReturn, reason: str, by: User, at: datetime) -> None:
    """Whoever has to mend something after the lock needs leave to send it."""
    window, body, until = action_return.period.window, action_return.body, action_return.due_on
    if window.locks_on is None or until <= window.locks_on:
        return
    if not LockException.objects.filter(window=window, body=body, until__gte=until).exists():
        grant_exception(window=window, body=body, until=until, reason=reason, by=by, at=at)


def _link_for(action_return: ActionReturn, by: User, at: datetime) -> ReturnLink | None:
    """The link by which the body goes on: its own, else a new one if its address is known."""
    period, body = action_return.period, action_return.body
    link = live_link(period, body, Purpose.REPORT, at)
    if link is None and address_of(body, Purpose.REPORT):
        link = send_link(period=period, body=body, purpose=Purpose.REPORT, by=by, at=at)
    return link


@transaction.atomic
def release_states(*, period: ReportingPeriod, by: User, at: datetime) -> int:
    """Show residents the accepted state of each action of a period; how many became visible.

    Raises NotAllowed or NothingToRelease.
    """
    period = (
        ReportingPeriod.objects.select_for_update(of=("self",), no_key=True)
        .select_related("authority")
        .get(pk=period.pk)
    )
    if not access.can_run_periods(by, period.authority, at):
        raise NotAllowed
    # All at once: a period of thousands of returns is one entry of the journal.
    waiting = period.returns.filter(state=ReturnState.ACCEPTED, released_at=None)
    returns = list(waiting.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not returns:
        raise NothingToRelease
    _add_releases(returns, by, at)
    ActionReturn.objects.filter(pk__in=[one.pk for one in returns]).update(released_at=at)
    period.released_at = at
    period.save(update_fields=["released_at"])
    record(
        "returns.period.released",
        about=period,
        by=by,
        at=at,
        authority_id=period.authority_id,
        details={"returns": len(returns)},
    )
    return len(returns)


def _add_releases(returns: Sequence[ActionReturn], by: User, at: datetime) -> None:
    """Add the event to locked returns that are accepted; their state stays what it is."""
    events = ReturnEvent.objects.filter(action_return__in=returns).order_by()
    counted = events.values_list("action_return").annotate(newest=Max("number"))
    newest = dict(counted.values_list("action_return", "newest"))
    ReturnEvent.objects.bulk_create(
        ReturnEvent(
            action_return=one,
            number=newest[one.pk] + 1,
            kind=EventKind.RELEASED,
            at=at,
            by_id=by.pk,
            by_name=str(by)[:150],
        )
        for one in returns
    )


def _of_bureau(action_return: ActionReturn, by: User, at: datetime) -> ActionReturn:
    action_return = locked_return(action_return)
    if not access.can_run_periods(by, action_return.period.authority, at):
        raise NotAllowed
    return action_return
