"""How many people subscribe to what: numbers alone, and no small ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from prevenio.people.models import Authority
from prevenio.subscriptions.models import (
    Announcement,
    Subscription,
    SubscriptionState,
    Topic,
    TopicKind,
)

# A smaller number, beside one that was there before, could tell who has just subscribed.
SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A number under its label; None where it is not nought but too small to be shown."""

    label: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the bureau sees of subscriptions."""

    readers: int | None
    by_kind: Sequence[Counted]
    by_municipality: Sequence[Counted]
    announcements: int


def overview_of(authority: Authority) -> Overview:
    """The numbers of an authority; four statements however many there are."""
    confirmed = Subscription.objects.filter(authority=authority, state=SubscriptionState.CONFIRMED)
    topics = Topic.objects.filter(
        subscription__authority=authority,
        subscription__state=SubscriptionState.CONFIRMED,
        confirmed_at__isnull=False,
    ).order_by()
    readers = Count("subscription", distinct=True)
    kinds = dict(topics.values_list("kind").annotate(readers))
    towns = (
        topics.filter(kind=TopicKind.MUNICIPALITY)
        .values_list("municipality__name")
        .annotate(count=readers)
        .filter(count__gte=SMALLEST_SHOWN)
        .order_by("-count", "municipality__name")
    )
    return Overview(
        readers=shown(confirmed.count()),
        by_kind=[
            Counted(str(TopicKind(kind).label), shown(kinds.get(kind, 0)))
            for kind in TopicKind.values
        ],
        by_municipality=[Counted(name, count) for name, count in towns[:50]],
        announcements=Announcement.objects.filter(authority=authority, withdrawn_at=None).count(),
    )


def shown(number: int) -> int | None:
    """The number, unless it is small; nought says nothing of anybody."""
    return None if 0 < number < SMALLEST_SHOWN else number
