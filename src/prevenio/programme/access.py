"""Who may do what to a programme: what a role in the authority gives."""

from prevenio.people import access as people
from prevenio.people.models import Authority, User


def can_edit_programme(user: User, authority: Authority) -> bool:
    """Import, edit, amend, settle doubts, waive findings."""
    return people.can_edit_programme(user, authority)


def can_adopt_programme(user: User, authority: Authority) -> bool:
    """Record the act that adopts a version, and choose what the public sees."""
    return people.can_adopt_programme(user, authority)


def can_propose(user: User, authority: Authority) -> bool:
    """Propose a change: anybody with a role in the authority."""
    return people.can_read_desk(user, authority)
