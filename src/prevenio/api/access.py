"""Who gives keys to other systems: the bureau."""

from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import Authority, User


def can_keep_keys(user: User, authority: Authority, at: datetime) -> bool:
    return people.is_bureau(people.standing(user, authority, at))
