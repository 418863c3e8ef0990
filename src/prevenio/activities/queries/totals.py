"""What activities add up to: numbers by measure, summed in the database.

Only activities that are done count. An activity belongs to the span of days in which it ends: a
campaign that runs over the turn of a year counts once, in the year it ended.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    DataClass,
    KindMeasure,
    MeasureValue,
    word_in,
)
from prevenio.people.models import Authority

ACTIVITIES = "activities"
"""The key of the measure that every kind has: how many there were."""
ALL = "all"
"""Stands for the kind's key in the name of a measure that is summed across kinds."""
_NAME = re.compile(r"activities\.(?P<kind>[-\w]{1,40})\.(?P<measure>[^\s]{1,60})", re.ASCII)


class Narrowed(TypedDict, total=False):
    """Which activities are meant; what is left out or None does not narrow."""

    kind_key: str | None
    body: int | None
    lineage: UUID | None
    """The action, through all versions of its programme."""
    initiative: UUID | None
    """The initiative's lineage."""
    municipality: int | None


@dataclass(frozen=True, slots=True)
class ActionTotal:
    """What one body did for one action: a number of one measure, and from how many activities."""

    lineage: UUID
    body_id: int
    measure_key: str
    label: str
    unit: str
    number: Decimal
    activities: int


@dataclass(frozen=True, slots=True)
class MeasureTotal:
    """A number of one measure, summed across the kinds that share its key."""

    key: str
    role: str
    group: str
    label: str
    unit: str
    number: Decimal
    activities: int


def done_between(
    authority: Authority, first_day: date, last_day: date, **narrowed: Unpack[Narrowed]
) -> QuerySet[Activity]:
    """The activities that are done and ended between two days, both included."""
    activities = Activity.objects.filter(
        authority=authority, state=ActivityState.DONE, last_day__range=(first_day, last_day)
    )
    return activities.filter(**_conditions(narrowed))


def totals(
    *, authority: Authority, first_day: date, last_day: date, **narrowed: Unpack[Narrowed]
) -> Sequence[MeasureTotal]:
    """Every measure with its total, in the order of the catalogue. One statement."""
    return totals_of(done_between(authority, first_day, last_day, **narrowed))


def totals_of(activities: QuerySet[Activity]) -> Sequence[MeasureTotal]:
    """Every measure of some activities with its total. One statement."""
    rows = (
        MeasureValue.objects.filter(activity__in=activities.order_by())
        .order_by("measure__kind__position", "measure__position", "measure_id")
        .values_list(
            "measure__key", "measure__role", "measure__group", "measure__labels", "measure__units"
        )
        .annotate(hundredths=_hundredths(), how_many=Count("pk"))
        .values_list(
            "measure__key",
            "measure__role",
            "measure__group",
            "measure__labels",
            "measure__units",
            "hundredths",
            "how_many",
        )
    )
    found: dict[str, MeasureTotal] = {}
    for key, role, group, labels, units, hundredths, how_many in rows:
        known = found.get(key) or MeasureTotal(
            key, role, group, word_in(labels) or key, word_in(units), Decimal(0), 0
        )
        found[key] = replace(
            known,
            number=known.number + in_units(hundredths),
            activities=known.activities + how_many,
        )
    return list(found.values())


def totals_of_actions(
    *,
    authority: Authority,
    lineages: Collection[UUID],
    bodies: Collection[int],
    first_day: date,
    last_day: date,
) -> Sequence[ActionTotal]:
    """What bodies did for actions, number by number. Two statements, however many actions.

    The number of activities itself is the first measure of each action and body (`activities`).
    They fill returns, which residents may read once they are released: what the police manage is
    left out, and so is a number of a sensitive kind that is too small to be shown.
    """
    done = done_between(authority, first_day, last_day).filter(
        ~Q(kind__data_class=DataClass.POLICE), lineage__in=lineages, body_id__in=bodies
    )
    counted = done.order_by().values_list("lineage", "body_id").annotate(how_many=Count("pk"))
    found = {
        (lineage, body_id, ACTIVITIES): _counted(lineage, body_id, how_many)
        for lineage, body_id, how_many in counted
        if lineage is not None
    }
    for row in _rows_of_actions(done):
        known = found.get((row.lineage, row.body_id, row.measure_key))
        found[row.lineage, row.body_id, row.measure_key] = _added(known, row) if known else row
    return sorted(found.values(), key=lambda one: (str(one.lineage), one.body_id))


