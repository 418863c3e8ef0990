"""Inviting a person to a role, and taking the role up."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access
from prevenio.people.models import (
    BODY_ROLES,
    Authority,
    Body,
    Invitation,
    Membership,
    Role,
    User,
)

VALID_FOR = timedelta(days=14)


class AlreadyMember(Refused):
    message = _("%(email)s already has this role.")


class AlreadyInvited(Refused):
    message = _("%(email)s is already invited to this role. Send the invitation again instead.")


class BodyNeeded(Refused):
    message = _("Choose the body for which this person will act.")


class InvitationClosed(Refused):
    message = _("This invitation is no longer valid. Ask for a new one.")


class NotYourInvitation(Refused):
    message = _("This invitation was sent to %(email)s. Sign in with that address to accept it.")


@transaction.atomic
def invite_person(
    *, authority: Authority, email: str, role: str, body: Body | None, by: User, at: datetime
) -> Invitation:
    """Call a person to a role by mail; notices sends the letter.

    The people who run the installation may appoint a coordinator, so that an authority whose last
    one has gone is not lost. Raises NotAllowed, BodyNeeded, AlreadyMember or AlreadyInvited.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if not access.can_invite(by, role, access.standing(by, authority, at)):
        raise NotAllowed
    email = email.strip().lower()
    body = _body_of_role(authority, role, body)
    held = Membership.objects.on(access.today_in(authority, at)).filter(
        authority=authority, user__email=email, user__is_active=True, role=role, body=body
    )
    if held.exists():
        raise AlreadyMember(email=email)
    open_ones = Invitation.objects.filter(
        authority=authority,
        email=email,
        role=role,
        body=body,
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=at,
    )
    if open_ones.exists():
        raise AlreadyInvited(email=email)

    invitation = Invitation.objects.create(
        authority=authority,
        email=email,
        role=role,
        body=body,
        invited_by=by,
        invited_at=at,
        expires_at=at + VALID_FOR,
    )
    _record("people.person.invited", invitation, by, at)
    return invitation


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Send an invitation again with a new link; the earlier link stops working.

    Raises NotAllowed or InvitationClosed.
    """
    invitation = _managed(invitation, by, at)
    invitation.expires_at = at + VALID_FOR
    invitation.save(update_fields=["expires_at"])
    _record("people.invitation.renewed", invitation, by, at)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Withdraw an invitation that nobody has accepted. Raises NotAllowed or InvitationClosed."""
    invitation = _managed(invitation, by, at)
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    _record("people.invitation.revoked", invitation, by, at)
    return invitation


@transaction.atomic
def accept_as_new_person(
    *, invitation: Invitation, name: str, password: str, language: str, at: datetime
) -> User:
    """Open an account for the invited address, or a closed one again, and take the role up.

    Roles that the closed account had elsewhere stay ended. Raises InvitationClosed; also where the
    address has an account that works, whose owner must sign in to accept.
    """
    invitation = _open(invitation, at)
    user = User.objects.select_for_update(no_key=True).filter(email=invitation.email).first()
    if user is not None and user.is_active:
        raise InvitationClosed
    user = user or User(email=invitation.email)
    user.name, user.language, user.is_active = name, language, True
    user.set_password(password)
    user.save()
    _take_up(invitation, user, at)
    return user


@transaction.atomic
def accept_as_oneself(*, invitation: Invitation, by: User, at: datetime) -> Membership:
    """Take the role up with the account one has. Raises InvitationClosed or NotYourInvitation."""
    invitation = _open(invitation, at)
    if by.email != invitation.email:
        raise NotYourInvitation(email=invitation.email)
    return _take_up(invitation, by, at)


def _body_of_role(authority: Authority, role: str, body: Body | None) -> Body | None:
    if role not in BODY_ROLES:
        return None
    if body is None or body.authority_id != authority.pk:
        raise BodyNeeded
    return body


def _managed(invitation: Invitation, by: User, at: datetime) -> Invitation:
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if not access.can_invite(by, invitation.role, access.standing(by, invitation.authority, at)):
        raise NotAllowed
    if invitation.accepted_at or invitation.revoked_at:
        raise InvitationClosed
    return invitation


def _open(invitation: Invitation, at: datetime) -> Invitation:
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if not invitation.is_open_at(at):
        raise InvitationClosed
    return invitation


def _take_up(invitation: Invitation, user: User, at: datetime) -> Membership:
    """Give the role; one that the person once had and lost begins anew."""
    today = access.today_in(invitation.authority, at)
    membership, _is_new = Membership.objects.update_or_create(
        user=user,
        authority=invitation.authority,
        role=invitation.role,
        body=invitation.body,
        defaults={"first_day": today, "last_day": None},
    )
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    _record("people.invitation.accepted", invitation, user, at)
    return membership


def _record(fact: str, invitation: Invitation, by: User, at: datetime) -> None:
    record(
        fact,
        about=invitation,
        by=by,
        at=at,
        authority_id=invitation.authority_id,
        details={
            "role": Role(invitation.role).value,
            "body": str(invitation.body) if invitation.body else "",
        },
    )
