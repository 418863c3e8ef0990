"""Plans that change: another wording, another day, called off; one, or all later ones too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from django.db import transaction

from prevenio.activities.letters import When
from prevenio.activities.models import Activity, ActivitySeries, ActivityState
from prevenio.activities.operations.events import ReasonMissing, call_off_activity
from prevenio.activities.operations.recording import ChangedMeanwhile, note, opened
from prevenio.activities.operations.series import (
    PastDay,
    Plan,
    announce,
    note_series,
    refuse_plan,
)
from prevenio.activities.operations.telling import tell_called_off, tell_changed
from prevenio.activities.pointing import pointed
from prevenio.activities.rows import searched, written_of
from prevenio.activities.written import Written, refuse_personal, refuse_unsound
from prevenio.kernel.errors import WrongState
from prevenio.people.models import User


class Scope(StrEnum):
    """What a change of one activity of a series takes along."""

    ONE = "ONE"
    LATER = "LATER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is changed of a plan, by the names of the columns; the announcement if it is given."""

    columns: dict[str, Any] = field(default_factory=dict)
    announcement: str | None = None


@transaction.atomic
def change_plan(
    *,
    activity: Activity,
    change: Change,
    scope: Scope,
    revision: int,
    by: User,
    at: datetime,
    today: date,
) -> int:
    """Change a planned activity, or it and all later ones of its series; how many were changed.

    Whoever signed up is told of another hour or place. Raises NotAllowed, WrongState,
    ChangedMeanwhile, NotForResidents, NoSignUp or what is unsound.
    """
    activity = _planned(activity, by, at)
    if activity.revision != revision:
        raise ChangedMeanwhile
    rows = _rows_of(activity, scope)
    measures = list(activity.kind.measures.all())
    before = {one.pk: When.of(one) for one in rows}
    changed = sorted(
        name
        for name, value in change.columns.items()
        if any(getattr(one, name) != value for one in rows)
    )
    for one in rows:
        for name, value in change.columns.items():
            setattr(one, name, value)
    if not _SAYS_WHERE.isdisjoint(changed):
        _point_anew(rows)
    for one in rows:
        plan = Plan(written=written_of(one), announcement=change.announcement or "")
        refuse_plan(plan)
        refuse_unsound(plan.written, authority=one.authority, measures=measures, today=today)
        _touch(one, at)
    Activity.objects.bulk_update(rows, [*change.columns, *_POINT, *_TOUCHED])
    if change.announcement is not None:
        announce(rows, change.announcement)
    _tell_and_note(activity, rows, changed, before, scope, by, at)
    return len(rows)


@transaction.atomic
def move_activity(
    *,
    activity: Activity,
    first_day: date,
    begins_at: time | None,
    ends_at: time | None,
    reason: str,
    by: User,
    at: datetime,
    today: date,
) -> Activity:
    """Move a planned activity to another day or hour; its length stays, people are told.

    Raises NotAllowed, WrongState, PastDay, NamesAPerson or what is unsound.
    """
    activity = _planned(activity, by, at)
    if first_day < today:
        raise PastDay
    refuse_personal([reason])
    before = When.of(activity)
    by_days = first_day - activity.first_day
    activity.first_day, activity.last_day = first_day, activity.last_day + by_days
    activity.begins_at, activity.ends_at = begins_at, ends_at
    if activity.sign_up_until is not None:
        activity.sign_up_until += by_days
    written = written_of(activity)
    measures = list(activity.kind.measures.all())
    refuse_unsound(written, authority=activity.authority, measures=measures, today=today)
    _touch(activity, at)
    activity.save()
    details: dict[str, object] = {
        "changed": ["first_day"],
        "before": before.written(),
        "reason": reason.strip()[:300],
    }
    note(activity, "activities.activity.moved", by, at, details)
    return activity


@transaction.atomic
def call_off(*, activity: Activity, scope: Scope, reason: str, by: User, at: datetime) -> int:
    """Call off a planned activity, or it and all later ones of its series; how many.

    They stay, with the reason, and whoever signed up is told. Raises NotAllowed, WrongState,
    ReasonMissing or NamesAPerson.
    """
    if scope == Scope.ONE:
        call_off_activity(activity=activity, reason=reason, by=by, at=at)
        return 1
    activity = _planned(activity, by, at)
    if not reason.strip():
        raise ReasonMissing
    refuse_personal([reason])
    rows = _rows_of(activity, scope)
    for one in rows:
        one.state, one.state_reason = ActivityState.CANCELLED, reason.strip()[:300]
        _touch(one, at)
    Activity.objects.bulk_update(rows, ["state", "state_reason", *_TOUCHED])
    for one in _with_sign_ups(rows):
        tell_called_off(one, reason=one.state_reason, at=at)
    said: dict[str, object] = {"reason": rows[0].state_reason, "count": len(rows)}
    note_series(_series(activity), "activities.series.called_off", by, at, said)
    return len(rows)


_TOUCHED = ("revision", "changed_at", "search_text")
_POINT = ("latitude", "longitude")
_SAYS_WHERE = frozenset({"place", "municipality", "delivery", "is_on_calendar"})


def _planned(activity: Activity, by: User, at: datetime) -> Activity:
    activity = opened(activity, by, at)
    if activity.state != ActivityState.PLANNED:
        raise WrongState
    return activity


def _rows_of(activity: Activity, scope: Scope) -> list[Activity]:
    """The activity itself, or it and all later planned ones of its series, locked in one order."""
    if scope == Scope.ONE or activity.series_id is None:
        return [activity]
    rows = Activity.objects.filter(
        series=activity.series_id,
        state=ActivityState.PLANNED,
        first_day__gte=activity.first_day,
    )
    rows = rows.select_related("authority", "body", "kind", "municipality", "action", "initiative")
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _with_sign_ups(rows: Sequence[Activity]) -> list[Activity]:
    found = Activity.objects.filter(pk__in=[one.pk for one in rows], sign_ups__isnull=False)
    known = set(found.values_list("pk", flat=True))
    return [one for one in rows if one.pk in known]


def _point_anew(rows: Sequence[Activity]) -> None:
    """The points of what is held elsewhere now; each place is looked for once."""
    found: dict[tuple[object, ...], Written] = {}
    for one in rows:
        one.latitude = one.longitude = None
        where = (one.place, one.municipality_id, one.delivery, one.is_on_calendar)
        if where not in found:
            found[where] = pointed(written_of(one), one.authority)
        one.latitude, one.longitude = found[where].latitude, found[where].longitude


def _touch(activity: Activity, at: datetime) -> None:
    activity.revision += 1
    activity.changed_at = at
    activity.search_text = searched(activity)


def _tell_and_note(
    activity: Activity,
    rows: Sequence[Activity],
    changed: list[str],
    before: dict[int, When],
    scope: Scope,
    by: User,
    at: datetime,
) -> None:
    if scope == Scope.ONE:
        # The receiver of this fact tells whoever signed up.
        note(
            activity,
            "activities.activity.changed",
            by,
            at,
            {"changed": changed, "before": before[activity.pk].written()},
        )
        return
    for one in _with_sign_ups(rows):
        tell_changed(one, changed=changed, before=before[one.pk], at=at)
    counted: dict[str, object] = {"changed": changed, "count": len(rows)}
    note_series(_series(activity), "activities.series.changed", by, at, counted)


def _series(activity: Activity) -> ActivitySeries:
    if activity.series is None:
        raise WrongState
    return activity.series
