"""Who may see how many people subscribe; nobody sees who they are."""

from collections.abc import Sequence

from prevenio.people.access import is_bureau
from prevenio.people.models import Membership


def can_see_counts(memberships: Sequence[Membership]) -> bool:
    return is_bureau(memberships)
