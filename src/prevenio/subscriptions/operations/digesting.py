"""Digests: at each reader's time, what is new since the last one; nothing where nothing is."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from prevenio.notices.operations import ToWrite, write_notices
from prevenio.people.models import Authority
from prevenio.subscriptions import letters
from prevenio.subscriptions.models import (
    Announcement,
    Cadence,
    NewsKind,
    Subscription,
    SubscriptionState,
    Topic,
)
from prevenio.subscriptions.moments import next_digest
from prevenio.subscriptions.queries.matching import Matcher

AT_ONCE = 500
# Whoever was not reached for so long is not buried in old news.
MOST_ANNOUNCEMENTS = 2000


def send_digests(*, authority: Authority, at: datetime) -> int:
    """Write to every reader whose digest is due; returns how many letters were written.

    Readers are taken in parts, each in a transaction of its own: a process that is killed leaves
    whole parts behind, and nobody is written to twice.
    """
    written = 0
    while (part := _next_part(authority, at)) is not None:
        written += part
    return written


@transaction.atomic
def _next_part(authority: Authority, at: datetime) -> int | None:
    """Write to the next readers in a fixed number of statements; None when nobody is left."""
    readers = _due(authority, at)
    if not readers:
        return None
    last = Announcement.objects.filter(authority=authority).aggregate(last=Max("number"))["last"]
    matcher = _matcher(authority, since=min(one.told_to for one in readers))
    topics: dict[int, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.filter(subscription__in=readers, confirmed_at__isnull=False):
        topics[topic.subscription_id].append(topic)
    digests: list[ToWrite] = []
    for reader in readers:
        reader.authority = authority
        if news := matcher.for_subscription(reader, topics[reader.pk]):
            digests.append(letters.digest(reader, news, topics[reader.pk]))
    write_notices(digests, authority=authority, at=at)
    _move_on(readers, authority, last or 0, at)
    return len(digests)


def _due(authority: Authority, at: datetime) -> Sequence[Subscription]:
    rows = Subscription.objects.filter(
        authority=authority, state=SubscriptionState.CONFIRMED, next_digest_at__lte=at
    ).order_by("pk")
    skips = connection.features.has_select_for_update_skip_locked
    return list(rows.select_for_update(skip_locked=skips, no_key=True)[:AT_ONCE])


def _matcher(authority: Authority, *, since: int) -> Matcher:
    """What was announced after a number; boundaries are told at once and not again."""
    rows = Announcement.objects.filter(authority=authority, number__gt=since, withdrawn_at=None)
    rows = rows.exclude(kind=NewsKind.BOUNDARY).select_related("municipality")
    announcements = list(rows.order_by("-number", "-pk")[:MOST_ANNOUNCEMENTS])
    for one in announcements:
        one.authority = authority
    through = Announcement.precincts.through._default_manager
    precincts: dict[int, list[int]] = defaultdict(list)
    pairs = through.filter(announcement__authority=authority, announcement__number__gt=since)
    for announcement, precinct in pairs.values_list("announcement_id", "precinct_id"):
        precincts[announcement].append(precinct)
    return Matcher(announcements, precincts)


def _move_on(
    readers: Sequence[Subscription], authority: Authority, last: int, at: datetime
) -> None:
    for cadence in Cadence.values:
        mine = [one.pk for one in readers if one.cadence == cadence]
        then = next_digest(cadence, after=at, time_zone=authority.time_zone)
        Subscription.objects.filter(pk__in=mine).update(told_to=last, next_digest_at=then)
