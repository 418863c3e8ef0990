"""Who may do what in the region: the bureau everything, an office of a municipality its own."""

from collections.abc import Sequence
from datetime import date, datetime

from prevenio.people import access as people
from prevenio.people.models import Authority, Membership, User
from prevenio.places.models import GroupMember, Municipality, WorkingGroup
from prevenio.region.models import Message


def may_keep(memberships: Sequence[Membership], municipality: Municipality | None) -> bool:
    """Whether somebody keeps what is a municipality's own; what is the region's, the bureau."""
    if people.is_bureau(memberships):
        return True
    return municipality is not None and municipality.office_id in people.body_ids_of(memberships)


def can_run_region(user: User, authority: Authority, at: datetime) -> bool:
    """Keep the ledger of accession, the waves, the check-list, what belongs to the region."""
    return people.is_bureau(people.standing(user, authority, at))


def can_keep(
    user: User, authority: Authority, municipality: Municipality | None, at: datetime
) -> bool:
    """The same as `may_keep`, for somebody who is not at the screen."""
    return may_keep(people.standing(user, authority, at), municipality)


def may_write_to(
    user: User, group: WorkingGroup | None, memberships: Sequence[Membership], today: date
) -> bool:
    """Write to a group: whoever keeps it and its members; to all groups the bureau alone."""
    if group is None:
        return people.is_bureau(memberships)
    return may_keep(memberships, group.municipality) or _is_member(user, group, memberships, today)


def may_reply(user: User, message: Message, memberships: Sequence[Membership], today: date) -> bool:
    """Answer a message: whoever it reached. What went to all reached members and offices."""
    if message.group is not None or people.is_bureau(memberships):
        return may_write_to(user, message.group, memberships, today)
    offices = Municipality.objects.filter(
        authority=message.authority_id, office__in=people.body_ids_of(memberships)
    )
    return offices.exists() or _is_member(user, None, memberships, today)


def may_take_back(user: User, message: Message, memberships: Sequence[Membership]) -> bool:
    """Take a message back: whoever wrote it, while they belong here, and the bureau."""
    return people.is_bureau(memberships) or (bool(memberships) and message.by_id == user.pk)


def _is_member(
    user: User, group: WorkingGroup | None, memberships: Sequence[Membership], today: date
) -> bool:
    """Whether somebody who acts in the authority is a member of a group, or of any."""
    authorities = {one.authority_id for one in memberships}
    mine = GroupMember.objects.on(today).filter(user=user, group__authority__in=authorities)
    return (mine.filter(group=group) if group else mine).exists()
