"""Keys of other systems, and the reports that come from them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.api import access
from prevenio.api.models import ApiKey
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.reports.models import Report
from prevenio.reports.operations.taking import Sent, take

MOST_A_DAY = 100_000
LONGEST_NAME = 80


class NameMissing(Refused):
    message = _("Give the key a name: which system uses it?")


class NameTaken(Refused):
    message = _("There is a key of this name already. Choose another name, or revoke that one.")


class LimitOutside(Refused):
    message = _("The number of reports a day must be between 1 and %(most)s.")


class KeyRefused(Refused):
    message = _("This key is unknown or was revoked. Ask the office for a new one.")


class TooManyToday(Refused):
    message = _("As many reports came with this key today as it may send. Try again tomorrow.")


@transaction.atomic
def issue_key(
    *, authority: Authority, name: str, daily_limit: int, by: User | None, at: datetime
) -> tuple[ApiKey, str]:
    """A new key and what to send as `api_key`: it is shown once and kept nowhere.

    Nobody in `by` is whoever runs the installation. Raises NotAllowed, NameMissing, NameTaken or
    LimitOutside.
    """
    if by is not None and not access.can_keep_keys(by, authority, at):
        raise NotAllowed
    name = name.replace("\x00", "").strip()[:LONGEST_NAME]
    if not name:
        raise NameMissing
    if not 1 <= daily_limit <= MOST_A_DAY:
        raise LimitOutside(most=MOST_A_DAY)
    if ApiKey.objects.filter(authority=authority, name=name, revoked_at=None).exists():
        raise NameTaken
    secret = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        authority=authority,
        name=name,
        digest=digest_of(secret),
        daily_limit=daily_limit,
        created_by=by,
        created_at=at,
    )
    details = {"daily_limit": daily_limit}
    record("api.key.issued", about=key, by=by, at=at, authority_id=authority.pk, details=details)
    return key, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, by: User | None, at: datetime) -> ApiKey:
    """Let nothing more in with a key. Raises NotAllowed or WrongState."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if by is not None and not access.can_keep_keys(by, key.authority, at):
        raise NotAllowed
    if not key.is_in_force:
        raise WrongState
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    record("api.key.revoked", about=key, by=by, at=at, authority_id=key.authority_id)
    return key


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was taken, and whether just now."""

    report: Report
    is_new: bool


@transaction.atomic
def take_request(
    *, authority: Authority, sent: Sent, form_key: str, key: ApiKey | None, at: datetime
) -> Taken:
    """Take a report that another system sends; what is sent twice is one report.

    Only what is new counts as one of the key's day. Raises KeyRefused, TooManyToday, and what
    `reports.operations.taking.take` raises.
    """
    key = _with_room(key, at) if key is not None else None
    report = take(authority=authority, sent=sent, form_key=form_key, at=at)
    taken = Taken(report, is_new=report.received_at == at)
    if key is not None and taken.is_new:
        key.sent += 1
        key.save(update_fields=["sent_on", "sent"])
        record(
            "api.request.taken",
            about=taken.report,
            by=None,
            at=at,
            authority_id=authority.pk,
            details={"key": key.name},
        )
    return taken


def digest_of(secret: str) -> str:
    """What is kept of a key. It is long and random, so that a quick digest is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def found_key(authority: Authority, secret: str) -> ApiKey:
    """The key in force that is sent as `api_key`. Raises KeyRefused."""
    rows = ApiKey.objects.filter(authority=authority, revoked_at=None)
    found = rows.filter(digest=digest_of(secret)).first()
    if found is None:
        raise KeyRefused
    return found


def _with_room(key: ApiKey, at: datetime) -> ApiKey:
    """A key that lets one more through today, locked: many at once are counted one by one."""
    key = ApiKey.objects.select_for_update(of=("self",)).select_related("authority").get(pk=key.pk)
    if not key.is_in_force:
        raise KeyRefused
    today = today_in(key.authority, at)
    if key.sent_on != today:
        key.sent_on, key.sent = today, 0
    if key.sent >= key.daily_limit:
        raise TooManyToday
    return key
