"""Who may do what about assessments and reviews."""

from collections.abc import Sequence
from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import Authority, Membership, User


def can_assess(user: User, authority: Authority, at: datetime) -> bool:
    """Assess actions, plan the days, carry verdicts into proposals."""
    return people.is_bureau(people.standing(user, authority, at))


def can_hand_over(user: User, authority: Authority, at: datetime) -> bool:
    """Hand the review to the commission, record its steps, publish it."""
    return people.can_adopt_programme(people.standing(user, authority, at))


def can_read_reviews(memberships: Sequence[Membership]) -> bool:
    """See assessments before they are public: the bureau and readers, not the bodies assessed."""
    return people.sees_all(memberships)
