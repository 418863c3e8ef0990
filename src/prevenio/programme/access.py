"""Who may do what to a programme at a moment: what a role in the authority gives."""

from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import Authority, User


def can_edit_programme(user: User, authority: Authority, at: datetime) -> bool:
    """Import, edit, amend, settle doubts, waive findings."""
    return people.can_edit_programme(people.standing(user, authority, at))


def can_adopt_programme(user: User, authority: Authority, at: datetime) -> bool:
    """Record the act that adopts a version, and choose what the public sees."""
    return people.can_adopt_programme(people.standing(user, authority, at))


def can_propose(user: User, authority: Authority, at: datetime) -> bool:
    """Propose a change: anybody with a role in the authority."""
    return people.can_read_desk(people.standing(user, authority, at))
