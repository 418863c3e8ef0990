"""Who may keep the places: the bureau all of them, an office of a municipality its own."""

from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import BODY_ROLES, BUREAU_ROLES, Authority, User, roles_of
from prevenio.places.models import Municipality


def can_keep_places(user: User, authority: Authority, at: datetime) -> bool:
    """Load boundaries and addresses, keep kinds, precincts and everybody's duties."""
    return bool(roles_of(people.standing(user, authority, at)) & BUREAU_ROLES)


def can_work_for(user: User, municipality: Municipality, at: datetime) -> bool:
    """Keep what is a municipality's own: its duties, its working group, its answers."""
    standing = people.standing(user, municipality.authority, at)
    return bool(roles_of(standing) & BUREAU_ROLES) or any(
        one.role in BODY_ROLES and one.body_id is not None and one.body_id == municipality.office_id
        for one in standing
    )
