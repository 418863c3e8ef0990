"""Links for bodies without accounts: made, sent again, ended, opened by a code."""

import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Body, User
from prevenio.returns import access, letters
from prevenio.returns.actors import Answerer
from prevenio.returns.models import (
    BodyContact,
    ContactKind,
    LockException,
    Mailing,
    Purpose,
    ReportingPeriod,
    ReturnLink,
)
from prevenio.returns.reminding import INVITATION

# Without letters and digits that look alike.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 8
_MOST_WRONG_CODES = 5
_LOCKED_FOR = timedelta(minutes=15)
_BETWEEN_CODES = timedelta(minutes=1)
_DAYS_AFTER_DUE = timedelta(days=60)


class LinkClosed(Refused):
    message = _("This link is no longer valid. Ask the bureau for a new one.")


class WrongCode(Refused):
    message = _("This is not the code of this link. Look at the letter that brought the code.")


class TooManyCodes(Refused):
    message = _("The code was wrong five times. Try again in 15 minutes.")


class CodeJustSent(Refused):
    message = _("A code was sent a moment ago. Wait a minute for the letter.")


class NoAddress(Refused):
    message = _("Nobody's e-mail address is known for %(body)s. Write it down first.")


class SameAddress(Refused):
    message = _("Two people must answer: give the one who certifies an address of their own.")


@transaction.atomic
def save_contact(
    *, body: Body, purpose: str, name: str, office: str, email: str, by: User, at: datetime
) -> BodyContact:
    """Write down who fills in for a body, certifies, or heads it; see `ContactKind`.

    Raises NotAllowed or SameAddress.
    """
    if not access.can_run_periods(by, body.authority, at):
        raise NotAllowed
    return keep_contact(body, purpose, name, office, email, by=by, at=at)


def keep_contact(
    body: Body,
    purpose: str,
    name: str,
    office: str,
    email: str,
    *,
    by: User | Answerer,
    at: datetime,
) -> BodyContact:
    """Keep the contact of a body inside somebody's operation. Raises SameAddress.

    Who fills in and who certifies are two; the head of a body may be either of them.
    """
    if purpose != ContactKind.HEAD:
        others = BodyContact.objects.filter(body=body).exclude(
            purpose__in=[purpose, ContactKind.HEAD]
        )
        if others.filter(email__iexact=email).exists():
            raise SameAddress
    contact, _is_new = BodyContact.objects.update_or_create(
        body=body,
        purpose=purpose,
        defaults={"name": name.strip(), "office": office.strip(), "email": email.lower()},
    )
    record(
        "returns.contact.changed",
        about=contact,
        by=by,
        at=at,
        authority_id=body.authority_id,
        details={"body": body.short_name, "purpose": purpose},
    )
    return contact


@transaction.atomic
def renew_link(*, link: ReturnLink, by: User, at: datetime) -> ReturnLink:
    """End a link and send a new one, with a new code, to the address now known.

    Raises NotAllowed, WrongState or NoAddress.
    """
    if not access.can_run_periods(by, link.period.authority, at):
        raise NotAllowed
    if not link.period.is_open:
        raise WrongState
    return send_link(
        period=link.period, body=link.body, purpose=Purpose(link.purpose), by=by, at=at
    )


@transaction.atomic
def send_first_link(
    *, period: ReportingPeriod, body: Body, purpose: Purpose, by: User, at: datetime
) -> ReturnLink:
    """Send a link to a body of a period now that an address is known.

    It stands for the invitation, so that the clock does not write a second one. Raises NotAllowed,
    WrongState or NoAddress.
    """
    if not access.can_run_periods(by, period.authority, at):
        raise NotAllowed
    if not period.is_open or not period.returns.filter(body=body).exists():
        raise WrongState
    link = send_link(period=period, body=body, purpose=purpose, by=by, at=at)
    if purpose == Purpose.REPORT:
        Mailing.objects.get_or_create(
            period=period, body=body, occasion=INVITATION, defaults={"at": at}
        )
    return link


@transaction.atomic
def revoke_link(*, link: ReturnLink, by: User, at: datetime) -> ReturnLink:
    """End a link at once. Raises NotAllowed."""
    link = ReturnLink.objects.select_for_update(of=("self",), no_key=True).get(pk=link.pk)
    if not access.can_run_periods(by, link.period.authority, at):
        raise NotAllowed
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        record(
            "returns.link.revoked", about=link, by=by, at=at, authority_id=link.period.authority_id
        )
    return link


def send_link(
    *, period: ReportingPeriod, body: Body, purpose: Purpose, by: User | None, at: datetime
) -> ReturnLink:
    """Make a link and write its two letters, the link and the code. Raises NoAddress."""
    link, code = issue_link(period=period, body=body, purpose=purpose, by=by, at=at)
    letters.write_link(link, at=at)
    letters.write_code(link, code, at=at)
    return link


