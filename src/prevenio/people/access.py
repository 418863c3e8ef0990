"""Who may do what. Each predicate looks at what a person is in the authority on a day.

Operations ask with `standing(by, authority, at)`, views with `request.memberships`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from prevenio.people import queries
from prevenio.people.models import (
    BODY_ROLES,
    BUREAU_ROLES,
    Authority,
    Membership,
    Role,
    User,
    roles_of,
)

_MANAGERS = frozenset({Role.COORDINATOR, Role.HEAD_OF_BUREAU})


def standing(user: User, authority: Authority, at: datetime) -> list[Membership]:
    """What a person is in an authority at a moment, by the authority's own calendar."""
    return queries.memberships_of(user=user, authority=authority, today=today_in(authority, at))


def today_in(authority: Authority, at: datetime) -> date:
    """The day that an authority's own clock shows at a moment."""
    return timezone.localdate(at, ZoneInfo(authority.time_zone))


def is_bureau(memberships: Sequence[Membership]) -> bool:
    """Whether somebody works in the bureau, which runs the authority's programme."""
    return bool(roles_of(memberships) & BUREAU_ROLES)


def sees_all(memberships: Sequence[Membership]) -> bool:
    """Whether somebody sees what is every body's: the bureau, and readers, who change nothing."""
    return bool(roles_of(memberships) & {*BUREAU_ROLES, Role.READER})


def body_ids_of(memberships: Sequence[Membership]) -> Sequence[int]:
    """The bodies that somebody acts for."""
    acting = (one.body_id for one in memberships if one.role in BODY_ROLES)
    return sorted({body_id for body_id in acting if body_id is not None})


def can_read_desk(memberships: Sequence[Membership]) -> bool:
    return bool(memberships)


def can_manage_people(memberships: Sequence[Membership]) -> bool:
    return bool(roles_of(memberships) & _MANAGERS)


def can_invite(user: User, role: str, memberships: Sequence[Membership]) -> bool:
    """Managers invite to every role; whoever runs the installation may appoint a coordinator."""
    return can_manage_people(memberships) or (
        user.is_active and user.is_superuser and role == Role.COORDINATOR
    )


def can_hand_over(user: User, giver: User, memberships: Sequence[Membership]) -> bool:
    """Managers hand over for anybody, everybody for themselves."""
    return can_manage_people(memberships) or (bool(memberships) and user.pk == giver.pk)


def can_manage_authority(memberships: Sequence[Membership]) -> bool:
    return bool(roles_of(memberships) & _MANAGERS)


def can_manage_bodies(memberships: Sequence[Membership]) -> bool:
    return is_bureau(memberships)


def can_edit_programme(memberships: Sequence[Membership]) -> bool:
    return is_bureau(memberships)


def can_adopt_programme(memberships: Sequence[Membership]) -> bool:
    return bool(roles_of(memberships) & _MANAGERS)


def can_create_authority(user: User) -> bool:
    return user.is_active and user.is_superuser


def can_look_after_installation(user: User) -> bool:
    return user.is_active and user.is_superuser
