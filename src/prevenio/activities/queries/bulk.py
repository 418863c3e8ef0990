"""What the rows of a file can name, and which of them are recorded already."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from prevenio.activities.bulk.checking import Known, by_words, signature
from prevenio.activities.models import (
    Activity,
    ActivityBatch,
    ActivityKind,
    ActivityState,
    KindMeasure,
    MeasureValue,
)
from prevenio.activities.queries.suggesting import subjects_for
from prevenio.activities.written import Written
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality


def known_for(
    *,
    authority: Authority,
    bodies: Iterable[Body],
    kind_key: str = "",
    body_id: int | None = None,
    today: date,
) -> Known:
    """Kinds, bodies, municipalities, actions and initiatives by the words they go by.

    `bodies` are those that the person records for. Ten statements at most.
    """
    kinds = list(ActivityKind.objects.filter(authority=authority).prefetch_related("measures"))
    subjects = subjects_for(authority=authority, body=None, today=today)
    own = list(Body.objects.filter(pk__in=[one.pk for one in bodies]).prefetch_related("aliases"))
    towns = Municipality.objects.filter(authority=authority)
    actions = [one.action for one in subjects.rest if one.action is not None]
    initiatives = [one.initiative for one in subjects.rest if one.initiative is not None]
    return Known(
        authority=authority,
        kinds=by_words((one, [one.key, *one.names.values()]) for one in kinds),
        measures={one.pk: list(one.measures.all()) for one in kinds},
        bodies=by_words((one, _names(one)) for one in own),
        municipalities=by_words((one, [one.name, one.code]) for one in towns),
        actions=by_words((one, [one.code, one.title, str(one)]) for one in actions),
        initiatives=by_words((one, [one.name, str(one)]) for one in initiatives),
        kind=next((one for one in kinds if one.key == kind_key), None),
        body=next((one for one in own if one.pk == body_id), None),
        today=today,
    )


def names_of_measures(known: Known) -> dict[str, list[str]]:
    """The names that each measure goes by in any language, by its key."""
    found: dict[str, list[str]] = {}
    for one in measures_of(known):
        units = one.units.values()
        labels = list(one.labels.values())
        found[one.key] = [*labels, *(f"{label} ({unit})" for label in labels for unit in units)]
    return found


def measures_of(known: Known) -> Sequence[KindMeasure]:
    """Every measure once, in the order of the catalogue."""
    first: dict[str, KindMeasure] = {}
    for measures in known.measures.values():
        for one in measures:
            first.setdefault(one.key, one)
    return list(first.values())


def recorded_signatures(
    authority: Authority, rows: Sequence[Written]
) -> frozenset[tuple[object, ...]]:
    """The signatures of what is recorded on the days of these rows; two statements."""
    if not rows:
        return frozenset()
    found = Activity.objects.filter(
        authority=authority,
        state__in=[ActivityState.DONE, ActivityState.PLANNED],
        first_day__range=(min(one.first_day for one in rows), max(one.first_day for one in rows)),
        kind__in={one.kind.pk for one in rows},
        body__in={one.body.pk for one in rows},
    )
    numbers: dict[int, list[tuple[str, Decimal]]] = {}
    values = MeasureValue.objects.filter(activity__in=found.order_by())
    for pk, key, number in values.values_list("activity_id", "measure__key", "number"):
        numbers.setdefault(pk, []).append((key, number.normalize()))
    columns = ("kind_id", "body_id", "first_day", "last_day", "begins_at", "title", "place")
    return frozenset(
        _signature(row, tuple(sorted(numbers.get(pk, ()))))
        for pk, *row in found.values_list("pk", *columns, "lineage")
    )


def doubles_among(
    rows: Iterable[tuple[int, Written]], recorded: frozenset[tuple[object, ...]]
) -> dict[int, int | None]:
    """Rows that tell again what another row told, by its number, or what is recorded: None."""
    seen: dict[tuple[object, ...], int] = {}
    found: dict[int, int | None] = {}
    for number, written in rows:
        mark = signature(written)
        if mark in recorded:
            found[number] = None
        elif mark in seen:
            found[number] = seen[mark]
        else:
            seen[mark] = number
    return found


def batches_of(authority: Authority, *, by: User | None = None) -> QuerySet[ActivityBatch]:
    """The files of an authority or of one person, the newest first, without their content."""
    rows = ActivityBatch.objects.filter(authority=authority).select_related("uploaded_by")
    rows = rows.filter(uploaded_by=by) if by is not None else rows
    return rows.defer("table", "columns").order_by("-uploaded_at", "-pk")


def _signature(row: Sequence[Any], numbers: tuple[object, ...]) -> tuple[object, ...]:
    kind, body, first, last, begins, title, place, lineage = row
    hour: time | None = begins
    return (kind, body, first, last, hour, _plain(title), _plain(place), lineage, numbers)


def _plain(word: str) -> str:
    return " ".join(fold(word).split())


def _names(body: Body) -> list[str]:
    aliases = [one.name for one in body.aliases.all()]
    return [body.short_name, body.name, body.public_name, *aliases]
