"""Adding to the journal, in the transaction of the change it speaks of."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import models, transaction

from prevenio.journal.models import ChainHead, Entry


class Actor(Protocol):
    """Whoever acts: an account with an id and a name."""

    @property
    def pk(self) -> Any: ...

    def __str__(self) -> str: ...


Receiver = Callable[[Entry], None]
_receivers: dict[str, list[Receiver]] = {}


def on(fact: str) -> Callable[[Receiver], Receiver]:
    """Let a higher room react to a fact, inside the transaction that recorded it."""

    def add(receiver: Receiver) -> Receiver:
        _receivers.setdefault(fact, []).append(receiver)
        return receiver

    return add


@transaction.atomic(savepoint=False)
def record(
    fact: str,
    *,
    about: models.Model,
    by: Actor | None,
    at: datetime,
    authority_id: int,
    details: Mapping[str, object] | None = None,
) -> Entry:
    """Add one entry to the authority's chain and tell the rooms that listen for its fact.

    `details` must be JSON values without fractions; `authority_id` 0 is the chain of the
    installation itself.
    """
    head = _locked_head(authority_id)
    payload = {"about": str(about), "by": str(by) if by else "", "details": dict(details or {})}
    _refuse_fractions(payload)
    salt = secrets.token_hex(16)
    entry = Entry(
        authority_id=authority_id,
        number=head.number + 1,
        fact=fact,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        by_id=by.pk if by else None,
        at=at,
        payload=payload,
        salt=salt,
        payload_digest=digest_of(payload, salt),
        previous_hash=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    for receiver in _receivers.get(fact, []):
        receiver(entry)
    return entry


@transaction.atomic
def erase_payload(*, entry: Entry, by: Actor, at: datetime) -> Entry:
    """Erase an entry's names and details, and record that it was done; the chain still proves.

    A second time changes nothing.
    """
    entry = Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    if entry.erased_at is None:
        entry.erased_at = at
        entry.save_erased()
        record("journal.entry.erased", about=entry, by=by, at=at, authority_id=entry.authority_id)
    return entry


def digest_of(payload: Mapping[str, object], salt: str) -> str:
    """SHA-256 over the salt and the payload in canonical JSON, as hexadecimal digits."""
    return hashlib.sha256((salt + canonical(payload)).encode()).hexdigest()


def hash_of(entry: Entry) -> str:
    """SHA-256 over everything an entry says but its payload, which is there by its digest."""
    said = {
        "about": [entry.about_kind, entry.about_id],
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "authority": entry.authority_id,
        "by": entry.by_id,
        "fact": entry.fact,
        "number": entry.number,
        "payload": entry.payload_digest,
        "previous": entry.previous_hash,
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def canonical(value: object) -> str:
    """One spelling for one value: sorted keys, no spaces, UTF-8 letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _refuse_fractions(value: object) -> None:
    """The databases spell fractions differently, so a digest over one would not hold on both."""
    match value:
        case float():
            raise TypeError("Details of the journal hold no fractions: give them as text.")
        case Mapping():
            for inner in value.values():
                _refuse_fractions(inner)
        case list() | tuple():
            for inner in value:
                _refuse_fractions(inner)


def _locked_head(authority_id: int) -> ChainHead:
    heads = ChainHead.objects.select_for_update(no_key=True)
    head = heads.filter(authority_id=authority_id).first()
    if head is None:
        ChainHead.objects.get_or_create(authority_id=authority_id)
        head = heads.get(authority_id=authority_id)
    return head
