"""Keys of other systems, and the reports that come from them."""

import hashlib
import secrets
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from prevenio.api import access
from prevenio.api.models import ApiKey
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.reports.operations.taking import Sent, Taken, take_once

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
    key = ApiKey.objects.select_for_update(no_key=True).get(pk=key.pk)
    if by is not None and not access.can_keep_keys(by, key.authority, at):
        raise NotAllowed
    if not key.is_in_force:
        raise WrongState
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    record("api.key.revoked", about=key, by=by, at=at, authority_id=key.authority_id)
    return key


@transaction.atomic
def take_request(
    *, authority: Authority, sent: Sent, form_key: str, key: ApiKey | None, at: datetime
) -> Taken:
    """Take a report that another system sends; what is sent twice is one report.

    Only what is new counts as one of the key's day; what is one too many is not kept. Raises
    KeyRefused, TooManyToday, and what `reports.operations.taking.take_once` raises.
    """
    if key is not None:
        sent = replace(sent, source=key.name)
    taken = take_once(authority=authority, sent=sent, form_key=form_key, at=at)
    if key is not None and taken.is_new:
        _count(key, today_in(authority, at))
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


def _count(key: ApiKey, today: date) -> None:
    """Count one more of a key's day, in one statement: many at once are counted one by one."""
    another_day = ~Q(sent_on=today) | Q(sent_on=None)
    free = ApiKey.objects.filter(another_day | Q(sent__lt=F("daily_limit")), revoked_at=None)
    one_more = Case(When(another_day, then=Value(1)), default=F("sent") + 1)
    if not free.filter(pk=key.pk).update(sent=one_more, sent_on=today):
        in_force = ApiKey.objects.filter(pk=key.pk, revoked_at=None).exists()
        raise TooManyToday if in_force else KeyRefused
