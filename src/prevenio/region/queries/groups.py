"""Working groups with their meetings and tasks: what is due, what is late, whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from prevenio.people.access import body_ids_of
from prevenio.people.models import Authority, Membership, User
from prevenio.places.models import GroupMember, WorkingGroup
from prevenio.region.models import GroupTask, Meeting, MeetingState, TaskState


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a group met, when it meets next, and when it should; days, None where there is none."""

    weeks: int | None
    last_held: date | None
    next_planned: date | None
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its rhythm and the number of its tasks."""

    group: WorkingGroup
    rhythm: Rhythm
    members: int
    open_tasks: int
    overdue_tasks: int


def rhythm_from(
    *,
    weeks: int | None,
    founded: date | None,
    last_held: date | None,
    next_planned: date | None,
    today: date,
) -> Rhythm:
    """When the next meeting is due: so many weeks after the last one, or after the founding."""
    since = last_held or founded
    due_on = since + timedelta(weeks=weeks) if weeks and since else None
    is_late = due_on is not None and due_on < today and next_planned is None
    return Rhythm(weeks, last_held, next_planned, due_on, is_late)


def group_rows(groups: QuerySet[WorkingGroup], today: date) -> list[GroupRow]:
    """Groups in force with rhythm, members and tasks, by name; one statement."""
    lasting = groups.filter(Q(last_day__isnull=True) | Q(last_day__gte=today))
    rows = lasting.select_related("municipality").annotate(
        weeks=F("rhythm__weeks"),
        last_held=_day(Meeting.objects.filter(state=MeetingState.HELD), "-on"),
        next_planned=_day(Meeting.objects.filter(_to_come(today)), "on"),
        members_now=_number(GroupMember.objects.on(today)),
        open_now=_number(GroupTask.objects.filter(state=TaskState.OPEN)),
        late_now=_number(GroupTask.objects.filter(_late(today))),
    )
    return [_group_row(one, today) for one in rows.order_by("name", "pk")]


def meetings_to_show(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with what a row shows, the latest first."""
    return meetings.select_related("group__municipality").order_by("-on", "-pk")


def tasks_to_show(tasks: QuerySet[GroupTask]) -> QuerySet[GroupTask]:
    """Tasks with what a row shows: open ones first, the most urgent on top."""
    rows = tasks.select_related("group__municipality", "member", "body", "closed_by", "meeting")
    return rows.order_by(F("closed_on").desc(nulls_first=True), "due_on", "pk")


def tasks_for(
    user: User, authority: Authority, memberships: Sequence[Membership]
) -> QuerySet[GroupTask]:
    """Open tasks that wait for a person: given to them as a member, or to a body they work for."""
    mine = Q(member__user=user) | Q(member__isnull=True, body__in=body_ids_of(memberships))
    rows = GroupTask.objects.filter(mine, authority=authority, state=TaskState.OPEN)
    return rows.select_related("group__municipality", "member", "body").order_by("due_on", "pk")


def members_on(group: WorkingGroup, day: date) -> QuerySet[GroupMember]:
    """The members of a group on a day, who leads it first."""
    rows = GroupMember.objects.on(day).filter(group=group).select_related("body", "user")
    return rows.order_by("role", "person_name", "pk")


def waiting_minutes(meetings: QuerySet[Meeting], today: date) -> QuerySet[Meeting]:
    """Meetings whose day has passed and that nobody has written up."""
    return meetings.filter(state=MeetingState.PLANNED, on__lt=today)


def _group_row(group: WorkingGroup, today: date) -> GroupRow:
    said = vars(group)
    rhythm = rhythm_from(
        weeks=said["weeks"],
        founded=group.first_day,
        last_held=said["last_held"],
        next_planned=said["next_planned"],
        today=today,
    )
    return GroupRow(group, rhythm, said["members_now"], said["open_now"], said["late_now"])


def _to_come(today: date) -> Q:
    return Q(state=MeetingState.PLANNED, on__gte=today)


def _late(today: date) -> Q:
    return Q(state=TaskState.OPEN, due_on__lt=today)


def _day(meetings: QuerySet[Meeting], order: str) -> Subquery:
    """The first day of the meetings of each group."""
    return Subquery(meetings.filter(group=OuterRef("pk")).order_by(order).values("on")[:1])


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many rows each group has."""
    mine = rows.filter(group=OuterRef("pk")).order_by().values("group")
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)
