"""Activities of the samples: two years of what bodies did, and what they plan.

Written as rows, like the returns; titles and places are invented, numbers follow from a row's
place. Loading twice into two installations gives the same activities.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from prevenio.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Announcement,
    KindMeasure,
    MeasureValue,
)
from prevenio.demo.acted_faults import find_faults
from prevenio.demo.acted_where import Where, where_of
from prevenio.demo.samples import FOLDER
from prevenio.journal.operations import record
from prevenio.kernel.text import fold
from prevenio.kernel.working_days import working_day_from
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.programme.models import Action, ActionRoleKind, Initiative, ProgrammeVersion

# The evening hours of a sample event that residents may come to, where it names no others.
HOURS = "16:30", "18:00"
Pattern = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every row of the sample needs to know."""

    authority: Authority
    at: datetime
    today: date
    words: Pattern
    actions: Mapping[str | None, Action]
    initiatives: Mapping[int | None, Initiative]
    kinds: Mapping[str, ActivityKind]
    bodies: Mapping[str, Body]
    towns: Mapping[str, Municipality]


def act_in_sample_years(version: ProgrammeVersion, *, at: datetime) -> None:
    """The activities of two years, planned ones, and findings in all states."""
    stage = _stage(version, at)
    rows = [(one, pattern) for pattern in stage.words["patterns"] for one in _of(pattern, stage)]
    Activity.objects.bulk_create([activity for activity, _pattern in rows])
    done = [row for row in rows if row[0].state == ActivityState.DONE]
    MeasureValue.objects.bulk_create(_numbers(done))
    Announcement.objects.bulk_create(
        Announcement(activity=activity, text=pattern["announcement"])
        for activity, pattern in rows
        if activity.is_on_calendar and "announcement" in pattern
    )
    find_faults(done, today=stage.today)
    record(
        "demo.activities.loaded",
        about=version.programme,
        by=None,
        at=at,
        authority_id=stage.authority.pk,
        details={"activities": len(rows)},
    )


def _stage(version: ProgrammeVersion, at: datetime) -> _Stage:
    authority = version.programme.authority
    path = FOLDER / f"{authority.slug}-activities.json"
    towns = Municipality.objects.filter(authority=authority).select_related("office")
    return _Stage(
        authority,
        at,
        today_in(authority, at),
        json.loads(path.read_text(encoding="utf-8")),
        {one.code: one for one in version.actions.prefetch_related("roles__body")},
        {one.number: one for one in version.initiatives.all()},
        {one.key: one for one in ActivityKind.objects.filter(authority=authority)},
        {one.short_name: one for one in Body.objects.filter(authority=authority)},
        {one.name: one for one in towns},
    )


def _of(pattern: Pattern, stage: _Stage) -> Iterator[Activity]:
    for day, turn in _past(pattern, stage):
        yield _activity(pattern, stage, day, turn, ActivityState.DONE)
    for turn in range(pattern.get("planned", 0)):
        ahead = pattern.get("ahead", 6) + 7 * turn
        day = working_day_from(stage.today, ahead, country=stage.authority.country)
        yield _activity(pattern, stage, day, turn, ActivityState.PLANNED)


def _past(pattern: Pattern, stage: _Stage) -> Iterator[tuple[date, int]]:
    """The days of what was done, each with its turn: those named, then so many of each year."""
    for turn, named in enumerate(pattern.get("days", [])):
        yield date.fromisoformat(named), turn
    for year in pattern.get("years", stage.words["years"]):
        for place in range(pattern.get("a_year", 0)):
            day = _day(pattern, year, place)
            if stage.words.get("on_working_days"):
                day = working_day_from(day, 0, country=stage.authority.country)
            yield day, place + year


def _day(pattern: Pattern, year: int, place: int) -> date:
    """Days of a pattern spread over its months; the same for every installation."""
    months = pattern.get("months", range(1, 13))
    month = months[place * len(months) // pattern["a_year"]]
    seed = sum(map(ord, pattern.get("action", pattern["kind"]))) + 7 * place + year
    return date(year, month, 1 + seed % 28)


def _activity(
    pattern: Pattern, stage: _Stage, day: date, turn: int, state: ActivityState
) -> Activity:
    kind, action = stage.kinds[pattern["kind"]], stage.actions.get(pattern.get("action"))
    where = where_of(pattern, turn, words=stage.words, towns=stage.towns)
    is_planned, is_told = state == ActivityState.PLANNED, not kind.is_sensitive
    title = pattern["titles"][turn % len(pattern["titles"])] if is_told else ""
    place = where.place if is_told else ""
    audience = pattern.get("audience", "")
    recorded = stage.at if is_planned else datetime.combine(day, time(14), tzinfo=UTC)
    return Activity(
        authority=stage.authority,
        kind=kind,
        body=_body(pattern, stage, action, where.town),
        action=action,
        lineage=action.lineage if action else None,
        initiative=stage.initiatives.get(pattern.get("initiative")),
        state=state,
        title=title,
        place=place,
        municipality=where.town,
        audience=audience,
        first_day=day if is_told else day.replace(day=1),
        last_day=day if is_told else _month_end(day),
        recorded_at=recorded,
        changed_at=recorded,
        search_text=fold(" ".join(filter(None, (title, place, audience)))),
        **(_shown(pattern, where) if is_planned else {}),
    )


def _shown(pattern: Pattern, where: Where) -> Mapping[str, Any]:
    """What makes a planned activity an event that residents may come to."""
    begins, ends = (time.fromisoformat(one) for one in pattern.get("hours", HOURS))
    return {
        "is_on_calendar": True,
        "begins_at": begins,
        "ends_at": ends,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "capacity": pattern.get("capacity"),
    }


def _body(
    pattern: Pattern, stage: _Stage, action: Action | None, town: Municipality | None
) -> Body:
    """The lead body of the action, else the body that is named, else the office of the town."""
    if action is not None:
        return next(one.body for one in action.roles.all() if one.role == ActionRoleKind.LEAD)
    if town is not None and town.office is not None and "body" not in pattern:
        return town.office
    return stage.bodies[pattern["body"]]


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
