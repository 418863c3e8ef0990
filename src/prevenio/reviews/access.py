"""Who may do what about assessments and reviews."""

from collections.abc import Sequence
from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import BUREAU_ROLES, Authority, Membership, Role, User, roles_of


def can_assess(user: User, authority: Authority, at: datetime) -> bool:
    """Assess actions, plan the days, carry verdicts into proposals."""
    return bool(roles_of(people.standing(user, authority, at)) & BUREAU_ROLES)


def can_hand_over(user: User, authority: Authority, at: datetime) -> bool:
    """Hand the review to the commission, record its steps, publish it."""
    return people.can_adopt_programme(people.standing(user, authority, at))


def can_read_reviews(memberships: Sequence[Membership]) -> bool:
    """See assessments before they are public: the bureau and readers, not the bodies assessed."""
    return bool(roles_of(memberships) & (BUREAU_ROLES | {Role.READER}))
