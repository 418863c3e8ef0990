"""What a reader does: asks, confirms by the link of a letter, changes, leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.notices.operations import drop_letters
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct
from prevenio.subscriptions import letters
from prevenio.subscriptions.limits import may_ask
from prevenio.subscriptions.models import (
    Announcement,
    Cadence,
    NewsKind,
    Subscription,
    SubscriptionState,
    Topic,
    TopicKind,
)
from prevenio.subscriptions.moments import next_digest
from prevenio.subscriptions.tokens import new_secret

CONFIRM_WITHIN = timedelta(hours=48)
MOST_TOPICS = 20
# About 100 metres of latitude.
_DIGITS_OF_POINT = 3
_AGAIN = timedelta(minutes=10)
_DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
_MOST_LETTERS_A_DAY = 4
_MOST_UNCONFIRMED = 500


class NothingChosen(Refused):
    message = _("Choose at least one thing that you want to hear of.")


class TooManyAsk(Refused):
    message = _("Very many people are subscribing at this moment. Try again in an hour.")


class LinkRunOut(Refused):
    message = _("This link has run out. Subscribe once more, and a new letter will come.")


class HasLeft(Refused):
    message = _("This subscription has ended. Subscribe once more if you want to.")


class LastTopic(Refused):
    message = _("This is the last thing that you hear of. To get no more letters, end it below.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a reader wants to hear of, as asked for; the point is in WGS84 degrees."""

    kind: TopicKind
    label: str = ""
    point: tuple[float, float] | None = None
    radius: int | None = None
    precinct: Precinct | None = None
    municipality: Municipality | None = None
    lineage: UUID | None = None
    body: Body | None = None


@transaction.atomic
def ask(
    *,
    authority: Authority,
    email: str,
    language: str,
    wanted: Sequence[Wanted],
    kinds: Sequence[str] = (),
    cadence: str = Cadence.WEEKLY,
    at: datetime,
) -> None:
    """Ask for letters. One letter brings the link that confirms; it answers alike for every
    address, so that nobody learns from it who subscribes.

    What is asked for an address that is confirmed already waits for a confirmation of its own.
    Raises NothingChosen or TooManyAsk.
    """
    if not wanted:
        raise NothingChosen
    email = email.strip().lower()
    waiting = Subscription.objects.filter(authority=authority, state=SubscriptionState.UNCONFIRMED)
    if waiting.filter(asked_at__gt=at - HOUR).count() >= _MOST_UNCONFIRMED:
        raise TooManyAsk
    subscription, is_new = Subscription.objects.select_for_update().get_or_create(
        authority=authority, email=email, defaults={"secret": new_secret(), "asked_at": at}
    )
    if subscription.state == SubscriptionState.UNCONFIRMED:
        subscription.language, subscription.cadence = language, Cadence(cadence)
        subscription.kinds = [one for one in kinds if one in NewsKind.values]
    has_news = _add_topics(subscription, wanted, at)
    is_soon = not is_new and at < subscription.asked_at + _AGAIN
    writes = not is_soon and may_ask("letter", email, most=_MOST_LETTERS_A_DAY, within=_DAY)
    if writes:
        subscription.asked_at = at
    subscription.save()
    if writes:
        letters.write_confirmation(subscription, has_news=has_news, at=at)
    _record_asked(subscription, at)


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
    drop_letters(to=subscription.email, authority=subscription.authority)
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
    rows = Subscription.objects.select_related("authority").select_for_update(of=("self",))
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


def _add_topics(subscription: Subscription, wanted: Sequence[Wanted], at: datetime) -> bool:
    """Whether there is anything that was not asked for before."""
    known = list(subscription.topics.all())
    asked = {_mark(one) for one in known}
    new = [
        one
        for one in (_topic(subscription, each, at) for each in wanted)
        if _mark(one) not in asked
    ]
    new = list({_mark(one): one for one in new}.values())[: max(0, MOST_TOPICS - len(known))]
    Topic.objects.bulk_create(new)
    return bool(new) or any(one.confirmed_at is None for one in known)


def _topic(subscription: Subscription, wanted: Wanted, at: datetime) -> Topic:
    latitude, longitude = wanted.point or (None, None)
    return Topic(
        subscription=subscription,
        kind=wanted.kind,
        label=" ".join(wanted.label.split())[:120],
        latitude=None if latitude is None else round(latitude, _DIGITS_OF_POINT),
        longitude=None if longitude is None else round(longitude, _DIGITS_OF_POINT),
        radius=wanted.radius,
        precinct=wanted.precinct,
        municipality=wanted.municipality,
        lineage=wanted.lineage,
        body=wanted.body,
        asked_at=at,
    )


def _mark(topic: Topic) -> tuple[object, ...]:
    """What makes two topics the same."""
    place = (topic.latitude, topic.longitude, topic.radius)
    return (
        *(topic.kind, *place, topic.precinct_id, topic.municipality_id),
        *(topic.lineage, topic.body_id),
    )


def _record_asked(subscription: Subscription, at: datetime) -> None:
    record(
        "subscriptions.subscription.asked",
        about=subscription,
        by=None,
        at=at,
        authority_id=subscription.authority_id,
    )


def _record_changed(subscription: Subscription, at: datetime) -> None:
    record(
        "subscriptions.subscription.changed",
        about=subscription,
        by=None,
        at=at,
        authority_id=subscription.authority_id,
    )
