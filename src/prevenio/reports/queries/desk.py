"""What the staff see of reports: the list, its counts, what it can be narrowed to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models import TextField as Text
from django.db.models.functions import Cast

from prevenio.people.models import Authority, Body, Membership, User
from prevenio.places.models import Municipality, Precinct
from prevenio.reports import access
from prevenio.reports.models import (
    OPEN_STATES,
    CategoryVersion,
    Confirmation,
    EmailState,
    IncomingEmail,
    Nature,
    ProblemPlace,
    Report,
    ReportPhoto,
    ReportState,
    said,
)

OPEN, MINE, LATE, REQUESTS = "open", "mine", "late", "requests"
HELD, READ, VERIFY, ACT, WAITING, PARTNER, CLOSED = (
    *("held", "read", "verify", "act", "waiting", "partner", "closed"),
)
KINDS = (OPEN, LATE, MINE, REQUESTS, HELD, READ, VERIFY, ACT, WAITING, PARTNER, CLOSED)
_STATES = {
    HELD: ReportState.HELD,
    READ: ReportState.RECEIVED,
    VERIFY: ReportState.VERIFYING,
    ACT: ReportState.CONFIRMED,
    WAITING: ReportState.WAITING,
    PARTNER: ReportState.WITH_PARTNER,
    CLOSED: ReportState.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reports a person asked to see; the keys are those of rows."""

    kind: str = OPEN
    category: int | None = None
    precinct: int | None = None
    municipality: int | None = None
    body: int | None = None
    words: str = ""

    @property
    def is_narrow(self) -> bool:
        return replace(self, kind=OPEN) != Choice()


def reports_seen(memberships: Sequence[Membership], authority: Authority) -> QuerySet[Report]:
    """The reports that somebody may see, without the withdrawn ones."""
    seen = access.reports_visible_to(memberships, authority)
    return seen.exclude(state=ReportState.WITHDRAWN)


def narrowed(seen: QuerySet[Report], choice: Choice) -> QuerySet[Report]:
    """Only those of a category, a place or a body, or with words in reference or place."""
    keys = {
        "category_id": choice.category,
        "precinct_id": choice.precinct,
        "municipality_id": choice.municipality,
    }
    seen = seen.filter(**{name: key for name, key in keys.items() if key is not None})
    if choice.body is not None:
        seen = seen.filter(Q(body_id=choice.body) | Q(partner_id=choice.body))
    if choice.words:
        words = Q(reference__icontains=choice.words) | Q(place_name__icontains=choice.words)
        seen = seen.filter(words)
    return seen


def chosen(
    seen: QuerySet[Report], kind: str, *, user: User, bodies: Sequence[int], today: date
) -> QuerySet[Report]:
    """The reports of one kind, the ones due first on top; closed ones newest first."""
    rows = seen.filter(_condition(kind, user=user, bodies=bodies, today=today))
    backing = Confirmation.objects.filter(report=OuterRef("pk"), is_there=True, is_counted=True)
    rows = rows.select_related(
        "version", "precinct__kind", "municipality", "body", "partner", "person", "place"
    ).annotate(
        has_photos=Exists(ReportPhoto.objects.filter(report=OuterRef("pk"))),
        is_backed=Exists(backing),
    )
    if kind == CLOSED:
        return rows.order_by("-closed_at", "-pk")
    return rows.order_by(F("due_on").asc(nulls_last=True), "received_at", "pk")


def counts(
    seen: QuerySet[Report], kind: str, *, user: User, bodies: Sequence[int], today: date
) -> Mapping[str, int]:
    """How many open reports there are of each kind, in one statement that reads each once.

    Closed ones are counted only where the list shows them: they grow with the years.
    """
    late, mine, requests = (
        _condition(one, user=user, bodies=bodies, today=today) for one in (LATE, MINE, REQUESTS)
    )
    counted = seen if kind == CLOSED else seen.filter(state__in=OPEN_STATES)
    grouped = (
        counted.order_by()
        .values("state")
        .annotate(
            number=Count("pk"),
            late=Count("pk", filter=late),
            mine=Count("pk", filter=mine),
            requests=Count("pk", filter=requests),
        )
    )
    rows = {row["state"]: row for row in grouped}
    numbers = {
        one: rows[state]["number"] if state in rows else 0
        for one, state in _STATES.items()
        if one != CLOSED or kind == CLOSED
    }
    return {
        OPEN: sum(number for one, number in numbers.items() if one != CLOSED),
        LATE: sum(row["late"] for row in rows.values()),
        MINE: sum(row["mine"] for row in rows.values()),
        REQUESTS: sum(row["requests"] for row in rows.values()),
        **numbers,
    }


