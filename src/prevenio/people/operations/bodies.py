"""Bodies, their other names and the members of groups."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.text import fold
from prevenio.people import access
from prevenio.people.models import Authority, Body, BodyAlias, BodyMember, User


class ShortNameTaken(Refused):
    message = _("There is already a body with the short name “%(short_name)s”.")


class AliasTaken(Refused):
    message = _("“%(name)s” is already a name of %(body)s.")


class NotAGroup(Refused):
    message = _("Only a body that stands for many can have members.")


class AlreadyInGroup(Refused):
    message = _("%(member)s already belongs to this group.")


class NothingToConfirm(Refused):
    message = _("There are no bodies to confirm yet.")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of a body."""

    short_name: str
    name: str = ""
    public_name: str = ""
    legal_kind: str = "OTHER"
    is_group: bool = False
    email: str = ""
    phone: str = ""
    first_day: date | None = None
    last_day: date | None = None


_FIELDS = tuple(Particulars.__dataclass_fields__)


@transaction.atomic
def add_body(*, authority: Authority, particulars: Particulars, by: User, at: datetime) -> Body:
    """Add a body to the authority. Raises NotAllowed or ShortNameTaken."""
    _check(authority, by, at)
    _refuse_taken(authority, particulars.short_name, but=None)
    body = Body(authority=authority, **{name: getattr(particulars, name) for name in _FIELDS})
    body.search_text = search_text_of(body)
    body.save()
    _record("people.body.added", body, by, at)
    return body


@transaction.atomic
def change_body(*, body: Body, particulars: Particulars, by: User, at: datetime) -> Body:
    """Change what is said of a body. Raises NotAllowed or ShortNameTaken."""
    body = _locked(body, by, at)
    _refuse_taken(body.authority, particulars.short_name, but=body)
    changed = [name for name in _FIELDS if getattr(body, name) != getattr(particulars, name)]
    details = {name: str(getattr(particulars, name) or "") for name in changed}
    for name in changed:
        setattr(body, name, getattr(particulars, name))
    body.search_text = search_text_of(body, *body.aliases.values_list("name", flat=True))
    body.save(update_fields=[*changed, "search_text"])
    _record("people.body.changed", body, by, at, **details)
    return body


@transaction.atomic
def add_alias(
    *,
    body: Body,
    name: str,
    first_day: date | None,
    last_day: date | None,
    by: User,
    at: datetime,
) -> BodyAlias:
    """Add another spelling or an earlier name. Raises NotAllowed or AliasTaken."""
    body = _locked(body, by, at)
    taken = _called(name, body.authority, but=body)
    if taken is not None:
        raise AliasTaken(name=name, body=taken)
    alias = BodyAlias.objects.create(body=body, name=name, first_day=first_day, last_day=last_day)
    _refresh_search(body)
    _record("people.body_alias.added", body, by, at, name=name)
    return alias


def _called(name: str, authority: Authority, *, but: Body) -> Body | None:
    """The body that has this name already: another one by any of its names, or itself as such."""
    alias = BodyAlias.objects.filter(body__authority=authority, name=name).first()
    if alias is not None:
        return alias.body
    others = Body.objects.filter(authority=authority).exclude(pk=but.pk)
    return others.filter(Q(short_name=name) | Q(name=name)).first()


@transaction.atomic
def remove_alias(*, alias: BodyAlias, by: User, at: datetime) -> None:
    """Remove another name that was never right. Raises NotAllowed."""
    body = _locked(alias.body, by, at)
    alias.delete()
    _refresh_search(body)
    _record("people.body_alias.removed", body, by, at, name=alias.name)


@transaction.atomic
def add_group_member(
    *,
    group: Body,
    member: Body,
    first_day: date | None,
    last_day: date | None,
    by: User,
    at: datetime,
) -> BodyMember:
    """Put a body into a group. Raises NotAllowed, NotAGroup or AlreadyInGroup."""
    group = _locked(group, by, at)
    if not group.is_group or member.authority_id != group.authority_id or member == group:
        raise NotAGroup
    if group.members.filter(member=member).exists():
        raise AlreadyInGroup(member=member)
    belonging = BodyMember.objects.create(
        group=group, member=member, first_day=first_day, last_day=last_day
    )
    _record("people.body_member.added", group, by, at, member=str(member))
    return belonging


@transaction.atomic
def remove_group_member(*, belonging: BodyMember, by: User, at: datetime) -> None:
    """Take a body out of a group. Raises NotAllowed."""
    group = _locked(belonging.group, by, at)
    belonging.delete()
    _record("people.body_member.removed", group, by, at, member=str(belonging.member))


@transaction.atomic
def confirm_bodies(*, authority: Authority, by: User, at: datetime) -> None:
    """Say that the list of bodies has been looked through. Raises NotAllowed, NothingToConfirm."""
    _check(authority, by, at)
    count = authority.bodies.count()
    if not count:
        raise NothingToConfirm
    record(
        "people.bodies.confirmed",
        about=authority,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"bodies": count},
    )


def search_text_of(body: Body, *aliases: str) -> str:
    """Every name of a body, folded, so that it is found without diacritics."""
    return fold(" ".join([body.short_name, body.name, body.public_name, *aliases])).strip()


def _refresh_search(body: Body) -> None:
    body.search_text = search_text_of(body, *body.aliases.values_list("name", flat=True))
    body.save(update_fields=["search_text"])


def _check(authority: Authority, by: User, at: datetime) -> None:
    if not access.can_manage_bodies(access.standing(by, authority, at)):
        raise NotAllowed


def _locked(body: Body, by: User, at: datetime) -> Body:
    body = Body.objects.select_for_update(no_key=True).select_related("authority").get(pk=body.pk)
    _check(body.authority, by, at)
    return body


def _refuse_taken(authority: Authority, short_name: str, *, but: Body | None) -> None:
    same = Body.objects.filter(authority=authority, short_name=short_name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise ShortNameTaken(short_name=short_name)


def _record(fact: str, body: Body, by: User, at: datetime, **details: object) -> None:
    record(fact, about=body, by=by, at=at, authority_id=body.authority_id, details=details)
