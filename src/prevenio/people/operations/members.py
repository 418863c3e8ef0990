"""Changing, ending and handing over what people are in an authority."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access
from prevenio.people.models import BODY_ROLES, Authority, Body, Membership, Role, User
from prevenio.people.operations.invitations import AlreadyMember, BodyNeeded

ONE_DAY = timedelta(days=1)


class LastCoordinator(Refused):
    message = _(
        "This is the only coordinator. Make somebody else coordinator first, or hand over to them."
    )


class SamePerson(Refused):
    message = _("Choose another person: nobody can hand over to themselves.")


class NothingToHandOver(Refused):
    message = _("This person has no role to hand over.")


class NothingToReopen(Refused):
    message = _("This person has no earlier role here. Invite them instead.")


class TakerUnknown(Refused):
    message = _("The person who takes over must have an account that works. Invite them first.")


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, body: Body | None, by: User, at: datetime
) -> Membership:
    """Give a person another role in place of the one they have.

    Raises NotAllowed, BodyNeeded, AlreadyMember or LastCoordinator.
    """
    authority = _managed(membership.authority, by, at)
    membership = Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    if role in BODY_ROLES:
        if body is None or body.authority_id != authority.pk:
            raise BodyNeeded
    else:
        body = None
    same = Membership.objects.filter(
        user=membership.user, authority=authority, role=role, body=body
    ).exclude(pk=membership.pk)
    if same.exists():
        raise AlreadyMember(email=membership.user.email)
    if role != Role.COORDINATOR:
        _keep_a_coordinator(authority, without=Q(pk=membership.pk), on=_today(authority, at))

    before = membership.role
    membership.role, membership.body = role, body
    membership.save(update_fields=["role", "body"])
    _record("people.role.changed", membership.user, authority, by, at, before=before, role=role)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: User, at: datetime) -> Membership:
    """End one role of a person at once; anyone may end their own.

    Raises NotAllowed or LastCoordinator.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=membership.authority_id)
    membership = Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    is_own = membership.user_id == by.pk
    if not is_own and not access.can_manage_people(access.standing(by, authority, at)):
        raise NotAllowed
    today = _today(authority, at)
    _keep_a_coordinator(authority, without=Q(pk=membership.pk), on=today)

    membership.last_day = today - ONE_DAY
    membership.save(update_fields=["last_day"])
    _record("people.role.ended", membership.user, authority, by, at, role=membership.role)
    return membership


@transaction.atomic
def deactivate_person(*, person: User, authority: Authority, by: User, at: datetime) -> User:
    """End all roles of a person here at once; close the account unless it is needed elsewhere.

    Yesterday becomes the last day, so that nothing is left to do with a page still open. Another
    authority's people, and those who run the installation, keep their account. Raises NotAllowed
    or LastCoordinator.
    """
    authority = _managed(authority, by, at)
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = _today(authority, at)
    _keep_a_coordinator(authority, without=Q(user=person), on=today)

    ended = Membership.objects.filter(_not_over(today), user=person, authority=authority)
    roles = ",".join(sorted(ended.values_list("role", flat=True)))
    ended.update(last_day=today - ONE_DAY)
    elsewhere = Membership.objects.filter(_not_over(today), user=person)
    if not person.is_superuser and not elsewhere.exists():
        person.is_active = False
        person.save(update_fields=["is_active"])
    _record("people.person.deactivated", person, authority, by, at, roles=roles)
    return person


@transaction.atomic
def reactivate_person(*, person: User, authority: Authority, by: User, at: datetime) -> User:
    """Open the account again and give back the roles that ended last.

    Raises NotAllowed or NothingToReopen.
    """
    authority = _managed(authority, by, at)
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    memberships = Membership.objects.filter(user=person, authority=authority)
    latest = memberships.exclude(last_day=None).order_by("-last_day").first()
    if latest is None:
        raise NothingToReopen

    memberships.filter(last_day=latest.last_day).update(last_day=None)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record("people.person.reactivated", person, authority, by, at)
    return person


@transaction.atomic
def hand_over(
    *, giver: User, taker: User, authority: Authority, first_day: date, by: User, at: datetime
) -> list[Membership]:
    """Pass every role of one person to another from a day on; higher rooms pass on their duties.

    The giver's roles end on the day before. Raises NotAllowed, SamePerson, TakerUnknown or
    NothingToHandOver.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if not access.can_hand_over(by, giver, access.standing(by, authority, at)):
        raise NotAllowed
    if giver.pk == taker.pk:
        raise SamePerson
    # Whoever was shut out is let in again by the bureau, not by a colleague who hands over.
    known = taker.memberships.filter(_not_over(_today(authority, at)), authority=authority)
    if not taker.is_active or not known.exists():
        raise TakerUnknown
    given = list(
        Membership.objects.select_for_update(no_key=True).filter(
            _not_over(first_day), user=giver, authority=authority
        )
    )
    if not given:
        raise NothingToHandOver

    taken = [_pass_on(membership, taker, first_day) for membership in given]
    _record(
        "people.person.handed_over",
        giver,
        authority,
        by,
        at,
        taker=taker.pk,
        taker_name=str(taker),
        first_day=first_day.isoformat(),
        roles=",".join(sorted(membership.role for membership in taken)),
    )
    return taken


def _pass_on(membership: Membership, taker: User, first_day: date) -> Membership:
    """End the role for the giver and open it for the taker, who may have had it before."""
    taken, is_new = Membership.objects.get_or_create(
        user=taker,
        authority=membership.authority,
        role=membership.role,
        body=membership.body,
        defaults={"first_day": first_day},
    )
    if not is_new and taken.last_day is not None:
        if taken.last_day < first_day - ONE_DAY:
            taken.first_day = first_day
        taken.last_day = None
        taken.save(update_fields=["first_day", "last_day"])
    membership.last_day = first_day - ONE_DAY
    membership.save(update_fields=["last_day"])
    return taken


def _managed(authority: Authority, by: User, at: datetime) -> Authority:
    """The authority, locked so that two people cannot both remove "the other" coordinator."""
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if not access.can_manage_people(access.standing(by, authority, at)):
        raise NotAllowed
    return authority


def _keep_a_coordinator(authority: Authority, *, without: Q, on: date) -> None:
    coordinators = Membership.objects.filter(
        authority=authority, role=Role.COORDINATOR, user__is_active=True
    )
    touched = coordinators.filter(without).filter(_not_over(on))
    lasting = coordinators.on(on).exclude(without).filter(last_day=None)
    if touched.exists() and not lasting.exists():
        raise LastCoordinator


def _not_over(day: date) -> Q:
    return Q(last_day__isnull=True) | Q(last_day__gte=day)


def _today(authority: Authority, at: datetime) -> date:
    return access.today_in(authority, at)


def _record(
    fact: str, about: User, authority: Authority, by: User, at: datetime, **details: object
) -> None:
    record(fact, about=about, by=by, at=at, authority_id=authority.pk, details=details)
