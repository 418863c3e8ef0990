"""E-mails that came for an authority: kept, written down as reports, or set aside; then erased.

A file has a name that nobody can guess and lies in the store of all files. It goes as soon as its
e-mail was settled; where a process died in between, `erase_lost` erases it within the hour.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User
from prevenio.reports import access
from prevenio.reports.email_letters import write_of_emails
from prevenio.reports.emails import LARGEST, EmailTooLarge, Glance, glance_at
from prevenio.reports.models import AsideReason, EmailState, IncomingEmail, Report
from prevenio.reports.operations.taking import Sent, take_for_somebody, taken_before

FOLDER = "report-emails"
# A file without a row is one of these: its e-mail is being kept at this moment, or nobody needs it.
_BEING_KEPT = timedelta(hours=1)


class EmailSettled(Refused):
    message = _(
        "Somebody has written this e-mail down or set it aside in the meantime. Go back to the "
        "list of e-mails."
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """An e-mail that is kept, and whether it came just now."""

    email: IncomingEmail
    is_new: bool


def keep_email(*, authority: Authority, content: bytes, at: datetime) -> Kept:
    """Keep an e-mail until somebody has settled it; what comes twice is one.

    One that cannot be read is kept too. Raises EmailTooLarge.
    """
    if len(content) > LARGEST:
        raise EmailTooLarge(name=_("The e-mail"), most=LARGEST // 1_000_000)
    return _kept(authority, content, len(content), at, is_whole=True)


def keep_large_email(*, authority: Authority, head: bytes, size: int, at: datetime) -> Kept:
    """Keep that an e-mail came which is too large to be fetched, with what its head says."""
    return _kept(authority, head, size, at, is_whole=False)


def write_down(
    *, email: IncomingEmail, sent: Sent, form_key: str, by: User, at: datetime
) -> Report:
    """Take the report that an e-mail tells of, and erase the e-mail.

    The same form sent twice is one report. Raises NotAllowed, EmailSettled or what `take` raises.
    """
    with transaction.atomic():
        email = _locked(email, by, at)
        known = taken_before(email.authority, form_key)
        if known is not None and email.report_id == known.pk:
            return known
        if not email.is_waiting:
            raise EmailSettled
        report = take_for_somebody(
            authority=email.authority, sent=sent, form_key=form_key, by=by, at=at
        )
        email.state, email.report = EmailState.WRITTEN, report
        _settle(email, "reports.email.written_down", {"report": report.reference}, by, at)
    return report


@transaction.atomic
def set_aside(
    *, email: IncomingEmail, reason: AsideReason, by: User, at: datetime
) -> IncomingEmail:
    """Say why an e-mail becomes no report, and erase it; whoever says so again changes nothing.

    Raises NotAllowed or EmailSettled.
    """
    email = _locked(email, by, at)
    if (email.state, email.reason, email.settled_by_id) == (EmailState.ASIDE, reason, by.pk):
        return email
    if not email.is_waiting:
        raise EmailSettled
    email.state, email.reason = EmailState.ASIDE, reason
    return _settle(email, "reports.email.set_aside", {"why": str(reason)}, by, at)


@transaction.atomic
def tell_of_emails(*, authority: Authority, at: datetime) -> int:
    """One letter to the bureau about the e-mails that came since the last one; how many it is.

    Of what machines wrote nobody is told: an answer to our letter would bring the next letter.
    """
    rows = IncomingEmail.objects.select_for_update(no_key=True).filter(
        authority=authority, state=EmailState.WAITING, told_at=None, is_automatic=False
    )
    new = list(rows.order_by("pk"))
    # First of all, so that of two clocks only one writes.
    IncomingEmail.objects.filter(pk__in=[one.pk for one in new]).update(told_at=at)
    if new:
        write_of_emails(authority, new, at=at)
    return len(new)


def erase_lost(*, at: datetime) -> int:
    """Erase the files whose e-mail was settled, or was never kept; how many there were."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, names = default_storage.listdir(FOLDER)
    paths = {f"{FOLDER}/{name}" for name in names}
    lost = paths.difference(IncomingEmail.objects.exclude(file="").values_list("file", flat=True))
    old = [one for one in lost if default_storage.get_modified_time(one) < at - _BEING_KEPT]
    for path in old:
        default_storage.delete(path)
    return len(old)


def content_of(email: IncomingEmail) -> bytes:
    """The e-mail as it came; nothing where it was too large to be fetched, or its file is lost."""
    if not email.is_here:
        return b""
    try:
        with email.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""


def _kept(authority: Authority, content: bytes, size: int, at: datetime, *, is_whole: bool) -> Kept:
    digest = hashlib.sha256(content).hexdigest()
    same = IncomingEmail.objects.filter(authority=authority, digest=digest)
    known = same.first()
    if known is not None:
        return Kept(known, is_new=False)
    email = _made(authority, glance_at(content), size, at, is_whole=is_whole)
    email.digest = digest
    if is_whole:
        email.file.save(f"{token_hex(16)}.eml", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            email.save(force_insert=True)
            _record("reports.email.kept", email, {}, None, at)
    except IntegrityError:
        # The same came at the same moment: one of the two is kept.
        _erase(str(email.file))
        return Kept(same.get(), is_new=False)
    except BaseException:
        _erase(str(email.file))
        raise
    return Kept(email, is_new=True)


def _made(
    authority: Authority, seen: Glance, size: int, at: datetime, *, is_whole: bool
) -> IncomingEmail:
    return IncomingEmail(
        authority=authority,
        arrived_at=at,
        size=size,
        sender=seen.sender,
        subject=seen.subject,
        pictures=seen.pictures,
        is_readable=seen.is_readable and is_whole,
        is_automatic=seen.is_automatic,
        sounds_like_danger=seen.sounds_like_danger,
    )


def _locked(email: IncomingEmail, by: User, at: datetime) -> IncomingEmail:
    """The e-mail under its lock, as it is now. Raises NotAllowed."""
    if not access.can_read_mailbox(by, email.authority, at):
        raise NotAllowed
    rows = IncomingEmail.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    return rows.get(pk=email.pk)


def _settle(
    email: IncomingEmail, fact: str, details: Mapping[str, object], by: User, at: datetime
) -> IncomingEmail:
    transaction.on_commit(partial(_erase, str(email.file)))
    email.file, email.sender, email.subject, email.pictures = "", "", "", 0
    email.settled_by, email.settled_at = by, at
    email.save()
    _record(fact, email, details, by, at)
    return email


def _record(
    fact: str, email: IncomingEmail, details: Mapping[str, object], by: User | None, at: datetime
) -> None:
    authority_id = email.authority_id
    record(fact, about=email, by=by, at=at, authority_id=authority_id, details=details)


def _erase(name: str) -> None:
    if name:
        default_storage.delete(name)
