"""Plain functions that make kinds and activities for tests: say only what the test is about."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from prevenio.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Finding,
    FindingStep,
    FindingStepKind,
    KindMeasure,
    MeasureRole,
    MeasureValue,
)
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import make_authority, make_body
from prevenio.programme.models import Action

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
_number = count(1)


def make_kind(
    authority: Authority | None = None,
    *,
    key: str = "",
    name: str = "",
    measures: tuple[str, ...] = (),
    **fields: Any,
) -> ActivityKind:
    """A kind of the catalogue; each of `measures` is the key of a number it asks for."""
    key = key or f"kind_{next(_number)}"
    fields.setdefault("family", "meetings")
    fields.setdefault("names", {"en": name or key.replace("_", " ").capitalize()})
    kind = ActivityKind.objects.create(authority=authority or make_authority(), key=key, **fields)
    for measure in measures:
        make_measure(kind, measure)
    return kind


def make_measure(
    kind: ActivityKind,
    key: str = "people.seniors",
    *,
    role: str = MeasureRole.PEOPLE,
    **fields: Any,
) -> KindMeasure:
    fields.setdefault("labels", {"en": key.rpartition(".")[2].capitalize()})
    fields.setdefault("units", {"en": "people"} if role == MeasureRole.PEOPLE else {})
    fields.setdefault("position", kind.measures.count())
    return KindMeasure.objects.create(kind=kind, key=key, role=role, **fields)


def make_activity(
    *,
    authority: Authority | None = None,
    kind: ActivityKind | None = None,
    body: Body | None = None,
    action: Action | None = None,
    numbers: Mapping[str, int | str | Decimal] | None = None,
    first_day: date = TODAY,
    last_day: date | None = None,
    state: str = ActivityState.DONE,
    **fields: Any,
) -> Activity:
    """An activity that is done; `numbers` go by measure key, unknown measures are made."""
    authority = authority or (kind or body or make_body()).authority
    kind = kind or make_kind(authority)
    body = body or make_body(authority=authority)
    fields.setdefault("recorded_at", NOON)
    fields.setdefault("changed_at", NOON)
    fields.setdefault(
        "search_text", fold(f"{fields.get('title', '')} {fields.get('place', '')} {kind}")
    )
    activity = Activity.objects.create(
        authority=authority,
        kind=kind,
        body=body,
        action=action,
        lineage=fields.pop("lineage", action.lineage if action else None),
        first_day=first_day,
        last_day=last_day or first_day,
        state=state,
        **fields,
    )
    for key, number in (numbers or {}).items():
        measure = kind.measures.filter(key=key).first() or make_measure(kind, key)
        MeasureValue.objects.create(activity=activity, measure=measure, number=Decimal(number))
    return activity


def make_finding(
    activity: Activity, what: str = "Gaśnica bez przeglądu", *, due_on: date = TODAY, **fields: Any
) -> Finding:
    """An open finding with its first step."""
    finding = Finding.objects.create(activity=activity, what=what, due_on=due_on, **fields)
    FindingStep.objects.create(
        finding=finding,
        number=1,
        kind=FindingStepKind.FOUND,
        on=activity.last_day,
        due_on=due_on,
        at=NOON,
    )
    return finding
