"""Asking for letters: what a reader wants to hear of waits for the link of a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct
from prevenio.subscriptions import letters
from prevenio.subscriptions.limits import may_ask
from prevenio.subscriptions.models import (
    Cadence,
    NewsKind,
    Subscription,
    SubscriptionState,
    Topic,
    TopicKind,
)
from prevenio.subscriptions.tokens import new_secret

MOST_TOPICS = 20
HOUR = timedelta(hours=1)
# About 100 metres of latitude.
_DIGITS_OF_POINT = 3
_AGAIN = timedelta(minutes=10)
_DAY = timedelta(days=1)
_MOST_LETTERS_A_DAY = 4
_MOST_UNCONFIRMED = 500


class NothingChosen(Refused):
    message = _("Choose at least one thing that you want to hear of.")


class TooManyAsk(Refused):
    message = _("Very many people are subscribing at this moment. Try again in an hour.")


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
    subscription, is_new = Subscription.objects.select_for_update(no_key=True).get_or_create(
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
