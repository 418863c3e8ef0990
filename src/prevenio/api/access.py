"""Who gives keys to other systems: the bureau."""

from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import BUREAU_ROLES, Authority, User, roles_of


def can_keep_keys(user: User, authority: Authority, at: datetime) -> bool:
    return bool(roles_of(people.standing(user, authority, at)) & BUREAU_ROLES)
