"""Who may see how many people subscribe; nobody sees who they are."""

from collections.abc import Sequence

from prevenio.people.models import BUREAU_ROLES, Membership, roles_of


def can_see_counts(memberships: Sequence[Membership]) -> bool:
    return bool(roles_of(memberships) & BUREAU_ROLES)
