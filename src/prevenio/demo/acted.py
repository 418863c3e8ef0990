"""Activities of the sample: two years of what the bodies of Kielce did, and what they plan.

Written as rows, like the returns; titles and places are invented, numbers follow from a row's
place. Loading twice into two installations gives the same activities.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from prevenio.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Finding,
    FindingState,
    FindingStep,
    FindingStepKind,
    KindMeasure,
    MeasureValue,
)
from prevenio.demo.samples import FOLDER
from prevenio.journal.operations import record
from prevenio.kernel.text import fold
from prevenio.kernel.working_days import working_day_from
from prevenio.programme.models import Action, ActionRoleKind, ProgrammeVersion

YEARS = (2022, 2023)
# The evening hours of a sample event that residents may come to.
FROM, UNTIL = time(16, 30), time(18, 0)
# Sample events to come stand around this point, a few hundred metres from each other.
MIDDLE = Decimal("50.87"), Decimal("20.63")
STEP = Decimal("0.003")
Pattern = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every row of the sample needs to know."""

    version: ProgrammeVersion
    at: datetime
    today: date
    places: Mapping[str, Sequence[str]]
    actions: Mapping[str, Action]
    kinds: Mapping[str, ActivityKind]


def act_in_sample_years(version: ProgrammeVersion, *, at: datetime) -> None:
    """Some four hundred activities of 2022 and 2023, planned ones, findings in all states."""
    authority = version.programme.authority
    words = json.loads((FOLDER / "kielce-activities.json").read_text(encoding="utf-8"))
    stage = _Stage(
        version,
        at,
        at.astimezone(ZoneInfo(authority.time_zone)).date(),
        words["places"],
        {one.code: one for one in version.actions.prefetch_related("roles")},
        {one.key: one for one in ActivityKind.objects.filter(authority=authority)},
    )
    rows = [(one, pattern) for pattern in words["patterns"] for one in _of(pattern, stage)]
    Activity.objects.bulk_create([activity for activity, _pattern in rows])
    done = [row for row in rows if row[0].state == ActivityState.DONE]
    MeasureValue.objects.bulk_create(_numbers(done))
    _find_faults(done, stage)
    record(
        "demo.activities.loaded",
        about=version.programme,
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"activities": len(rows)},
    )


def _of(pattern: Pattern, stage: _Stage) -> Iterator[Activity]:
    for year in YEARS:
        for place in range(pattern["a_year"]):
            day = _day(pattern, year, place)
            yield _activity(pattern, stage, day, place + year, ActivityState.DONE)
    for place in range(pattern.get("planned", 0)):
        day = working_day_from(stage.today, 6 + 7 * place, country="PL")
        yield _activity(pattern, stage, day, place, ActivityState.PLANNED)


def _day(pattern: Pattern, year: int, place: int) -> date:
    """Days of a pattern spread over its months; the same for every installation."""
    months = pattern.get("months", range(1, 13))
    month = months[place * len(months) // pattern["a_year"]]
    seed = sum(map(ord, pattern["action"])) + 7 * place + year
    return date(year, month, 1 + seed % 28)


def _activity(
    pattern: Pattern, stage: _Stage, day: date, place: int, state: ActivityState
) -> Activity:
    action, kind = stage.actions[pattern["action"]], stage.kinds[pattern["kind"]]
    is_planned = state == ActivityState.PLANNED
    places = stage.places[pattern["places"]]
    where = "" if kind.is_sensitive else places[(place * 3) % len(places)]
    title = "" if kind.is_sensitive else pattern["titles"][0]
    recorded = datetime.combine(day, time(14), tzinfo=UTC)
    latitude, longitude = _point(where) if is_planned else (None, None)
    return Activity(
        authority=stage.version.programme.authority,
        kind=kind,
        body_id=_lead(action),
        action=action,
        lineage=action.lineage,
        state=state,
        title=title,
        place=where,
        latitude=latitude,
        longitude=longitude,
        first_day=day.replace(day=1) if kind.is_sensitive else day,
        last_day=_month_end(day) if kind.is_sensitive else day,
        begins_at=FROM if is_planned else None,
        ends_at=UNTIL if is_planned else None,
        is_on_calendar=is_planned,
        capacity=pattern.get("capacity") if is_planned else None,
        recorded_at=stage.at if is_planned else recorded,
        changed_at=stage.at if is_planned else recorded,
        search_text=fold(f"{title} {where}"),
    )


def _point(place: str) -> tuple[Decimal, Decimal]:
    """An invented point in the town; the same place is always there."""
    seed = sum(map(ord, place))
    north, east = MIDDLE
    return north + (seed % 7 - 3) * STEP, east + (seed % 11 - 5) * STEP


def _lead(action: Action) -> int:
    roles = [role for role in action.roles.all() if role.role == ActionRoleKind.LEAD]
    return roles[0].body_id


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _numbers(rows: Sequence[tuple[Activity, Pattern]]) -> Iterator[MeasureValue]:
    kinds = {activity.kind_id for activity, _pattern in rows}
    measures = {(one.kind_id, one.key): one for one in KindMeasure.objects.filter(kind__in=kinds)}
    for place, (activity, pattern) in enumerate(rows):
        for shift, (key, (least, most)) in enumerate(pattern["measures"].items()):
            number = least + (place * 13 + shift * 5) % (most - least + 1)
            measure = measures[activity.kind_id, key]
            yield MeasureValue(activity=activity, measure=measure, number=Decimal(number))


def _find_faults(rows: Sequence[tuple[Activity, Pattern]], stage: _Stage) -> None:
    """Each third inspection found something: long remedied, but for the newest few."""
    found = [(activity, pattern["finding"]) for activity, pattern in rows if "finding" in pattern]
    found = found[::3]
    still_open = {id(activity) for activity, _what in found[-4:]}
    findings = [
        _finding(activity, what, stage, is_open=id(activity) in still_open)
        for activity, what in found
    ]
    Finding.objects.bulk_create(findings)
    FindingStep.objects.bulk_create(step for one in findings for step in _steps(one, stage))


def _finding(activity: Activity, what: str, stage: _Stage, *, is_open: bool) -> Finding:
    due_on = activity.last_day + timedelta(days=activity.kind.remedy_days)
    if is_open:
        due_on = stage.today + timedelta(days=activity.pk % 9 - 4)
    return Finding(
        activity=activity,
        what=what,
        answers_text=activity.place,
        due_on=due_on,
        state=FindingState.OPEN if is_open else FindingState.REMEDIED,
        settled_on=None if is_open else due_on,
    )


def _steps(finding: Finding, stage: _Stage) -> Iterator[FindingStep]:
    yield FindingStep(
        finding=finding,
        number=1,
        kind=FindingStepKind.FOUND,
        on=finding.activity.last_day,
        due_on=finding.due_on,
        at=finding.activity.recorded_at,
    )
    if finding.settled_on is not None:
        yield FindingStep(
            finding=finding,
            number=2,
            kind=FindingStepKind.REMEDIED,
            on=finding.settled_on,
            at=datetime.combine(finding.settled_on, time(12), tzinfo=UTC),
        )
