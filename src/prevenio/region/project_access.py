"""Who may do what about projects, practices, documents and equipment of a region.

The bureau keeps all of it and readers see all of it. A body sees the projects that it carries out,
started or has people in; the office of a municipality sees its own and what the region shares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import (
    BODY_ROLES,
    BUREAU_ROLES,
    Authority,
    Membership,
    Role,
    User,
    roles_of,
)
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
    roles = roles_of(memberships)
    return Sight(
        sees_all=bool(roles & (BUREAU_ROLES | {Role.READER})),
        keeps=bool(roles & BUREAU_ROLES),
        user_id=user.pk,
        bodies=frozenset(
            one.body_id for one in memberships if one.role in BODY_ROLES and one.body_id is not None
        ),
    )


def can_keep(user: User, authority: Authority, at: datetime) -> bool:
    """Keep projects, networks, documents and equipment; decide on what was handed in."""
    return bool(roles_of(people.standing(user, authority, at)) & BUREAU_ROLES)


def can_write_year(user: User, project: Project, at: datetime) -> bool:
    """Write what was done: the body that carries it out, for which nobody else speaks.

    The bureau writes only where no such body has anybody with an account.
    """
    standing = people.standing(user, project.authority, at)
    leads = lead_bodies(project)
    if any(one.role in BODY_ROLES and one.body_id in leads for one in standing):
        return True
    return bool(roles_of(standing) & BUREAU_ROLES) and not has_writers(project, at)


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
    return any(one.role in BODY_ROLES and one.body_id == office for one in standing)
