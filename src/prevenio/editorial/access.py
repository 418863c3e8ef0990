"""Who writes, who publishes, who keeps the logs of an authority."""

from collections.abc import Sequence

from prevenio.people.access import is_bureau
from prevenio.people.models import BUREAU_ROLES, Membership, Role, roles_of

AUTHORS = frozenset({Role.REPORTER})


def can_publish_pages(memberships: Sequence[Membership]) -> bool:
    """Editors: they write, approve, publish and take back."""
    return is_bureau(memberships)


def can_write_pages(memberships: Sequence[Membership]) -> bool:
    """Editors, and authors of bodies whose pages an editor approves."""
    return bool(roles_of(memberships) & (BUREAU_ROLES | AUTHORS))


def can_keep_media_log(memberships: Sequence[Membership]) -> bool:
    return is_bureau(memberships)