def issue_link(
    *,
    period: ReportingPeriod,
    body: Body,
    purpose: Purpose,
    by: User | None,
    at: datetime,
) -> tuple[ReturnLink, str]:
    """A fresh link for a body and its code; the body's earlier ones end. Raises NoAddress."""
    email = address_of(body, purpose)
    if not email:
        raise NoAddress(body=body.short_name)
    live = ReturnLink.objects.filter(period=period, body=body, purpose=purpose, revoked_at=None)
    live.update(revoked_at=at)
    code = new_code()
    link = ReturnLink(
        period=period,
        body=body,
        purpose=purpose,
        email=email,
        issued_at=at,
        expires_at=expiry_of(period, body),
        code_hash=hash_of_code(code),
        code_sent_at=at,
    )
    link.save()
    record(
        "returns.link.sent",
        about=link,
        by=by,
        at=at,
        authority_id=period.authority_id,
        details={"purpose": purpose},
    )
    return link, code


@transaction.atomic
def open_for_account(
    *, period: ReportingPeriod, body: Body, purpose: Purpose, by: User, at: datetime
) -> ReturnLink:
    """A link for somebody who has signed in: no letter, no code; the body's mailed link goes on.

    Where the account's address has a live link already, it is that one. Raises NotAllowed or
    WrongState.
    """
    is_own = period.authority_id == body.authority_id
    if not is_own or not access.can_answer_for(by, body, purpose, at):
        raise NotAllowed
    if not period.is_open:
        raise WrongState
    email = by.email.lower()
    own = ReturnLink.objects.select_for_update(no_key=True).filter(
        period=period, body=body, purpose=purpose, email=email, revoked_at=None
    )
    link = own.filter(expires_at__gt=at).first()
    if link is None:
        own.update(revoked_at=at)
        link = _link_of_account(period, body, purpose, by, at)
    return link


def _link_of_account(
    period: ReportingPeriod, body: Body, purpose: Purpose, by: User, at: datetime
) -> ReturnLink:
    link = ReturnLink.objects.create(
        period=period,
        body=body,
        purpose=purpose,
        email=by.email.lower(),
        issued_at=at,
        expires_at=expiry_of(period, body),
        opened_at=at,
    )
    record("returns.link.opened", about=link, by=by, at=at, authority_id=period.authority_id)
    return link


@transaction.atomic
def send_code_again(*, link: ReturnLink, at: datetime) -> None:
    """Write a new code to the address of the link, and to no other.

    Raises LinkClosed, TooManyCodes or CodeJustSent.
    """
    link = _locked(link, at)
    if link.is_of_account:
        raise LinkClosed
    if link.code_sent_at is not None and at < link.code_sent_at + _BETWEEN_CODES:
        raise CodeJustSent
    code = new_code()
    link.code_hash, link.code_sent_at = hash_of_code(code), at
    link.save(update_fields=["code_hash", "code_sent_at"])
    letters.write_code(link, code, at=at)


def open_link(*, link: ReturnLink, code: str, at: datetime) -> ReturnLink:
    """Open a link on a new device by its code. Raises LinkClosed, WrongCode or TooManyCodes."""
    with transaction.atomic():
        link = _locked(link, at)
        is_right = constant_time_compare(hash_of_code(code), link.code_hash)
        _count(link, is_right, at)
    if not is_right:
        raise TooManyCodes if link.is_locked_at(at) else WrongCode
    return link


def _count(link: ReturnLink, is_right: bool, at: datetime) -> None:
    """Keep how the try ended; committed even where the person is then refused."""
    link.wrong_codes = 0 if is_right else link.wrong_codes + 1
    if is_right:
        link.opened_at = link.opened_at or at
    if link.wrong_codes >= _MOST_WRONG_CODES:
        link.wrong_codes, link.locked_until = 0, at + _LOCKED_FOR
        record(
            "returns.link.locked", about=link, by=None, at=at, authority_id=link.period.authority_id
        )
    link.save(update_fields=["wrong_codes", "opened_at", "locked_until"])


def _locked(link: ReturnLink, at: datetime) -> ReturnLink:
    link = (
        ReturnLink.objects.select_for_update(of=("self",), no_key=True)
        .select_related("period__authority", "period__opened_by", "body")
        .get(pk=link.pk)
    )
    if not link.is_open_at(at):
        raise LinkClosed
    if link.is_locked_at(at):
        raise TooManyCodes
    return link


def address_of(body: Body, purpose: Purpose) -> str:
    """Where letters about a body's returns go; who certifies must have been named."""
    contact = BodyContact.objects.filter(body=body, purpose=purpose).first()
    fallback = body.email if purpose == Purpose.REPORT else ""
    return (contact.email if contact else fallback).lower()


def expiry_of(period: ReportingPeriod, body: Body) -> datetime:
    """Until when a link works: the end of the last day on which the body may still send."""
    window = period.window
    last = window.locks_on or window.due_on + _DAYS_AFTER_DUE
    exceptions = LockException.objects.filter(window=window, body=body)
    last = max([last, *exceptions.values_list("until", flat=True)])
    zone = ZoneInfo(period.authority.time_zone)
    return timezone.make_aware(datetime.combine(last, time.max), zone)


def new_code() -> str:
    """A code of eight letters and digits, written in two groups: `K7RM-2XQP`."""
    letters_ = "".join(secrets.choice(_ALPHABET) for _place in range(_CODE_LENGTH))
    return f"{letters_[:4]}-{letters_[4:]}"


def hash_of_code(code: str) -> str:
    """What is kept of a code, whatever case and spaces it is typed with."""
    bare = "".join(letter for letter in code.upper() if letter in _ALPHABET)
    return salted_hmac("prevenio.returns.code", bare, algorithm="sha256").hexdigest()
