"""What waits in the region for whoever looks: late tasks, meetings without minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from prevenio.people.models import Authority, Membership
from prevenio.region.models import MeetingState, TaskState
from prevenio.region.queries import visible


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of each wait, of what the person sees."""

    open_tasks: int
    late_tasks: int
    unwritten: int
    late_milestones: int

    @property
    def is_nothing(self) -> bool:
        return not (self.late_tasks or self.unwritten or self.late_milestones)


def waiting_for(memberships: Sequence[Membership], authority: Authority, today: date) -> Waiting:
    """How much waits; one statement."""
    tasks = visible.tasks_visible_to(memberships, authority, today=today)
    is_open = tasks.filter(state=TaskState.OPEN)
    meetings = visible.meetings_visible_to(memberships, authority, today=today)
    milestones = visible.milestones_visible_to(memberships, authority)
    asked = (
        is_open,
        is_open.filter(due_on__lt=today),
        meetings.filter(state=MeetingState.PLANNED, on__lt=today),
        milestones.filter(reached_on=None, dropped_because="", planned_on__lt=today),
    )
    rows = Authority.objects.filter(pk=authority.pk)
    return Waiting(*rows.values_list(*(_number(one) for one in asked)).get())


def _number(rows: QuerySet[Any]) -> Coalesce:
    mine = rows.filter(authority=OuterRef("pk")).order_by().values("authority")
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)
