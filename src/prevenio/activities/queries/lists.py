"""The activities of an authority as a list, narrowed by what a person asks for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    CharField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from prevenio.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    MeasureRole,
    MeasureValue,
    word_in,
)
from prevenio.activities.queries.totals import MeasureTotal, hundredths_of, totals_of
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.programme.models import AreaOfAction, Initiative

_NAME = TextField()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which activities a person asked to see; what is empty does not narrow."""

    kind: int | None = None
    body: int | None = None
    area: int | None = None
    action: UUID | None = None
    initiative: int | None = None
    municipality: int | None = None
    state: str = ""
    first_day: date | None = None
    last_day: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that the list can be narrowed to."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that the list can be narrowed to, each group by its name or number."""

    kinds: Sequence[Named] = ()
    bodies: Sequence[Named] = ()
    areas: Sequence[Named] = ()
    initiatives: Sequence[Named] = ()
    municipalities: Sequence[Named] = ()


@dataclass(frozen=True, slots=True)
class RoleTotal:
    """What measures of one role and unit add up to; its parts are the single measures."""

    role: str
    unit: str
    parts: Sequence[MeasureTotal] = field(default_factory=tuple)

    @property
    def label(self) -> str:
        if self.role == MeasureRole.OTHER:
            return self.parts[0].label
        return str(MeasureRole(self.role).label)

    @property
    def number(self) -> object:
        return sum(part.number for part in self.parts)


def activities_found(activities: QuerySet[Activity], choice: Choice) -> QuerySet[Activity]:
    """The activities that were asked for, the newest first.

    A span of days finds what overlaps with it; an area finds its actions in every version.
    """
    narrowed: dict[str, object] = {
        "kind_id": choice.kind,
        "body_id": choice.body,
        "lineage": choice.action,
        "municipality_id": choice.municipality,
        "last_day__gte": choice.first_day,
        "first_day__lte": choice.last_day,
        "state": choice.state or None,
    }
    asked = {name: value for name, value in narrowed.items() if value is not None}
    activities = activities.filter(**asked)
    if choice.area is not None:
        areas = AreaOfAction.objects.filter(pk=choice.area).values("lineage")
        activities = activities.filter(action__area__lineage__in=areas)
    if choice.initiative is not None:
        initiatives = Initiative.objects.filter(pk=choice.initiative).values("lineage")
        activities = activities.filter(initiative__lineage__in=initiatives)
    for word in fold(choice.words).split():
        activities = activities.filter(search_text__contains=word)
    return activities.order_by("-last_day", "-first_day", "-pk")


def with_people(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Each activity with what its row shows: names, and `reached`, the people in hundredths."""
    reached = (
        MeasureValue.objects.filter(activity=OuterRef("pk"), measure__role=MeasureRole.PEOPLE)
        .order_by()
        .values("activity")
        .annotate(reached=hundredths_of("number"))
        .values("reached")
    )
    related = activities.select_related("kind", "body", "action", "initiative", "municipality")
    return related.annotate(reached=Subquery(reached, output_field=BigIntegerField()))


def totals_by_role(activities: QuerySet[Activity]) -> Sequence[RoleTotal]:
    """What the done ones among some activities add up to. One statement.

    Measures without a role of their own (patrols, visits) are no one thing: each stands alone.
    """
    found: dict[tuple[str, str, str], list[MeasureTotal]] = {}
    for total in totals_of(activities.filter(state=ActivityState.DONE)):
        alone = total.key if total.role == MeasureRole.OTHER else ""
        found.setdefault((total.role, total.unit, alone), []).append(total)
    order = {role: place for place, role in enumerate(MeasureRole.values)}
    ordered = sorted(found.items(), key=lambda one: (order[one[0][0]], *one[0][1:]))
    return [RoleTotal(role, unit, tuple(parts)) for (role, unit, _alone), parts in ordered]


def choices_of(authority: Authority) -> Choices:
    """What the list of an authority can be narrowed to. One statement for all of it."""
    pinned = {"version__programme__authority": authority, "version__is_public": True}
    parts = [
        _part("kinds", ActivityKind.objects.filter(authority=authority), "names"),
        _part("bodies", Body.objects.filter(authority=authority), "short_name"),
        _part("areas", AreaOfAction.objects.filter(**pinned), "title", "code"),
        _part("initiatives", Initiative.objects.filter(**pinned), "name"),
        _part("municipalities", Municipality.objects.filter(authority=authority), "name"),
    ]
    found: dict[str, list[Named]] = {}
    for group, pk, name, code in parts[0].union(*parts[1:], all=True):
        shown = word_in(json.loads(name)) if group == "kinds" else f"{code} {name}".strip()
        found.setdefault(group, []).append(Named(pk, shown))
    for named in found.values():
        named.sort(key=lambda one: _by_number(one.name))
    return Choices(**found)


def _part(group: str, rows: QuerySet[Any], name: str, code: str = "") -> QuerySet[Any, Any]:
    named: QuerySet[Any, Any] = rows.order_by().annotate(
        in_group=Value(group, output_field=CharField()),
        in_words=Cast(name, _NAME),
        in_numbers=Cast(code, _NAME) if code else Value("", output_field=_NAME),
    )
    return named.values_list("in_group", "pk", "in_words", "in_numbers")


def _by_number(name: str) -> tuple[int, str]:
    """The areas of a programme by their number, everything else by its name."""
    number = name.partition(" ")[0].rstrip(".")
    return (int(number) if number.isascii() and number.isdigit() else 0, fold(name))


def used_measures(activities: QuerySet[Activity]) -> Mapping[str, str]:
    """The keys of the measures that some activities have numbers of, with their labels."""
    rows = (
        MeasureValue.objects.filter(activity__in=activities.order_by())
        .order_by("measure__kind__position", "measure__position", "measure_id")
        .values_list("measure__key", "measure__labels", "measure__units")
        .distinct()
    )
    found: dict[str, str] = {}
    for key, labels, units in rows:
        label, unit = word_in(labels) or key, word_in(units)
        found.setdefault(key, f"{label} ({unit})" if unit else label)
    return found
