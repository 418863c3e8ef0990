"""Tasks of working groups: set, changed, done, dropped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import Body, User
from prevenio.places.models import GroupMember, WorkingGroup
from prevenio.region import access, letters
from prevenio.region.models import GroupTask, Meeting, Minded, TaskState


class NobodyToDoIt(Refused):
    message = _("Say who does it: a member of the group, or a body.")


class NotOfThisGroup(Refused):
    message = _("Choose a member, a body and a meeting that belong to this group.")


class DueInPast(Refused):
    message = _("The day by which it is to be done cannot lie in the past.")


class OutcomeMissing(Refused):
    message = _("Write what came of it.")


@dataclass(frozen=True, slots=True)
class TaskSaid:
    """What is to be done, by whom, by when; at which meeting it was set."""

    what: str
    due_on: date
    member: GroupMember | None = None
    body: Body | None = None
    meeting: Meeting | None = None
    is_shared: bool = False


@transaction.atomic
def set_task(*, group: WorkingGroup, said: TaskSaid, by: User, at: datetime) -> GroupTask:
    """Give a task to a member or a body.

    Raises NotAllowed, NobodyToDoIt, NotOfThisGroup or DueInPast.
    """
    _allowed(group, by, at)
    _check(group, said)
    if said.due_on < today_in(group.authority, at):
        raise DueInPast
    made = GroupTask(authority=group.authority, group=group, set_by=by, set_at=at)
    _written(made, said, "region.task.set", by, at)
    letters.write_of_task(made, letters.GIVEN, by=by, at=at)
    return made


@transaction.atomic
def change_task(*, task: GroupTask, said: TaskSaid, by: User, at: datetime) -> GroupTask:
    """Change an open task.

    Raises NotAllowed, WrongState, NobodyToDoIt, NotOfThisGroup or DueInPast.
    """
    found = _locked(task)
    _allowed(found.group, by, at)
    _check(found.group, said)
    if found.state != TaskState.OPEN:
        raise WrongState
    if said.due_on != found.due_on and said.due_on < today_in(found.authority, at):
        raise DueInPast
    is_news = (found.due_on, found.member, found.body) != (said.due_on, said.member, said.body)
    _written(found, said, "region.task.changed", by, at)
    if is_news:
        letters.write_of_task(found, letters.GIVEN, by=by, at=at)
    return found


@transaction.atomic
def close_task(
    *, task: GroupTask, outcome: str, is_done: bool, by: User, at: datetime
) -> GroupTask:
    """Say what came of a task: done, or dropped with the reason.

    The member who has it may say so too. Raises NotAllowed, WrongState or OutcomeMissing.
    """
    found = _locked(task)
    if not is_theirs(found, by):
        _allowed(found.group, by, at)
    if found.state != TaskState.OPEN:
        raise WrongState
    if not outcome.strip():
        raise OutcomeMissing
    found.state = TaskState.DONE if is_done else TaskState.DROPPED
    found.outcome, found.closed_by = outcome.strip(), by
    found.closed_on = today_in(found.authority, at)
    found.save()
    _note(found, "region.task.done" if is_done else "region.task.dropped", by, at)
    return found


def is_theirs(task: GroupTask, user: User) -> bool:
    """Whether the task was given to this person as a member of the group."""
    return task.member is not None and task.member.user_id == user.pk


def _locked(task: GroupTask) -> GroupTask:
    rows = GroupTask.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority", "group__authority", "group__municipality", "member"
    )
    return rows.get(pk=task.pk)


def _allowed(group: WorkingGroup, by: User, at: datetime) -> None:
    if not access.can_keep(by, group.authority, group.municipality, at):
        raise NotAllowed


def _check(group: WorkingGroup, said: TaskSaid) -> None:
    if said.member is None and said.body is None:
        raise NobodyToDoIt
    others = (
        said.member is not None and said.member.group_id != group.pk,
        said.meeting is not None and said.meeting.group_id != group.pk,
        said.body is not None and said.body.authority_id != group.authority_id,
    )
    if any(others):
        raise NotOfThisGroup


def _written(task: GroupTask, said: TaskSaid, fact: str, by: User, at: datetime) -> GroupTask:
    if task.due_on != said.due_on:
        task.minded = Minded.NOT
    task.what, task.due_on, task.is_shared = said.what.strip(), said.due_on, said.is_shared
    task.member, task.body, task.meeting = said.member, said.body, said.meeting
    task.save()
    _note(task, fact, by, at)
    return task


def _note(task: GroupTask, fact: str, by: User, at: datetime) -> None:
    record(
        fact,
        about=task,
        by=by,
        at=at,
        authority_id=task.authority_id,
        details={"due_on": task.due_on.isoformat(), "state": task.state},
    )