def _condition(kind: str, *, user: User, bodies: Sequence[int], today: date) -> Q:
    running = Q(state__in=OPEN_STATES)
    match kind:
        case "mine":
            ours = Q(person=None, body__in=bodies) | Q(partner__in=bodies)
            return running & (Q(person=user) | ours)
        case "late":
            return running & Q(due_on__lt=today)
        case "requests":
            return running & (Q(nature=Nature.REQUEST) | Q(law_due_on__isnull=False))
    return Q(state=_STATES[kind]) if kind in _STATES else running


type Options = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list can be narrowed to: keys of rows with their names.

    `emails` is how many e-mails wait beside it, `dangers` how many of them may tell of danger.
    """

    category: Options
    precinct: Options
    municipality: Options
    body: Options
    emails: int = 0
    dangers: int = 0


def narrowing_of(
    seen: QuerySet[Report] | QuerySet[ProblemPlace],
    authority: Authority,
    today: date,
    *,
    with_emails: bool = False,
) -> Narrowing:
    """Categories in force, and the places and bodies of what one sees; in one statement.

    For whoever reads the mailbox the same statement counts what waits there.
    """
    named = CategoryVersion.objects.on(today).filter(category__authority=authority)
    categories = _options(named, "category", "category_id", Cast("names", Text()))
    places = Precinct.objects.filter(
        Exists(seen.filter(precinct=OuterRef("pk"))), kind__authority=authority
    )
    towns = Municipality.objects.filter(
        Exists(seen.filter(municipality=OuterRef("pk"))), authority=authority
    )
    bodies = Body.objects.filter(Exists(seen.filter(body=OuterRef("pk"))), authority=authority)
    rows = categories.union(
        _options(places, "precinct", "pk", Cast("name", Text())),
        _options(towns, "municipality", "pk", Cast("name", Text())),
        _options(bodies, "body", "pk", Cast("short_name", Text())),
        *([_waiting_in(authority)] if with_emails else []),
        all=True,
    )
    found: dict[str, list[tuple[int, str]]] = {
        "category": [],
        "precinct": [],
        "municipality": [],
        "body": [],
    }
    emails = dangers = 0
    for kind, key, name in rows:
        if kind == "emails":
            emails, dangers = key, int(name)
            continue
        found[kind].append((key, said(json.loads(name)) if kind == "category" else name))
    options = {kind: sorted(names, key=_by_name) for kind, names in found.items()}
    return Narrowing(
        options["category"],
        options["precinct"],
        options["municipality"],
        options["body"],
        emails,
        dangers,
    )


def _options(rows: QuerySet[Any], kind: str, key: str, name: Cast) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(
        Value(kind, output_field=Text()), Cast(key, BigIntegerField()), name
    )


def _waiting_in(authority: Authority) -> QuerySet[Any, Any]:
    """One row where e-mails wait, shaped as those of the options: how many, how many in danger."""
    waiting = IncomingEmail.objects.filter(authority=authority, state=EmailState.WAITING)
    counted = (
        waiting.order_by()
        .values("authority")
        .annotate(number=Count("pk"), dangers=Count("pk", filter=Q(sounds_like_danger=True)))
    )
    return counted.values_list(
        Value("emails", output_field=Text()),
        Cast("number", BigIntegerField()),
        Cast("dangers", Text()),
    )


def _by_name(option: tuple[int, str]) -> tuple[int, str]:
    """Numbers in names stand in their order: precinct 9 before precinct 12."""
    digits = "".join(filter(str.isdigit, option[1]))
    return int(digits[:9] or 0), option[1].casefold()
