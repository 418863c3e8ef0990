"""Who may do what about projects, practices, documents and equipment of a region.

The bureau keeps all of it and readers see all of it. A body sees the projects that it carries out,
started or has people in; the office of a municipality sees its own and what the region shares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import BODY_ROLES, Authority, Membership, User
from prevenio.people.queries import people_of_body
from prevenio.places.access import can_work_for
from prevenio.programme.models import InitiativeRoleKind
from prevenio.region.models import Practice, Project


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees on the desk: everything, else what belongs to these bodies and to them."""

    sees_all: bool
    keeps: bool
    user_id: int
    bodies: frozenset[int]


def sight_of(user: User, memberships: Sequence[Membership]) -> Sight:
    """What a person sees who is something in the authority today."""
    return Sight(
        sees_all=people.sees_all(memberships),
        keeps=people.is_bureau(memberships),
        user_id=user.pk,
        bodies=frozenset(people.body_ids_of(memberships)),
    )


def can_keep(user: User, authority: Authority, at: datetime) -> bool:
    """Keep projects, networks, documents and equipment; decide on what was handed in."""
    return people.is_bureau(people.standing(user, authority, at))


def can_write_year(user: User, project: Project, at: datetime) -> bool:
    """Write what was done: the body that carries it out, for which nobody else speaks.

    The bureau writes only where no such body has anybody with an account.
    """
    standing = people.standing(user, project.authority, at)
    if not lead_bodies(project).isdisjoint(people.body_ids_of(standing)):
        return True
    return people.is_bureau(standing) and not has_writers(project, at)


def has_writers(project: Project, at: datetime) -> bool:
    """Whether a body that carries a project out has anybody who could write for it."""
    today = people.today_in(project.authority, at)
    return any(
        one.role in BODY_ROLES
        for role in project.present.roles.all()
        if role.role == InitiativeRoleKind.IMPLEMENTER
        for one in people_of_body(body=role.body, today=today)
    )


def lead_bodies(project: Project) -> frozenset[int]:
    """The bodies that carry a project out, as the programme names them now."""
    return frozenset(
        role.body_id
        for role in project.present.roles.all()
        if role.role == InitiativeRoleKind.IMPLEMENTER
    )


def can_write_practice(user: User, practice: Practice, at: datetime) -> bool:
    """Change a practice: whoever wrote it, and nobody else; not even the bureau."""
    if practice.municipality is None:
        return can_keep(user, practice.authority, at)
    standing = people.standing(user, practice.authority, at)
    office = practice.municipality.office_id
    if office is None:
        return can_work_for(user, practice.municipality, at)
    return office in people.body_ids_of(standing)
