"""Projects taken up from the programme, their course, their teams, their umbrella."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Initiative
from prevenio.programme.operations.particulars import NOTHING, CarriedOn, tell_forerunner
from prevenio.region.models import Phase, Project, TeamMember, TeamRole, UmbrellaMove
from prevenio.region.operations.checking import days_in_order, not_ahead, only_bureau, only_of


class NothingToTakeUp(Refused):
    message = _("Every initiative of the programme is a project already.")


class FollowsItself(Refused):
    message = _("A project cannot go on from itself, nor from one that goes on from it.")


class BodyMissing(Refused):
    message = _("Choose the body of the person, or write its name.")


class UmbrellaMissing(Refused):
    message = _("Choose the project that is the umbrella, or write its name.")


class UnderItself(Refused):
    message = _("A project cannot stand under itself, nor under one that stands under it.")


@dataclass(frozen=True, slots=True)
class Course:
    """How far a project is, who started it, and what it goes on from, kept here or in words."""

    phase: Phase
    note: str = ""
    initiator: Body | None = None
    follows: Project | None = None
    carried_on: CarriedOn = NOTHING


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place in a team: for which body, in which role, from when to when."""

    person_name: str
    role: TeamRole
    body: Body | None = None
    body_name: str = ""
    department: str = ""
    user: User | None = None
    is_public: bool = False
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Umbrella:
    """What a project is moved under, and on which day."""

    on: date
    umbrella: Project | None = None
    umbrella_name: str = ""
    day_text: str = ""
    reason: str = ""


@transaction.atomic
def take_up_projects(*, authority: Authority, by: User, at: datetime) -> Sequence[Project]:
    """Make a project of each initiative that residents read, once.

    Raises NotAllowed or NothingToTakeUp.
    """
    only_bureau(by, authority, at)
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    taken = Project.objects.filter(authority=authority).values("lineage")
    public = Initiative.objects.filter(
        version__programme__authority=authority, version__is_public=True
    )
    waiting = list(public.exclude(lineage__in=taken).order_by("version", "position", "pk"))
    # Two periods may hold the same initiative: the later one stands for both.
    newest = {one.lineage: one for one in waiting}
    if not newest:
        raise NothingToTakeUp
    made = [
        Project.objects.create(authority=authority, initiative=one, lineage=one.lineage)
        for one in newest.values()
    ]
    for project in made:
        _record("region.project.taken_up", project, by, at)
    return made


@transaction.atomic
def change_course(*, project: Project, course: Course, by: User, at: datetime) -> Project:
    """Say how far a project is, who started it and what it goes on from.

    Raises NotAllowed, FollowsItself or ForerunnerUntitled.
    """
    project = locked(project)
    only_bureau(by, project.authority, at)
    only_of(project.authority, course.initiator, course.follows)
    if course.follows is not None and project.pk in _forebears(course.follows):
        raise FollowsItself
    project.phase, project.note = course.phase, course.note.strip()
    project.initiator, project.follows = course.initiator, course.follows
    columns = tell_forerunner(project, course.carried_on)
    project.save(update_fields=["phase", "note", "initiator", "follows", *columns])
    _record("region.project.changed", project, by, at, phase=str(course.phase))
    return project


@transaction.atomic
def add_team_member(*, project: Project, place: Place, by: User, at: datetime) -> TeamMember:
    """Give a person a place in the team. Raises NotAllowed, BodyMissing or DaysNotInOrder."""
    project = locked(project)
    only_bureau(by, project.authority, at)
    _check_place(project, place)
    member = TeamMember.objects.create(project=project, **_as_fields(place))
    _record("region.project_member.joined", project, by, at, person=member.person_name)
    return member


@transaction.atomic
def change_team_member(*, member: TeamMember, place: Place, by: User, at: datetime) -> TeamMember:
    """Change a place in the team, its days included.

    Raises NotAllowed, BodyMissing or DaysNotInOrder.
    """
    member = TeamMember.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    project = locked(member.project)
    only_bureau(by, project.authority, at)
    _check_place(project, place)
    for name, value in _as_fields(place).items():
        setattr(member, name, value)
    member.save()
    _record("region.project_member.changed", project, by, at, person=member.person_name)
    return member


@transaction.atomic
def move_under(*, project: Project, umbrella: Umbrella, by: User, at: datetime) -> UmbrellaMove:
    """Write down under which umbrella a project stands from a day on; what was before stays.

    Raises NotAllowed, UmbrellaMissing, UnderItself or DayAhead.
    """
    project = locked(project)
    only_bureau(by, project.authority, at)
    only_of(project.authority, umbrella.umbrella)
    not_ahead(umbrella.on, project.authority, at)
    if umbrella.umbrella is None and not umbrella.umbrella_name.strip():
        raise UmbrellaMissing
    if umbrella.umbrella is not None and project.pk in _above(umbrella.umbrella):
        raise UnderItself
    move = UmbrellaMove(
        project=project,
        umbrella=umbrella.umbrella,
        umbrella_name="" if umbrella.umbrella else umbrella.umbrella_name.strip(),
        on=umbrella.on,
        day_text=umbrella.day_text.strip(),
        reason=umbrella.reason.strip(),
        by=by,
        at=at,
    )
    move.save()
    _record("region.project.moved_under", project, by, at, umbrella=str(move))
    return move


def locked(project: Project) -> Project:
    """The project's row, held until the transaction ends."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True).select_related("authority")
    return rows.get(pk=project.pk)


def _forebears(project: Project) -> set[int]:
    """A project and all that it goes on from."""
    found: set[int] = set()
    here: Project | None = project
    while here is not None and here.pk not in found:
        found.add(here.pk)
        here = here.follows
    return found


def _above(project: Project) -> set[int]:
    """A project and all that it stands under now."""
    found: set[int] = set()
    here: Project | None = project
    while here is not None and here.pk not in found:
        found.add(here.pk)
        newest = here.umbrella_moves.order_by("-on", "-pk").first()
        here = newest.umbrella if newest else None
    return found


def _check_place(project: Project, place: Place) -> None:
    only_of(project.authority, place.body)
    if place.body is None and not place.body_name.strip():
        raise BodyMissing
    days_in_order(place.first_day, place.last_day)
    user = place.user
    if user is not None and not user.memberships.filter(authority=project.authority).exists():
        raise NotAllowed


def _as_fields(place: Place) -> dict[str, object]:
    return {
        "person_name": place.person_name.strip(),
        "role": place.role,
        "body": place.body,
        "body_name": "" if place.body else place.body_name.strip(),
        "department": place.department.strip(),
        "user": place.user,
        "is_public": place.is_public,
        "first_day": place.first_day,
        "last_day": place.last_day,
    }


def _record(fact: str, project: Project, by: User, at: datetime, **details: object) -> None:
    record(fact, about=project, by=by, at=at, authority_id=project.authority_id, details=details)
