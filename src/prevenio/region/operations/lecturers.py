"""Lecturers that a project trained, and the activities they held."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import Activity, ActivityState
from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Body, User
from prevenio.region.models import Lecturer, LecturerSession, Project
from prevenio.region.operations.checking import days_in_order, not_ahead, only_bureau, only_of
from prevenio.region.operations.teams import locked


class SessionOfAnother(Refused):
    message = _("This activity belongs to another project.")


class SessionBeforeTraining(Refused):
    message = _("The activity was before the day of the training, %(day)s.")


class SessionNotDone(Refused):
    message = _("Only an activity that took place is a session.")


@dataclass(frozen=True, slots=True)
class Training:
    """Who was trained for which body, when and by whom; and whether they may be named."""

    person_name: str
    body: Body
    trained_on: date
    trained_by: str = ""
    may_be_named: bool = False
    last_day: date | None = None


@transaction.atomic
def add_lecturer(*, project: Project, training: Training, by: User, at: datetime) -> Lecturer:
    """Write down who was trained. Raises NotAllowed, DayAhead or DaysNotInOrder."""
    project = locked(project)
    only_bureau(by, project.authority, at)
    _check(project, training, at)
    lecturer = Lecturer.objects.create(project=project, **_as_fields(training))
    _record("region.lecturer.trained", lecturer, by, at)
    return lecturer


@transaction.atomic
def change_lecturer(*, lecturer: Lecturer, training: Training, by: User, at: datetime) -> Lecturer:
    """Change what is kept of a lecturer. Raises NotAllowed, DayAhead or DaysNotInOrder."""
    project = locked(lecturer.project)
    only_bureau(by, project.authority, at)
    _check(project, training, at)
    for name, value in _as_fields(training).items():
        setattr(lecturer, name, value)
    lecturer.save()
    _record("region.lecturer.changed", lecturer, by, at)
    return lecturer


@transaction.atomic
def link_session(
    *, lecturer: Lecturer, activity: Activity, by: User, at: datetime
) -> LecturerSession:
    """Say that a lecturer held an activity of the project; a second time changes nothing.

    Raises NotAllowed, SessionOfAnother, SessionNotDone or SessionBeforeTraining.
    """
    project = locked(lecturer.project)
    only_bureau(by, project.authority, at)
    only_of(project.authority, activity)
    if activity.initiative is None or activity.initiative.lineage != project.lineage:
        raise SessionOfAnother
    if activity.state != ActivityState.DONE:
        raise SessionNotDone
    if activity.last_day < lecturer.trained_on:
        raise SessionBeforeTraining(day=lecturer.trained_on)
    session, is_new = LecturerSession.objects.get_or_create(lecturer=lecturer, activity=activity)
    if is_new:
        _record("region.lecturer_session.linked", lecturer, by, at)
    return session


@transaction.atomic
def unlink_session(*, session: LecturerSession, by: User, at: datetime) -> None:
    """Take back that a lecturer held an activity. Raises NotAllowed."""
    project = locked(session.lecturer.project)
    only_bureau(by, project.authority, at)
    _record("region.lecturer_session.unlinked", session.lecturer, by, at)
    session.delete()


def _check(project: Project, training: Training, at: datetime) -> None:
    only_of(project.authority, training.body)
    not_ahead(training.trained_on, project.authority, at)
    days_in_order(training.trained_on, training.last_day)


def _as_fields(training: Training) -> dict[str, object]:
    return {**_fields(training), "person_name": training.person_name.strip()}


def _fields(training: Training) -> dict[str, object]:
    return {name: getattr(training, name) for name in Training.__dataclass_fields__}


def _record(fact: str, lecturer: Lecturer, by: User, at: datetime) -> None:
    project = lecturer.project
    record(fact, about=lecturer, by=by, at=at, authority_id=project.authority_id)
