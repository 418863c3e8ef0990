"""What somebody may see of the region.

The bureau and readers see all; the office of a municipality sees its own and what is shared; a
member of a working group who has an account sees what is the group's.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, Q, QuerySet

from prevenio.people.access import body_ids_of, sees_all
from prevenio.people.models import Authority, Membership
from prevenio.places.models import GroupMember, Municipality, WorkingGroup
from prevenio.region.models import (
    AccessionStep,
    Declaration,
    GroupTask,
    Meeting,
    MeetingState,
    Message,
    RegionMilestone,
    Standing,
    StatedCount,
    Wave,
)

type Memberships = Sequence[Membership]


def municipalities_visible_to(
    memberships: Memberships, authority: Authority
) -> QuerySet[Municipality]:
    """The municipalities whose own page on the desk somebody may open."""
    rows = Municipality.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    return rows.filter(office__in=body_ids_of(memberships))


def waves_visible_to(memberships: Memberships, authority: Authority) -> QuerySet[Wave]:
    """The waves; those that are not published only for the bureau and readers."""
    rows = Wave.objects.filter(authority=authority)
    return rows if sees_all(memberships) else rows.filter(is_published=True)


def stated_counts_visible_to(
    memberships: Memberships, authority: Authority
) -> QuerySet[StatedCount]:
    """Counts that documents state; with how many one is in talks, the bureau and readers alone."""
    rows = StatedCount.objects.filter(authority=authority)
    return rows if sees_all(memberships) else rows.exclude(standing=Standing.CONTACTED)


def steps_visible_to(memberships: Memberships, authority: Authority) -> QuerySet[AccessionStep]:
    """Steps of accession with their notes: all, or those of the own municipality."""
    rows = AccessionStep.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    return rows.filter(municipality__office__in=body_ids_of(memberships))


def declarations_visible_to(
    memberships: Memberships, authority: Authority
) -> QuerySet[Declaration]:
    """Declarations: all, or the own ones and those that are shared or public."""
    rows = Declaration.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    own = Q(municipality__office__in=body_ids_of(memberships))
    return rows.filter(own | Q(is_shared=True) | Q(is_public=True))


def groups_visible_to(
    memberships: Memberships, authority: Authority, *, today: date
) -> QuerySet[WorkingGroup]:
    """Working groups: all, or that of the own municipality and those one is a member of."""
    rows = WorkingGroup.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    own = Q(municipality__office__in=body_ids_of(memberships))
    return rows.filter(own | Q(pk__in=_groups_of(memberships, today)))


def meetings_visible_to(
    memberships: Memberships, authority: Authority, *, today: date
) -> QuerySet[Meeting]:
    """Meetings: all, or those of the own groups and held ones whose minutes are shared."""
    rows = Meeting.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    shared = Q(is_shared=True, state=MeetingState.HELD)
    return rows.filter(_own_group(memberships, today) | shared)


def tasks_visible_to(
    memberships: Memberships, authority: Authority, *, today: date
) -> QuerySet[GroupTask]:
    """Tasks: all, or those of the own groups, those of the own body, and shared ones."""
    rows = GroupTask.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    given = Q(body__in=body_ids_of(memberships))
    return rows.filter(_own_group(memberships, today) | given | Q(is_shared=True))


def messages_visible_to(
    memberships: Memberships, authority: Authority, *, today: date
) -> QuerySet[Message]:
    """Messages: all, or those to the own groups and, for who is in one, those to every group."""
    rows = Message.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    own = _own_group(memberships, today)
    offices = Municipality.objects.filter(authority=authority, office__in=body_ids_of(memberships))
    groups = _groups_of(memberships, today).filter(group__authority=authority)
    takes_part = Q(Exists(offices)) | Q(Exists(groups))
    return rows.filter(own | (Q(group=None) & takes_part))


def milestones_visible_to(
    memberships: Memberships, authority: Authority
) -> QuerySet[RegionMilestone]:
    """Milestones: all, or the own ones and those that are shared or public."""
    rows = RegionMilestone.objects.filter(authority=authority)
    if sees_all(memberships):
        return rows
    own = Q(municipality__office__in=body_ids_of(memberships))
    return rows.filter(own | Q(is_shared=True) | Q(is_public=True))


def _own_group(memberships: Memberships, today: date) -> Q:
    offices = Q(group__municipality__office__in=body_ids_of(memberships))
    return offices | Q(group__in=_groups_of(memberships, today))


def _groups_of(memberships: Memberships, today: date) -> QuerySet[GroupMember, int]:
    """The groups of which somebody is a member on a day."""
    people = {one.user_id for one in memberships}
    return GroupMember.objects.on(today).filter(user__in=people).values_list("group_id", flat=True)
