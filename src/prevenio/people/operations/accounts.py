"""What people do to their own account; passwords and second factors are changed by allauth."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import User

INSTALLATION = 0


class AccountExists(Refused):
    message = _("%(email)s already has an account.")


@transaction.atomic
def open_administrator(*, email: str, name: str, at: datetime) -> User:
    """Open an account for a person who runs the installation; its password comes by a link.

    Asked again for an administrator who has no password yet, it gives the same account, so that a
    lost link can be replaced. Raises AccountExists.
    """
    known = User.objects.filter(email=email.lower()).first()
    if known is not None:
        if known.is_superuser and known.is_active and not known.has_usable_password():
            return known
        raise AccountExists(email=known.email)
    user = User.objects.create_superuser(email, None, name=name)
    record("people.administrator.opened", about=user, by=None, at=at, authority_id=INSTALLATION)
    return user


@transaction.atomic
def change_account(*, user: User, name: str, language: str, at: datetime) -> User:
    """Set one's own name and language."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    record("people.account.changed", about=user, by=user, at=at, authority_id=INSTALLATION)
    return user


@transaction.atomic
def request_password_reset(*, user: User, authority_id: int, at: datetime) -> None:
    """Let notices send a link for a new password. The link itself never enters the journal."""
    record(
        "people.password_reset.requested",
        about=user,
        by=None,
        at=at,
        authority_id=INSTALLATION,
        details={"authority": authority_id},
    )


@transaction.atomic
def record_security_change(*, fact: str, user: User, at: datetime) -> None:
    """Keep in the journal that a password or a second factor has been changed."""
    record(fact, about=user, by=user, at=at, authority_id=INSTALLATION)
