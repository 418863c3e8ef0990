"""Subscriptions and announcements for tests: say only what the test is about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON
from prevenio.subscriptions.models import (
    Announcement,
    Cadence,
    NewsKind,
    Subscription,
    SubscriptionState,
    Topic,
    TopicKind,
)
from prevenio.subscriptions.operations.announcing import Where, announce
from prevenio.subscriptions.operations.asking import Wanted, ask
from prevenio.subscriptions.operations.subscribing import confirm

EVERYTHING = (Wanted(TopicKind.EVERYTHING),)


def asked(
    authority: Authority,
    *,
    email: str = "ewa@example.org",
    wanted: Sequence[Wanted] = EVERYTHING,
    at: datetime = NOON,
    **fields: Any,
) -> Subscription:
    """A subscription that waits for its confirmation."""
    ask(
        authority=authority,
        email=email,
        language=fields.pop("language", "pl"),
        wanted=wanted,
        cadence=fields.pop("cadence", Cadence.DAILY),
        at=at,
        **fields,
    )
    return Subscription.objects.get(authority=authority, email=email.strip().lower())


def confirmed(authority: Authority, *, at: datetime = NOON, **fields: Any) -> Subscription:
    """A subscription whose address has been confirmed."""
    return confirm(subscription=asked(authority, at=at, **fields), at=at)


def announced(
    authority: Authority,
    key: str = "news:1",
    *,
    title: str = "Nowe oświetlenie",
    kind: NewsKind = NewsKind.NEWS,
    where: Where | None = None,
    at: datetime = NOON,
    **fields: Any,
) -> Announcement:
    return announce(
        authority=authority,
        key=key,
        kind=kind,
        titles={"pl": title},
        path=fields.pop("path", "news/1/"),
        where=where,
        at=at,
        **fields,
    )


def many_readers(authority: Authority, count: int, **topic: Any) -> None:
    """Many confirmed readers of one topic, written in bulk."""
    readers = Subscription.objects.bulk_create(
        Subscription(
            authority=authority,
            email=f"reader{number}@example.org",
            language="pl",
            cadence=Cadence.DAILY,
            state=SubscriptionState.CONFIRMED,
            secret=f"{number:022d}",
            asked_at=NOON,
            confirmed_at=NOON,
            next_digest_at=NOON,
        )
        for number in range(count)
    )
    Topic.objects.bulk_create(
        Topic(
            subscription=one,
            **{"kind": TopicKind.EVERYTHING, **topic},
            asked_at=NOON,
            confirmed_at=NOON,
        )
        for one in readers
    )
