"""What a reader does with the links of letters: confirms, changes, leaves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.notices.operations import drop_letters
from prevenio.subscriptions import letters
from prevenio.subscriptions.models import (
    Announcement,
    Cadence,
    NewsKind,
    Subscription,
    SubscriptionState,
)
from prevenio.subscriptions.moments import next_digest

CONFIRM_WITHIN = timedelta(hours=48)


class LinkRunOut(Refused):
    message = _("This link has run out. Subscribe once more, and a new letter will come.")


class HasLeft(Refused):
    message = _("This subscription has ended. Subscribe once more if you want to.")


class LastTopic(Refused):
    message = _("This is the last thing that you hear of. To get no more letters, end it below.")


@transaction.atomic
def confirm(*, subscription: Subscription, at: datetime) -> Subscription:
    """Begin writing to an address whose owner has followed the link. A second time changes nothing.

    Raises HasLeft or LinkRunOut.
    """
    subscription = _locked(subscription)
    if subscription.state == SubscriptionState.LEFT:
        raise HasLeft
    waiting = subscription.topics.filter(confirmed_at=None)
    if subscription.state == SubscriptionState.CONFIRMED and not waiting.exists():
        return subscription
    if at > subscription.asked_at + CONFIRM_WITHIN:
        raise LinkRunOut
    count = waiting.update(confirmed_at=at)
    if subscription.state == SubscriptionState.UNCONFIRMED:
        _begin(subscription, at)
    record(
        "subscriptions.subscription.confirmed",
        about=subscription,
        by=None,
        at=at,
        authority_id=subscription.authority_id,
        details={"topics": count},
    )
    return subscription


@transaction.atomic
def change(
    *,
    subscription: Subscription,
    cadence: str,
    kinds: Sequence[str],
    language: str,
    at: datetime,
) -> Subscription:
    """Another cadence, other kinds of news, another language. Raises HasLeft."""
    subscription = _standing(subscription)
    subscription.cadence, subscription.language = Cadence(cadence), language
    subscription.kinds = [one for one in kinds if one in NewsKind.values]
    subscription.next_digest_at = _next(subscription, at)
    subscription.save(update_fields=["cadence", "language", "kinds", "next_digest_at"])
    _record_changed(subscription, at)
    return subscription


@transaction.atomic
def drop_topic(*, subscription: Subscription, topic_id: int, at: datetime) -> Subscription:
    """Hear no more of one thing; one that is gone already changes nothing.

    Raises HasLeft or LastTopic.
    """
    subscription = _standing(subscription)
    topic = subscription.topics.filter(pk=topic_id, confirmed_at__isnull=False).first()
    if topic is None:
        return subscription
    if subscription.topics.filter(confirmed_at__isnull=False).count() == 1:
        raise LastTopic
    topic.delete()
    _record_changed(subscription, at)
    return subscription


@transaction.atomic
def leave(*, subscription: Subscription, at: datetime) -> Subscription:
    """Write no more, and forget the address, its topics and letters on their way, at once.

    A second time changes nothing.
    """
    subscription = _locked(subscription)
    if subscription.state == SubscriptionState.LEFT:
        return subscription
    drop_letters(
        to=subscription.email,
        authority=subscription.authority,
        about=letters.about(subscription),
    )
    subscription.topics.all().delete()
    subscription.told.all().delete()
    subscription.state, subscription.left_at = SubscriptionState.LEFT, at
    subscription.email = subscription.language = ""
    subscription.kinds, subscription.next_digest_at = [], None
    subscription.save()
    record(
        "subscriptions.subscription.left",
        about=subscription,
        by=None,
        at=at,
        authority_id=subscription.authority_id,
    )
    return subscription


def _locked(subscription: Subscription) -> Subscription:
    rows = Subscription.objects.select_related("authority").select_for_update(
        of=("self",), no_key=True
    )
    return rows.get(pk=subscription.pk)


def _standing(subscription: Subscription) -> Subscription:
    subscription = _locked(subscription)
    if subscription.state != SubscriptionState.CONFIRMED:
        raise HasLeft
    return subscription


def _begin(subscription: Subscription, at: datetime) -> None:
    """From now on: what was announced before is not told."""
    announced = Announcement.objects.filter(authority_id=subscription.authority_id)
    subscription.state, subscription.confirmed_at = SubscriptionState.CONFIRMED, at
    subscription.told_to = announced.aggregate(last=Max("number"))["last"] or 0
    subscription.next_digest_at = _next(subscription, at)
    subscription.save(update_fields=["state", "confirmed_at", "told_to", "next_digest_at"])


def _next(subscription: Subscription, at: datetime) -> datetime:
    zone = subscription.authority.time_zone
    return next_digest(subscription.cadence, after=at, time_zone=zone)


def _record_changed(subscription: Subscription, at: datetime) -> None:
    record(
        "subscriptions.subscription.changed",
        about=subscription,
        by=None,
        at=at,
        authority_id=subscription.authority_id,
    )
