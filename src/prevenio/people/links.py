"""The secret part of an invitation's address: signed, for one sending of one invitation."""

from django.core import signing

from prevenio.people.models import Invitation

_SALT = "prevenio.people.invitation"


def token_of(invitation: Invitation) -> str:
    """A token that is right until the invitation is sent again, accepted, revoked or expires."""
    return signing.dumps([invitation.pk, _sending(invitation)], salt=_SALT)


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a token was made for; None for forged and outdated ones."""
    try:
        pk, sending = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Invitation.objects.select_related("authority", "body").filter(pk=pk).first()
    return found if found is not None and _sending(found) == sending else None


def _sending(invitation: Invitation) -> int:
    return int(invitation.expires_at.timestamp())
