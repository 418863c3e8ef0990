"""Readers of letters, whom nobody else knows, and what was announced and taken back."""

from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON
from prevenio.subscriptions.models import (
    Announcement,
    NewsKind,
    Subscription,
    SubscriptionState,
    Told,
    Topic,
    TopicKind,
)
from tests.marked import SECRET


def fill_subscriptions(authority: Authority) -> None:
    reader = Subscription.objects.create(
        authority=authority,
        email=f"{SECRET.lower()}@reader.example.org",
        state=SubscriptionState.CONFIRMED,
        secret="1" * 22,
        asked_at=NOON,
        confirmed_at=NOON,
        next_digest_at=NOON,
    )
    Topic.objects.create(
        subscription=reader,
        kind=TopicKind.POINT,
        label=SECRET,
        latitude=50.5,
        longitude=20.5,
        radius=1000,
        asked_at=NOON,
        confirmed_at=NOON,
    )
    taken_back = Announcement.objects.create(
        authority=authority,
        key="news:secret",
        kind=NewsKind.NEWS,
        titles={"pl": SECRET},
        summaries={"pl": SECRET},
        path=SECRET,
        at=NOON,
        changed_at=NOON,
        withdrawn_at=NOON,
    )
    Told.objects.create(subscription=reader, announcement=taken_back, at=NOON)
