"""The clock looks into the mailboxes of an authority and keeps what is new there."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from prevenio.people.models import Authority
from prevenio.reports.emails import LARGEST
from prevenio.reports.imap import HEAD, Fault, Inbox, MailboxFault, Unseen, opened
from prevenio.reports.mailboxes import Mailbox
from prevenio.reports.operations.mailbox import keep_email, keep_large_email

# So many in one round; the others follow a quarter of an hour later.
MOST_IN_A_ROUND = 50
_REMEMBERED = 7 * 24 * 3600
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """When a mailbox was looked into last, and what was wrong; None where nothing is known."""

    mailbox: Mailbox
    at: datetime | None = None
    fault: Fault | None = None


def fetch_all(mailboxes: Sequence[Mailbox], *, at: datetime) -> int:
    """Keep what is new in each mailbox; how many e-mails are new. One that fails stops no other."""
    fetched = 0
    for mailbox in mailboxes:
        fault = None
        try:
            fetched += fetch(mailbox, at=at)
        except MailboxFault as error:
            fault = error.fault
            _log.warning("The mailbox could not be read: %s", error)
        cache.set(_key(mailbox), (at, fault), _REMEMBERED)
    return fetched


def fetch(mailbox: Mailbox, *, at: datetime) -> int:
    """Keep what is new in a mailbox; how many e-mails are new. Raises MailboxFault.

    Each is marked as seen after it was kept: who dies in between finds it once more, and knows it.
    Nothing is deleted in the mailbox.
    """
    authority = Authority.objects.filter(slug=mailbox.authority).first()
    if authority is None:
        raise MailboxFault(mailbox, Fault.NO_AUTHORITY, mailbox.authority)
    kept = 0
    with opened(mailbox) as inbox:
        for one in inbox.unseen()[:MOST_IN_A_ROUND]:
            kept += _kept(inbox, one, authority, at)
            inbox.mark_seen(one.uid)
    return kept


def looked_into(mailboxes: Sequence[Mailbox]) -> Sequence[Looked]:
    """How it went the last time, in one statement."""
    known = cache.get_many([_key(one) for one in mailboxes]) if mailboxes else {}
    return [Looked(one, *known.get(_key(one), ())) for one in mailboxes]


def _kept(inbox: Inbox, one: Unseen, authority: Authority, at: datetime) -> bool:
    """Whether it is new. One that is too large is not fetched, only its head."""
    at = min(one.came_at or at, at)
    if one.size <= LARGEST:
        content = inbox.content(one.uid)
        if content is not None and len(content) <= LARGEST:
            return keep_email(authority=authority, content=content, at=at).is_new
        if content is None:
            return False
        head = content[:HEAD]
    else:
        head = inbox.head(one.uid) or b""
    return keep_large_email(authority=authority, head=head, size=one.size, at=at).is_new


def _key(mailbox: Mailbox) -> str:
    """As what it is remembered; a cache takes no spaces in its keys."""
    return f"reports.mailbox.{hashlib.sha256(str(mailbox).encode()).hexdigest()}"
