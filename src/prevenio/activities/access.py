"""Who may do what about activities. A body owns what it says; the bureau does not change it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from prevenio.activities.models import Activity, DataClass, Finding
from prevenio.people import access as people
from prevenio.people.models import (
    BODY_ROLES,
    BUREAU_ROLES,
    Authority,
    Body,
    Membership,
    Role,
    User,
    roles_of,
)


def activities_visible_to(
    memberships: Sequence[Membership], authority: Authority
) -> QuerySet[Activity]:
    """The bureau sees all, bodies their own; readers neither police matters nor sensitive kinds."""
    activities = Activity.objects.filter(authority=authority)
    if people.is_bureau(memberships):
        return activities
    if Role.READER in roles_of(memberships):
        closed = Q(kind__data_class__in=[DataClass.POLICE, DataClass.AGGREGATE])
        return activities.filter(~closed | _own(memberships))
    return activities.filter(_own(memberships))


def findings_visible_to(
    memberships: Sequence[Membership], authority: Authority
) -> QuerySet[Finding]:
    """Findings of the activities that one sees, and those that the own body has to put right."""
    seen = activities_visible_to(memberships, authority)
    own = Q(answers_body__in=people.body_ids_of(memberships))
    return Finding.objects.filter(Q(activity__in=seen) | own, activity__authority=authority)


def may_record(memberships: Sequence[Membership]) -> bool:
    """Whether somebody records activities at all: for their body, or as the bureau for bodies."""
    return bool(roles_of(memberships) & (BODY_ROLES | BUREAU_ROLES))


def can_manage_kinds(user: User, authority: Authority, at: datetime) -> bool:
    """The bureau keeps the catalogue of kinds."""
    return people.is_bureau(people.standing(user, authority, at))


def may_read_kinds(memberships: Sequence[Membership]) -> bool:
    """Who sees the catalogue with what is in use: the bureau, and readers."""
    return people.sees_all(memberships)


def can_record_for(user: User, body: Body, at: datetime) -> bool:
    """A body's own people record for it, and the bureau on its behalf."""
    standing = people.standing(user, body.authority, at)
    return _acts_for(standing, body.pk) or people.is_bureau(standing)


def records_as_bureau(user: User, body: Body, at: datetime) -> bool:
    """Whether what somebody records for a body is the bureau's word and not the body's own."""
    return not _acts_for(people.standing(user, body.authority, at), body.pk)


def can_change(user: User, activity: Activity, at: datetime) -> bool:
    """A body's people change what is the body's; the bureau only what it recorded itself."""
    return may_change(people.standing(user, activity.authority, at), activity)


def may_change(memberships: Sequence[Membership], activity: Activity) -> bool:
    """The same for the memberships of whoever is at the screen."""
    is_own = _acts_for(memberships, activity.body_id)
    return is_own or (activity.is_by_bureau and people.is_bureau(memberships))


def changeable_by(memberships: Sequence[Membership]) -> Q:
    """The same for many activities at once."""
    own = _own(memberships)
    return own | Q(is_by_bureau=True) if people.is_bureau(memberships) else own


def can_report_remedy(user: User, finding: Finding, at: datetime) -> bool:
    """Whoever has to put it right may say that they have; so may those who found it."""
    return may_report_remedy(people.standing(user, finding.activity.authority, at), finding)


def may_report_remedy(memberships: Sequence[Membership], finding: Finding) -> bool:
    """The same for the memberships of whoever is at the screen."""
    answers = finding.answers_body_id
    is_theirs = answers is not None and _acts_for(memberships, answers)
    return is_theirs or may_change(memberships, finding.activity)


def _acts_for(memberships: Sequence[Membership], body_id: int) -> bool:
    return body_id in people.body_ids_of(memberships)


def _own(memberships: Sequence[Membership]) -> Q:
    return Q(body__in=people.body_ids_of(memberships))
