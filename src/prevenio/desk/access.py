"""Who may see what on the desk."""

from collections.abc import Sequence

from prevenio.people.models import BUREAU_ROLES, Membership, roles_of


def can_read_journal(memberships: Sequence[Membership]) -> bool:
    return bool(roles_of(memberships) & BUREAU_ROLES)
