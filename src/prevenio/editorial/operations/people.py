"""Who is in Wagtail's groups of an authority: what the memberships say, never kept by hand."""

from collections.abc import Sequence

from django.db import transaction

from prevenio.editorial import access
from prevenio.editorial.models import AuthorityPages
from prevenio.people.models import Membership, User


@transaction.atomic
def sync_groups(*, user: User, root: AuthorityPages, memberships: Sequence[Membership]) -> None:
    """Put a person into the groups that their roles of today give, and out of the other one."""
    ours = {root.editors_id, root.authors_id}
    wanted = set()
    if access.can_publish_pages(memberships):
        wanted.add(root.editors_id)
    elif access.can_write_pages(memberships):
        wanted.add(root.authors_id)
    present = set(user.groups.filter(pk__in=ours).values_list("pk", flat=True))
    if wanted - present:
        user.groups.add(*(wanted - present))
    if present - wanted:
        user.groups.remove(*(present - wanted))
