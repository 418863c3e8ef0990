"""Who may keep the places: the bureau all of them, an office of a municipality its own."""

from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import Authority, User
from prevenio.places.models import Municipality


def can_keep_places(user: User, authority: Authority, at: datetime) -> bool:
    """Load boundaries and addresses, keep kinds, precincts and everybody's duties."""
    return people.is_bureau(people.standing(user, authority, at))


def can_work_for(user: User, municipality: Municipality, at: datetime) -> bool:
    """Keep what is a municipality's own: its duties, its working group, its answers."""
    standing = people.standing(user, municipality.authority, at)
    return people.is_bureau(standing) or municipality.office_id in people.body_ids_of(standing)
