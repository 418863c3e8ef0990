"""How the sample region goes about its project: waves, groups that meet, tasks, milestones.

The waves, their municipalities and the declaration are facts of the document. It counts more
municipalities than it names: those stay a number. Meetings, tasks, milestones and the two villages
that prepare are invented, and lie around the day of loading.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from prevenio.demo.declared import sample_paper
from prevenio.demo.samples import FOLDER
from prevenio.journal.operations import record
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.places.models import GroupMember, Municipality, MunicipalityKind, WorkingGroup
from prevenio.region.files import put
from prevenio.region.models import (
    AccessionStep,
    Declaration,
    DeclarationParty,
    GroupTask,
    Meeting,
    MeetingRhythm,
    MeetingState,
    MilestoneMove,
    RegionMilestone,
    Standing,
    StatedCount,
    TaskState,
    Wave,
)
from prevenio.region.operations.readiness import load_default_items

_TWO_YEARS = timedelta(days=730)
# From this town on nothing is wrong; the first ones show what waits.
_WITHOUT_MINUTES, _WITH_LATE_TASK, _OVERDUE = 1, 2, 3
Words = Mapping[str, Any]


def join_sample(authority: Authority, *, at: datetime) -> None:
    """Accession, groups and milestones of a sample; a city has only its group."""
    file = FOLDER / f"{authority.slug}-joined.json"
    words = json.loads(file.read_text(encoding="utf-8"))
    today = at.astimezone(ZoneInfo(authority.time_zone)).date()
    load_default_items(authority=authority, by=None, at=at)
    if "waves" in words:
        _add_accession(authority, words, at, today)
        _add_milestones(authority, words, at, today)
    _add_groups(authority, words, at, today)
    record("demo.region.loaded", about=authority, by=None, at=at, authority_id=authority.pk)


def _add_accession(authority: Authority, words: Words, at: datetime, today: date) -> None:
    towns = {one.name: one for one in Municipality.objects.filter(authority=authority)}
    bodies = {one.short_name: one for one in Body.objects.filter(authority=authority)}
    steps = [
        _step(authority, at, town=towns[name], wave=wave, on=wave.on, precision=wave.precision)
        for row in words["waves"]
        for wave in [_wave(authority, row)]
        for name in row["towns"]
    ]
    spring = date(today.year + 1, 3, 1)
    ahead = Wave.objects.create(
        authority=authority,
        name=words["next_wave"],
        on=spring,
        precision="month",
        is_published=True,
    )
    preparing = words["preparing"]
    for name in preparing["towns"]:
        village = _village(authority, name)
        said = {"wave": ahead, "on": date.fromisoformat(preparing["since"])}
        said |= {"standing": Standing.PREPARING, "note": preparing["note"]}
        steps.append(_step(authority, at, town=village, **said))
    for row in words["partners"]:
        on = today - timedelta(days=row["days_ago"])
        steps.append(
            _step(authority, at, body=bodies[row["body"]], standing=row["standing"], on=on)
        )
    AccessionStep.objects.bulk_create(steps)
    _add_counts(authority, words["stated"])
    _add_declaration(authority, words["declaration"], bodies)


def _wave(authority: Authority, row: Words) -> Wave:
    return Wave.objects.create(
        authority=authority,
        name=row["name"],
        on=date.fromisoformat(row["on"]),
        precision=row["precision"],
        is_published=True,
    )


def _village(authority: Authority, name: str) -> Municipality:
    found, _made = Municipality.objects.get_or_create(
        authority=authority,
        name=name,
        defaults={"kind": MunicipalityKind.VILLAGE, "search_text": fold(name)},
    )
    return found


def _step(
    authority: Authority, at: datetime, *, town: Municipality | None = None, **said: Any
) -> AccessionStep:
    return AccessionStep(
        authority=authority,
        municipality=town,
        is_public=town is not None,
        at=at,
        **{"standing": Standing.JOINED, **said},
    )


def _add_counts(authority: Authority, said: Words) -> None:
    on = date.fromisoformat(said["on"])
    StatedCount.objects.bulk_create(
        StatedCount(
            authority=authority, standing=standing, on=on, number=number, source=said["source"]
        )
        for standing, number in ((Standing.JOINED, 27), (Standing.PREPARING, 10))
    )


def _add_declaration(authority: Authority, said: Words, bodies: Mapping[str, Body]) -> None:
    made = Declaration(
        authority=authority,
        name=said["name"],
        signed_on=date.fromisoformat(said["signed_on"]),
        scope=said["scope"],
        is_shared=True,
        is_public=True,
    )
    parties = [bodies[short] for short in said["parties"]]
    put(made, sample_paper(authority, said, parties))
    made.save()
    DeclarationParty.objects.bulk_create(
        DeclarationParty(declaration=made, body=body, position=position)
        for position, body in enumerate(parties)
    )


def _add_milestones(authority: Authority, words: Words, at: datetime, today: date) -> None:
    towns = Municipality.objects.filter(authority=authority, working_groups__isnull=False)
    rows = [
        _milestone(authority, town, row, today)
        for town in towns.order_by("pk")
        for row in words["milestones"]
    ]
    own = [(row, _milestone(authority, None, row, today)) for row in words["region_milestones"]]
    RegionMilestone.objects.bulk_create([*rows, *(one for _row, one in own)])
    MilestoneMove.objects.bulk_create(
        MilestoneMove(
            milestone=one,
            from_day=today + timedelta(days=row["moved_from"]),
            to_day=one.planned_on,
            reason=row["reason"],
            at=at,
        )
        for row, one in own
        if "moved_from" in row
    )


def _milestone(
    authority: Authority, town: Municipality | None, row: Words, today: date
) -> RegionMilestone:
    planned = today + timedelta(days=row["days"])
    late = row["reached"]
    return RegionMilestone(
        authority=authority,
        municipality=town,
        text=row["text"],
        planned_on=planned,
        reached_on=None if late is None else planned + timedelta(days=late),
        is_shared=row["public"],
        is_public=row["public"],
    )


def _add_groups(authority: Authority, words: Words, at: datetime, today: date) -> None:
    """Each group meets in its rhythm for two years, and has tasks."""
    groups = WorkingGroup.objects.filter(authority=authority).prefetch_related("members")
    found = list(groups.order_by("pk"))
    MeetingRhythm.objects.bulk_create(
        MeetingRhythm(group=group, weeks=words["weeks"]) for group in found
    )
    meetings = [
        one
        for place, group in enumerate(found, 1)
        for one in _meetings(group, place, words, at, today)
    ]
    Meeting.objects.bulk_create(meetings)
    _add_present(meetings)
    GroupTask.objects.bulk_create(
        task
        for place, group in enumerate(found, 1)
        for task in _tasks(group, place, words, at, today)
    )


def _meetings(
    group: WorkingGroup, place: int, words: Words, at: datetime, today: date
) -> Iterator[Meeting]:
    """Held ones from two years ago on, and the next one; the overdue group has planned none."""
    # Thursdays, so that no group meets on a Sunday.
    day = today - _TWO_YEARS
    day += timedelta(days=(3 - day.weekday()) % 7 + 7 * (place % words["weeks"]))
    number = 0
    while day < today:
        yield _meeting(group, day, number, place, words, at, today)
        day += timedelta(weeks=words["weeks"])
        number += 1
    if place != _OVERDUE:
        yield _meeting(group, day, number, place, words, at, today)


def _meeting(
    group: WorkingGroup,
    day: date,
    number: int,
    place: int,
    words: Words,
    at: datetime,
    today: date,
) -> Meeting:
    is_last = day + timedelta(weeks=words["weeks"]) >= today
    state = MeetingState.HELD
    if day >= today or (is_last and place == _WITHOUT_MINUTES):
        state = MeetingState.PLANNED
    elif number == 5 or (is_last and place == _OVERDUE):
        state = MeetingState.CANCELLED
    is_held = state == MeetingState.HELD
    turn = number + place
    return Meeting(
        authority=group.authority,
        group=group,
        on=day,
        begins=time(16),
        place=words["place"],
        agenda=words["agendas"][turn % len(words["agendas"])],
        state=state,
        others_present=turn % 3 if is_held else 0,
        minutes=words["minutes"] if is_held else "",
        decisions=words["decisions"][turn % len(words["decisions"])] if is_held else "",
        cancelled_because=words["cancelled"] if state == MeetingState.CANCELLED else "",
        is_shared=is_held and turn % 4 == 0,
        changed_at=at,
    )


def _add_present(meetings: Sequence[Meeting]) -> None:
    through = Meeting.present.through
    through._default_manager.bulk_create(
        through(meeting=meeting, groupmember=member)
        for meeting in meetings
        if meeting.state == MeetingState.HELD
        for member in _who_came(meeting)
    )


def _who_came(meeting: Meeting) -> list[GroupMember]:
    """All but one in turn."""
    members = list(meeting.group.members.all())
    return [one for place, one in enumerate(members) if (meeting.on.day + place) % 5 or not place]


def _tasks(
    group: WorkingGroup, place: int, words: Words, at: datetime, today: date
) -> Iterator[GroupTask]:
    members = list(group.members.all())
    for number, row in enumerate(words["tasks"]):
        is_done = bool(row["outcome"])
        days = -40 * (number + 1) if is_done else 14 * (number + 1)
        if not is_done and place == _WITH_LATE_TASK:
            days = -9
        due_on = today + timedelta(days=days)
        yield GroupTask(
            authority=group.authority,
            group=group,
            what=row["what"],
            member=members[(number + place) % len(members)] if members else None,
            due_on=due_on,
            state=TaskState.DONE if is_done else TaskState.OPEN,
            outcome=row["outcome"],
            closed_on=due_on - timedelta(days=3) if is_done else None,
            set_at=at - timedelta(days=60),
        )
