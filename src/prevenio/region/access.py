"""Who may do what in the region: the bureau everything, an office of a municipality its own."""

from collections.abc import Sequence
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
from prevenio.places.models import Municipality


def is_bureau(memberships: Sequence[Membership]) -> bool:
    return bool(roles_of(memberships) & BUREAU_ROLES)


def sees_all(memberships: Sequence[Membership]) -> bool:
    """The bureau keeps everything; readers see it and change nothing."""
    return bool(roles_of(memberships) & {*BUREAU_ROLES, Role.READER})


def offices_of(memberships: Sequence[Membership]) -> frozenset[int]:
    """The bodies that somebody works for: where one is an office, its municipality is theirs."""
    working = (one.body_id for one in memberships if one.role in BODY_ROLES)
    return frozenset(body_id for body_id in working if body_id is not None)


def may_keep(memberships: Sequence[Membership], municipality: Municipality | None) -> bool:
    """Whether somebody keeps what is a municipality's own; what is the region's, the bureau."""
    if is_bureau(memberships):
        return True
    return municipality is not None and municipality.office_id in offices_of(memberships)


def can_run_region(user: User, authority: Authority, at: datetime) -> bool:
    """Keep the ledger of accession, the waves, the check-list, what belongs to the region."""
    return is_bureau(people.standing(user, authority, at))


def can_keep(
    user: User, authority: Authority, municipality: Municipality | None, at: datetime
) -> bool:
    """The same as `may_keep`, for somebody who is not at the screen."""
    return may_keep(people.standing(user, authority, at), municipality)
