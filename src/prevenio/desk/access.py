"""Who may see what on the desk."""

from collections.abc import Sequence

from prevenio.people.access import is_bureau
from prevenio.people.models import Membership


def can_read_journal(memberships: Sequence[Membership]) -> bool:
    return is_bureau(memberships)
