"""Working groups of municipalities, and of the whole authority, with their members."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import GroupMember, GroupRole, Municipality, WorkingGroup
from prevenio.places.operations.checks import check_days, check_same, check_worker


class GroupNameTaken(Refused):
    message = _("There is already a working group called “%(name)s”.")


class GroupEnded(Refused):
    message = _("This working group ended on %(day)s.")


class MemberLeft(Refused):
    message = _("This member left on %(day)s.")


class MemberComesLater(Refused):
    message = _("This member joins on %(day)s. Choose that day or a later one.")


@dataclass(frozen=True, slots=True)
class GroupParticulars:
    name: str
    municipality: Municipality | None = None
    cadence: str = ""
    email: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class MemberParticulars:
    person_name: str
    body: Body | None = None
    email: str = ""
    role: str = GroupRole.MEMBER
    is_public: bool = True
    first_day: date | None = None
    last_day: date | None = None


@transaction.atomic
def add_group(
    *, authority: Authority, particulars: GroupParticulars, by: User, at: datetime
) -> WorkingGroup:
    """Found a working group. Raises NotAllowed, GroupNameTaken or DaysOutOfOrder."""
    check_same(authority, particulars.municipality)
    check_worker(by, authority, particulars.municipality, at)
    _check_group(authority, particulars, but=None)
    group = WorkingGroup(authority=authority)
    _fill(group, particulars)
    group.save()
    _record("places.group.added", group, by, at)
    return group


@transaction.atomic
def change_group(
    *, group: WorkingGroup, particulars: GroupParticulars, by: User, at: datetime
) -> WorkingGroup:
    """Change or end a working group. Raises NotAllowed, GroupNameTaken or DaysOutOfOrder."""
    group = _locked(group, by, at)
    check_same(group.authority, particulars.municipality)
    check_worker(by, group.authority, particulars.municipality, at)
    _check_group(group.authority, particulars, but=group)
    _fill(group, particulars)
    group.save()
    _record("places.group.changed", group, by, at)
    return group


@transaction.atomic
def add_member(
    *, group: WorkingGroup, particulars: MemberParticulars, by: User, at: datetime
) -> GroupMember:
    """Take somebody into a working group. Raises NotAllowed, GroupEnded or DaysOutOfOrder."""
    group = _locked(group, by, at)
    joins = particulars.first_day
    if group.last_day is not None and joins is not None and group.last_day < joins:
        raise GroupEnded(day=group.last_day)
    member = GroupMember(group=group)
    _fill_member(member, group, particulars)
    member.save()
    _record("places.group_member.added", group, by, at, member=member.person_name)
    return member


@transaction.atomic
def change_member(
    *, member: GroupMember, particulars: MemberParticulars, by: User, at: datetime
) -> GroupMember:
    """Change what is said of a member. Raises NotAllowed or DaysOutOfOrder."""
    member = GroupMember.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    group = _locked(member.group, by, at)
    _fill_member(member, group, particulars)
    member.save()
    _record("places.group_member.changed", group, by, at, member=member.person_name)
    return member


@transaction.atomic
def end_member(*, member: GroupMember, last_day: date, by: User, at: datetime) -> None:
    """Somebody leaves the group on a day. Raises NotAllowed, MemberLeft or MemberComesLater."""
    member = GroupMember.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    group = _locked(member.group, by, at)
    if member.last_day is not None and member.last_day < last_day:
        raise MemberLeft(day=member.last_day)
    if member.first_day is not None and last_day < member.first_day:
        raise MemberComesLater(day=member.first_day)
    member.last_day = last_day
    member.save(update_fields=["last_day"])
    _record("places.group_member.ended", group, by, at, member=member.person_name)


def _check_group(
    authority: Authority, particulars: GroupParticulars, *, but: WorkingGroup | None
) -> None:
    check_days(particulars.first_day, particulars.last_day)
    same = authority.working_groups.filter(name=particulars.name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise GroupNameTaken(name=particulars.name)


def _fill(group: WorkingGroup, particulars: GroupParticulars) -> None:
    for name in GroupParticulars.__dataclass_fields__:
        setattr(group, name, getattr(particulars, name))


def _fill_member(member: GroupMember, group: WorkingGroup, said: MemberParticulars) -> None:
    check_days(said.first_day, said.last_day)
    check_same(group.authority, said.body)
    for name in MemberParticulars.__dataclass_fields__:
        setattr(member, name, getattr(said, name))


def _locked(group: WorkingGroup, by: User, at: datetime) -> WorkingGroup:
    rows = WorkingGroup.objects.select_for_update(of=("self",), no_key=True)
    group = rows.select_related("authority", "municipality").get(pk=group.pk)
    check_worker(by, group.authority, group.municipality, at)
    return group


def _record(fact: str, group: WorkingGroup, by: User, at: datetime, **details: object) -> None:
    record(fact, about=group, by=by, at=at, authority_id=group.authority_id, details=details)
