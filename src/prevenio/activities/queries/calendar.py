"""The public calendar: what the class of a kind lets residents see, filtered, week by week."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from prevenio.activities.models import (
    Activity,
    ActivityState,
    DataClass,
    SignUp,
    SignUpState,
)
from prevenio.activities.signing_up import Places, places_of
from prevenio.people.models import Authority, Body

_SHOWN = (ActivityState.PLANNED, ActivityState.DONE, ActivityState.CANCELLED)
FACETS = ("audience", "family", "body", "municipality", "area")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of the calendar; empty words and None leave all of it."""

    audience: str = ""
    family: str = ""
    body: int | None = None
    municipality: int | None = None
    area: str = ""
    since: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in FACETS)


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the calendar with how it stands with its places."""

    activity: Activity
    places: Places
    taken: int = 0
    """How many people have a place: for the desk alone."""

    @property
    def is_called_off(self) -> bool:
        return self.activity.state == ActivityState.CANCELLED


@dataclass(frozen=True, slots=True)
class FeedState:
    """A tag for what a feed says, and when that changed last."""

    tag: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that the events have: its key in the address, its word, how many have it."""

    key: str
    word: str
    count: int


def public_events(authority: Authority) -> QuerySet[Activity]:
    """Every event that residents may see, called off ones too; never a sensitive kind."""
    return Activity.objects.filter(
        authority=authority,
        is_on_calendar=True,
        state__in=_SHOWN,
        kind__data_class=DataClass.PUBLIC,
    )


def wanted_events(authority: Authority, wanted: Wanted) -> QuerySet[Activity]:
    """The events that a reader asks for, in the order of their days."""
    found = public_events(authority).filter(_condition(wanted))
    if wanted.since:
        found = found.filter(last_day__gte=wanted.since)
    return found.select_related("kind", "body", "municipality", "authority").order_by(
        "first_day", "begins_at", "pk"
    )


def events_of(activities: Iterable[Activity], *, at: datetime) -> Sequence[Event]:
    """The activities with their places; one statement for all of them."""
    rows = list(activities)
    taken = (
        SignUp.objects.filter(activity__in=rows)
        .values_list("activity")
        .annotate(
            taken=Sum("people", filter=Q(state=SignUpState.PLACE)),
            waiting=Count("pk", filter=Q(state=SignUpState.WAITING)),
        )
    )
    known = {pk: (people or 0, bool(waiting)) for pk, people, waiting in taken}
    return [_event(one, *known.get(one.pk, (0, False)), at=at) for one in rows]


def weeks_of(events: Sequence[Event], *, since: date) -> Sequence[tuple[date, Sequence[Event]]]:
    """Events by the Monday of their week; what has begun before stands in the first one."""
    weeks: dict[date, list[Event]] = {}
    for event in events:
        day = max(event.activity.first_day, since)
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(event)
    return list(weeks.items())


def facets_of(authority: Authority, *, since: date) -> Mapping[str, Sequence[Facet]]:
    """What the coming events can be narrowed by, the most frequent first; one statement."""
    rows = (
        public_events(authority)
        .filter(last_day__gte=since)
        .order_by()
        .values_list(
            "audience",
            "kind__family",
            "body_id",
            "body__public_name",
            "body__name",
            "body__short_name",
            "municipality_id",
            "municipality__name",
            "action__area__code",
            "action__area__title",
        )
        .annotate(count=Count("pk"))
    )
    found: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in FACETS}
    for audience, family, body_id, public, name, short, town_id, town, code, title, count in rows:
        found["audience"][audience, audience] += count
        found["family"][family, family] += count
        found["body"][str(body_id), public or name or short] += count
        found["municipality"][str(town_id or ""), town or ""] += count
        found["area"][code or "", f"{code} {title}"] += count
    return {
        name: [Facet(key, word, count) for (key, word), count in values.most_common() if key]
        for name, values in found.items()
    }


def busy_days(authority: Authority, wanted: Wanted, *, first: date, last: date) -> frozenset[date]:
    """The days of a span on which something takes place."""
    spans = (
        public_events(authority)
        .filter(_condition(wanted), first_day__lte=last, last_day__gte=first)
        .exclude(state=ActivityState.CANCELLED)
        .order_by()
        .values_list("first_day", "last_day")
        .distinct()
    )
    return frozenset(
        begins + timedelta(days=number)
        for begins, ends in ((max(one, first), min(two, last)) for one, two in spans)
        for number in range((ends - begins).days + 1)
    )


def state_of(activities: QuerySet[Activity]) -> FeedState:
    """What changes when any of the events does: for readers who ask whether something is new."""
    told = activities.order_by().aggregate(
        count=Count("pk"), changed=Max("changed_at"), first=Min("first_day"), sum=Sum("revision")
    )
    words = " ".join(str(told[name]) for name in ("count", "changed", "first", "sum"))
    return FeedState(sha256(words.encode()).hexdigest(), told["changed"])


def event_by(authority: Authority, key: UUID) -> Activity | None:
    """An activity that is or was in the calendar, withdrawn ones too; None for all others."""
    return (
        Activity.objects.filter(
            authority=authority,
            public_key=key,
            is_on_calendar=True,
            kind__data_class=DataClass.PUBLIC,
        )
        .select_related(
            "kind",
            "body",
            "municipality",
            "authority",
            "action__area",
            "action__version",
            "announcement",
        )
        .prefetch_related("partners")
        .first()
    )


def people_who_came(activity: Activity) -> int | None:
    """How many people came by the list of sign-ups; None while nobody has ticked anything off."""
    total = activity.sign_ups.aggregate(total=Sum("people_came"))["total"]
    return None if total is None else int(total)


def planned_past(bodies: QuerySet[Body] | Sequence[Body], *, today: date) -> QuerySet[Activity]:
    """Planned activities of some bodies whose days have passed: did they take place?"""
    return (
        Activity.objects.filter(body__in=bodies, state=ActivityState.PLANNED, last_day__lt=today)
        .select_related("kind", "body")
        .order_by("first_day", "pk")
    )


def coming(bodies: QuerySet[Body] | Sequence[Body], *, today: date) -> QuerySet[Activity]:
    """Planned activities of some bodies from today on, in the order of their days."""
    return (
        Activity.objects.filter(body__in=bodies, state=ActivityState.PLANNED, last_day__gte=today)
        .select_related("kind", "body", "authority", "municipality")
        .order_by("first_day", "begins_at", "pk")
    )


def _condition(wanted: Wanted) -> Q:
    condition = Q()
    if wanted.audience:
        condition &= Q(audience=wanted.audience)
    if wanted.family:
        condition &= Q(kind__family=wanted.family)
    if wanted.body:
        condition &= Q(body_id=wanted.body)
    if wanted.municipality:
        condition &= Q(municipality_id=wanted.municipality)
    if wanted.area:
        condition &= Q(action__area__code=wanted.area)
    return condition


def _event(activity: Activity, taken: int, has_queue: bool, *, at: datetime) -> Event:
    return Event(activity, places_of(activity, taken=taken, has_queue=has_queue, at=at), taken)
