"""Changed boundaries: which precincts, from which day, and whom it concerns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from prevenio.notices.operations import write_notices
from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import Boundary, Duty, Precinct
from prevenio.places.queries.cards import who_of
from prevenio.subscriptions import letters
from prevenio.subscriptions.letters import ChangedPrecinct
from prevenio.subscriptions.models import (
    Announcement,
    NewsKind,
    Subscription,
    SubscriptionState,
    Told,
    Topic,
    TopicKind,
)
from prevenio.subscriptions.operations.announcing import announce_many
from prevenio.subscriptions.pages import path_of
from prevenio.web.templatetags.parts import day as in_words

_DAY = timedelta(days=1)
_LATELY = timedelta(days=2)
_SETTLED = timedelta(hours=1)
AT_ONCE = 500


@transaction.atomic
def announce_boundaries(*, authority: Authority, on: date, at: datetime) -> int:
    """Announce the precincts that change on a day; returns how many are new.

    A kind of precinct that is drawn for the first time changes nothing for anybody.
    """
    ended = set(_precincts(authority, last_day=on - _DAY))
    begun = set(_precincts(authority, first_day=on))
    kinds = set(Precinct.objects.filter(pk__in=ended).values_list("kind_id", flat=True))
    rows = Precinct.objects.filter(pk__in=ended | begun, kind__in=kinds)
    rows = rows.select_related("municipality").order_by("pk")
    made = announce_many(
        [(_announcement(one, authority, on, at), [one]) for one in rows],
        authority=authority,
        at=at,
    )
    return len(made)


def days_to_tell(*, authority: Authority, at: datetime) -> Sequence[date]:
    """The days of change that were announced lately, and about which nothing was added since.

    Whoever draws one precinct smaller draws its neighbour larger next: only both together are true.
    """
    rows = Announcement.objects.filter(
        authority=authority, kind=NewsKind.BOUNDARY, withdrawn_at=None, at__gt=at - _LATELY
    )
    newest: dict[date, datetime] = {}
    for key, moment in rows.values_list("key", "at"):
        day = date.fromisoformat(key.split(":")[1])
        newest[day] = max(moment, newest.get(day, moment))
    return sorted(day for day, moment in newest.items() if moment <= at - _SETTLED)


def tell_of_boundaries(*, authority: Authority, on: date, at: datetime) -> int:
    """Write to whoever is concerned by the boundaries that change on a day.

    Each reader gets one letter, and never a second one for the same day.
    """
    announced = _announced(authority, on)
    if not announced:
        return 0
    concerned = _concerned(authority, on, announced)
    readers = sorted(concerned)
    return sum(
        _tell(readers[first : first + AT_ONCE], concerned, authority, on, at)
        for first in range(0, len(readers), AT_ONCE)
    )


def key_of(precinct_id: int, on: date) -> str:
    """The key of the announcement of one precinct."""
    return f"boundary:{on.isoformat()}:{precinct_id}"


type _Concern = tuple[Topic, int | None, int | None]


def _precincts(authority: Authority, **when: date) -> Iterable[int]:
    rows = Boundary.objects.filter(authority=authority, precinct__isnull=False, **when)
    return (one for one in rows.values_list("precinct_id", flat=True) if one is not None)


def _announcement(precinct: Precinct, authority: Authority, on: date, at: datetime) -> Announcement:
    titles = {}
    for language in authority.languages:
        with translation.override(language):
            titles[language] = _("Boundaries of the precinct %(precinct)s change on %(day)s") % {
                "precinct": precinct.name,
                "day": in_words(on),
            }
    return Announcement(
        authority=authority,
        key=key_of(precinct.pk, on),
        kind=NewsKind.BOUNDARY,
        titles=titles,
        path=path_of("portal:precinct", authority=authority, args=[precinct.pk]),
        at=at,
        changed_at=at,
        municipality=precinct.municipality,
    )


def _announced(authority: Authority, on: date) -> dict[int, int]:
    """The announcements of a day, by precinct."""
    prefix = f"boundary:{on.isoformat()}:"
    rows = Announcement.objects.filter(
        authority=authority, key__startswith=prefix, withdrawn_at=None
    )
    return {int(key.rpartition(":")[2]): pk for key, pk in rows.values_list("key", "pk")}


def _concerned(
    authority: Authority, on: date, announced: Mapping[int, int]
) -> dict[int, list[_Concern]]:
    """Topics with the precinct before and after, by subscription."""
    topics = Topic.objects.filter(
        subscription__authority=authority,
        subscription__state=SubscriptionState.CONFIRMED,
        confirmed_at__isnull=False,
        kind__in=[TopicKind.POINT, TopicKind.PRECINCT],
    )
    before, after = index_of(authority.pk, on - _DAY), index_of(authority.pk, on)
    found: dict[int, list[_Concern]] = defaultdict(list)
    for topic in topics.order_by("pk"):
        if topic.kind == TopicKind.PRECINCT:
            if topic.precinct_id in announced:
                found[topic.subscription_id].append((topic, topic.precinct_id, topic.precinct_id))
            continue
        assert topic.latitude is not None
        assert topic.longitude is not None
        was = before.locate(topic.latitude, topic.longitude)
        then = after.locate(topic.latitude, topic.longitude)
        for kind in sorted((was.keys() | then.keys()) - {MUNICIPALITIES}):
            if was.get(kind) != then.get(kind):
                found[topic.subscription_id].append((topic, was.get(kind), then.get(kind)))
    return found


@transaction.atomic
def _tell(
    keys: Sequence[int],
    concerned: Mapping[int, Sequence[_Concern]],
    authority: Authority,
    on: date,
    at: datetime,
) -> int:
    announced = _announced(authority, on)
    rows = Subscription.objects.filter(
        pk__in=keys, authority=authority, state=SubscriptionState.CONFIRMED
    ).exclude(told__announcement__in=announced.values())
    readers = [
        one
        for one in rows.select_for_update(of=("self",), no_key=True).prefetch_related("topics")
        if not one.kinds or NewsKind.BOUNDARY in one.kinds
    ]
    said = _Said(authority, on, [one for reader in readers for one in concerned[reader.pk]])
    many, told = [], []
    for reader in readers:
        reader.authority = authority
        changes = [said.change(one) for one in concerned[reader.pk]]
        known = [announced[pk] for pk in said.precincts_of(concerned[reader.pk]) if pk in announced]
        if known:
            many.append(letters.boundaries(reader, changes, on=on))
            told += [Told(subscription=reader, announcement_id=pk, at=at) for pk in set(known)]
    Told.objects.bulk_create(told)
    write_notices(many, authority=authority, at=at)
    return len(many)


class _Said:
    """The names of precincts and of who answers there on a day, read at once."""

    def __init__(self, authority: Authority, on: date, concerns: Sequence[_Concern]) -> None:
        keys = self.precincts_of(concerns)
        self._authority = authority
        self._names = {one.pk: one.name for one in Precinct.objects.filter(pk__in=keys)}
        duties = Duty.objects.on(on).filter(authority=authority, precinct__in=keys)
        self._who: dict[int, str] = {}
        for duty in duties.select_related("body", "kind").order_by("-has_priority", "pk"):
            if duty.precinct_id is not None:
                self._who.setdefault(duty.precinct_id, who_of(duty))

    @staticmethod
    def precincts_of(concerns: Sequence[_Concern]) -> set[int]:
        return {pk for _topic, was, then in concerns for pk in (was, then) if pk is not None}

    def change(self, concern: _Concern) -> ChangedPrecinct:
        topic, was, then = concern
        is_same = was == then
        return ChangedPrecinct(
            topic=str(topic),
            before="" if is_same or was is None else self._names.get(was, ""),
            after=self._names.get(then or 0, ""),
            who=self._who.get(then or 0, ""),
            path=path_of("portal:precinct", authority=self._authority, args=[then]) if then else "",
        )