def measure_names(authority: Authority) -> Sequence[tuple[str, str, str]]:
    """Name, label and unit of everything that can be asked of `value_of`. Two statements.

    `activities.lesson.people.seniors` is a measure of one kind, `activities.all.people.seniors` the
    same across kinds. The names are for good: they stand in formulas.
    """
    kinds = list(ActivityKind.objects.filter(authority=authority).order_by("position", "pk"))
    measures = list(
        KindMeasure.objects.filter(kind__authority=authority)
        .select_related("kind")
        .order_by("kind__position", "position", "pk")
    )
    across = {one.key: one for one in reversed(measures)}
    names = [(f"{ACTIVITIES}.{ALL}.{ACTIVITIES}", _("All activities"), _unit_of_activities())]
    names += [
        (f"{ACTIVITIES}.{ALL}.{key}", str(one), one.unit) for key, one in sorted(across.items())
    ]
    names += [
        (f"{ACTIVITIES}.{one.key}.{ACTIVITIES}", str(one), _unit_of_activities()) for one in kinds
    ]
    names += [
        (f"{ACTIVITIES}.{one.kind.key}.{one.key}", f"{one.kind}: {one}", one.unit)
        for one in measures
    ]
    return names


def value_of(
    name: str,
    *,
    authority: Authority,
    first_day: date,
    last_day: date,
    **narrowed: Unpack[Narrowed],
) -> Decimal | None:
    """The value of a named measure between two days; 0 where nothing was done, None if unknown.

    Units are those of `measure_names`. Two statements at most.
    """
    asked = _NAME.fullmatch(name)
    if asked is None:
        return None
    measures = KindMeasure.objects.filter(kind__authority=authority, key=asked["measure"])
    kinds = ActivityKind.objects.filter(authority=authority)
    if asked["kind"] != ALL:
        narrowed["kind_key"] = asked["kind"]
        measures = measures.filter(kind__key=asked["kind"])
        kinds = kinds.filter(key=asked["kind"])
    done = done_between(authority, first_day, last_day, **narrowed)
    if asked["measure"] == ACTIVITIES:
        return Decimal(done.count()) if asked["kind"] == ALL or kinds.exists() else None
    if not measures.exists():
        return None
    values = MeasureValue.objects.filter(activity__in=done, measure__key=asked["measure"])
    return in_units(values.aggregate(hundredths=_hundredths())["hundredths"])


def in_units(hundredths: int | None) -> Decimal:
    """A sum of whole hundredths as the number it stands for."""
    return Decimal(hundredths or 0).scaleb(-2)


def hundredths_of(number: str) -> Sum:
    """The exact sum of a column with two decimals, in hundredths.

    SQLite keeps decimals as floats, whose sum depends on the order of the rows; whole numbers do
    not have that fault, and PostgreSQL sums them alike.
    """
    return Sum(Cast(Round(F(number) * 100), BigIntegerField()))


def _hundredths() -> Sum:
    return hundredths_of("number")


def _rows_of_actions(done: QuerySet[Activity]) -> Iterable[ActionTotal]:
    rows = (
        MeasureValue.objects.filter(activity__in=done.order_by())
        .order_by("measure__kind__position", "measure__position", "measure_id")
        .values("activity__lineage", "activity__body_id", "measure_id")
        .annotate(hundredths=_hundredths(), how_many=Count("pk"))
        .values_list(
            "activity__lineage",
            "activity__body_id",
            "measure__key",
            "measure__labels",
            "measure__units",
            "measure__kind__data_class",
            "measure__kind__smallest_shown",
            "hundredths",
            "how_many",
        )
    )
    for lineage, body_id, key, labels, units, data_class, least, hundredths, how_many in rows:
        if data_class == DataClass.AGGREGATE and 0 < in_units(hundredths) < least:
            continue
        yield ActionTotal(
            UUID(str(lineage)),
            body_id,
            key,
            word_in(labels) or key,
            word_in(units),
            in_units(hundredths),
            how_many,
        )


def _added(known: ActionTotal, row: ActionTotal) -> ActionTotal:
    return replace(
        known, number=known.number + row.number, activities=known.activities + row.activities
    )


def _counted(lineage: UUID, body_id: int, how_many: int) -> ActionTotal:
    return ActionTotal(
        lineage,
        body_id,
        ACTIVITIES,
        _("Activities"),
        _unit_of_activities(),
        Decimal(how_many),
        how_many,
    )


def _unit_of_activities() -> str:
    return pgettext("unit", "activities")


_COLUMNS: Mapping[str, str] = {
    "kind_key": "kind__key",
    "body": "body_id",
    "lineage": "lineage",
    "initiative": "initiative__lineage",
    "municipality": "municipality_id",
}


def _conditions(narrowed: Narrowed) -> dict[str, Any]:
    asked: Mapping[str, Any] = {**narrowed}
    return {_COLUMNS[name]: value for name, value in asked.items() if value is not None}
