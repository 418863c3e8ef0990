"""What a body does with its return: write, attach, send; certify or hand back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.text import fold
from prevenio.people.access import today_in
from prevenio.returns import access
from prevenio.returns.actors import Answerer
from prevenio.returns.content import (
    Content,
    content_of,
    is_too_long,
    missing_in,
    seal_of,
    sealable,
)
from prevenio.returns.models import (
    ActionReturn,
    BodyContact,
    EventKind,
    LockException,
    Purpose,
    ReturnState,
    SealedReturn,
    SubmissionWindow,
)
from prevenio.returns.operations.events import add_event, locked_return, refuse_unless
from prevenio.returns.operations.links import LinkClosed, SameAddress, keep_contact
from prevenio.returns.operations.mailing import call_certifier
from prevenio.returns.queries.merging import beside


class NotOpenYet(Refused):
    message = _("Returns are taken from %(day)s on.")


class WindowLocked(Refused):
    message = _("Since %(day)s no returns are taken. Ask the bureau for leave to send yours.")


class ChangedMeanwhile(Refused):
    message = _(
        "Somebody else of your body has changed this return meanwhile. Your text stands below; "
        "compare it with theirs before you save."
    )


class TooLong(Refused):
    message = _("This is more than a return can hold. Shorten it, and add the rest as a file.")


class AlreadySent(Refused):
    message = _("This return has been sent. It can only be changed after it was sent back.")


class Incomplete(Refused):
    message = _("Something is still missing: %(what)s")


class NameMissing(Refused):
    message = _("Write your name and office: both are printed on the receipt.")


class SecondPersonNeeded(Refused):
    message = _("%(name)s has sent this return. Somebody else must certify it.")


class ReasonMissing(Refused):
    message = _("Write what has to be changed.")


@dataclass(frozen=True, slots=True)
class Certifier:
    """The second person of a body, as the one who fills in names them."""

    name: str
    office: str
    email: str


@transaction.atomic
def save_draft(
    *, action_return: ActionReturn, content: Content, revision: int, by: Answerer, at: datetime
) -> ActionReturn:
    """Keep what a body has typed so far; the bureau sees only that something was begun.

    Not journaled: until it is sent, the text is the body's own. The same text again changes
    nothing, so an answer that was lost on its way is no conflict. Raises NotAllowed, AlreadySent,
    NotOpenYet, WindowLocked, TooLong or ChangedMeanwhile.
    """
    action_return = opened_return(action_return, by, at)
    if is_too_long(content):
        raise TooLong
    if action_return.saved_at is not None and content_of(action_return) == content:
        return action_return
    if action_return.revision != revision:
        raise ChangedMeanwhile
    action_return.outcome = content.outcome
    action_return.narrative = content.narrative
    action_return.reason = content.reason
    action_return.counts = [one.stored for one in content.counts]
    action_return.revision += 1
    action_return.saved_at = at
    action_return.save(
        update_fields=["outcome", "narrative", "reason", "counts", "revision", "saved_at"]
    )
    return action_return


@transaction.atomic
def submit_return(
    *,
    action_return: ActionReturn,
    content: Content,
    revision: int,
    by: Answerer,
    at: datetime,
    certifier: Certifier | None = None,
) -> SealedReturn:
    """Seal what was typed and send it: from then on it cannot be changed by anybody.

    The certifier is called; where none is known yet, the sender may name one. Where no second
    person is needed, the sender certifies. Raises what save_draft raises, NameMissing, Incomplete,
    SameAddress or SecondPersonNeeded.
    """
    action_return = save_draft(
        action_return=action_return, content=content, revision=revision, by=by, at=at
    )
    if not by.name.strip() or not by.office.strip():
        raise NameMissing
    missing = [str(words) for _section, words in missing_in(content, action_return.action)]
    if missing:
        raise Incomplete(what=" ".join(missing))
    action_return = locked_return(action_return)
    if certifier is not None and action_return.period.window.needs_certifier:
        _name_certifier(action_return, certifier, by, at)
    sealed = _seal(action_return, by, at)
    add_event(action_return, EventKind.SUBMITTED, by=by, at=at, sealed=sealed)
    period = action_return.period
    if not period.window.needs_certifier:
        add_event(action_return, EventKind.CERTIFIED, by=by, at=at, sealed=sealed)
    else:
        today = today_in(period.authority, at)
        call_certifier(period=period, body_id=action_return.body_id, today=today, at=at)
    return sealed


@transaction.atomic
def certify_return(
    *, action_return: ActionReturn, by: Answerer, at: datetime, seal: str = ""
) -> ActionReturn:
    """Confirm, as a second person of the body, what was sent; with `seal`, only what bears it.

    Raises NotAllowed, LinkClosed, NameMissing, SecondPersonNeeded or WrongState.
    """
    action_return, sealed = _to_certify(action_return, by, at)
    refuse_unless(seal in {"", sealed.seal})
    add_event(action_return, EventKind.CERTIFIED, by=by, at=at, sealed=sealed)
    return action_return


@transaction.atomic
def certify_returns(
    *, returns: Sequence[tuple[ActionReturn, str]], by: Answerer, at: datetime
) -> int:
    """Confirm several at once, each with the seal of what was read; how many they were.

    Those that have moved on meanwhile are left. Raises what certify_return raises.
    """
    certified = 0
    for one, seal in returns:
        try:
            with transaction.atomic():
                certify_return(action_return=one, by=by, at=at, seal=seal)
        except WrongState:
            continue
        certified += 1
    return certified


@transaction.atomic
def decline_return(
    *, action_return: ActionReturn, reason: str, by: Answerer, at: datetime
) -> ActionReturn:
    """Hand a return back to its author before the bureau sees it.

    Raises what certify_return raises, or ReasonMissing.
    """
    action_return, sealed = _to_certify(action_return, by, at)
    if not reason.strip():
        raise ReasonMissing
    add_event(action_return, EventKind.DECLINED, by=by, at=at, reason=reason.strip(), sealed=sealed)
    return action_return


def opened_return(action_return: ActionReturn, by: Answerer, at: datetime) -> ActionReturn:
    """A return that may be written in now, locked.

    Raises NotAllowed, LinkClosed, AlreadySent, NotOpenYet or WindowLocked.
    """
    action_return = _of_link(action_return, by, Purpose.REPORT, at)
    if not action_return.is_editable:
        raise AlreadySent
    period = action_return.period
    refuse_outside_window(period.window, action_return.body_id, today_in(period.authority, at))
    return action_return


def refuse_outside_window(window: SubmissionWindow, body_id: int, today: date) -> None:
    """Raises NotOpenYet, or WindowLocked where the lock has come and the body has no leave."""
    if today < window.opens_on:
        raise NotOpenYet(day=window.opens_on)
    if window.locks_on is None or today <= window.locks_on:
        return
    leave = LockException.objects.filter(window=window, body_id=body_id, until__gte=today)
    if not leave.exists():
        raise WindowLocked(day=window.locks_on)


def _of_link(
    action_return: ActionReturn, by: Answerer, purpose: Purpose, at: datetime
) -> ActionReturn:
    action_return, link = locked_return(action_return), by.link
    link.refresh_from_db(fields=["revoked_at", "expires_at"])
    if not link.is_open_at(at) or not action_return.period.is_open:
        raise LinkClosed
    if link.is_of_account and not access.stands_behind(link, at):
        raise NotAllowed
    is_own = (action_return.period_id, action_return.body_id) == (link.period_id, link.body_id)
    if not is_own or link.purpose != purpose:
        raise NotAllowed
    return action_return


def _to_certify(
    action_return: ActionReturn, by: Answerer, at: datetime
) -> tuple[ActionReturn, SealedReturn]:
    action_return = _of_link(action_return, by, Purpose.CERTIFY, at)
    refuse_unless(action_return.state == ReturnState.SUBMITTED)
    sealed = action_return.sealed.order_by("-number")[0]
    if not by.name.strip() or not by.office.strip():
        raise NameMissing
    if _is_same_person(sealed.by_name, by.name) or sealed.by_email.lower() == by.link.email.lower():
        raise SecondPersonNeeded(name=sealed.by_name)
    return action_return, sealed


def _is_same_person(one: str, other: str) -> bool:
    return fold(one).split() == fold(other).split()


def _name_certifier(
    action_return: ActionReturn, certifier: Certifier, by: Answerer, at: datetime
) -> None:
    """Keep the second person that the sender names; one who is known already is not replaced."""
    body = action_return.body
    if BodyContact.objects.filter(body=body, purpose=Purpose.CERTIFY).exists():
        return
    if certifier.email.lower() == by.link.email.lower():
        raise SameAddress
    if _is_same_person(certifier.name, by.name):
        raise SecondPersonNeeded(name=by.name)
    name, office, email = certifier.name, certifier.office, certifier.email
    keep_contact(body, Purpose.CERTIFY, name, office, email, by=by, at=at)


def _seal(action_return: ActionReturn, by: Answerer, at: datetime) -> SealedReturn:
    files = list(action_return.files.filter(removed_at=None).order_by("pk"))
    content = sealable(action_return, files, parts=beside(action_return).sealable)
    return SealedReturn.objects.create(
        action_return=action_return,
        number=action_return.sealed.count() + 1,
        content=content,
        seal=seal_of(content),
        sealed_at=at,
        by_name=by.name.strip()[:150],
        by_office=by.office.strip()[:200],
        by_email=by.link.email,
    )
