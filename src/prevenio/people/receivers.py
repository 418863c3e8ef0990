"""Changes of passwords and second factors, made by allauth, enter the journal here."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import receiver
from django.utils import timezone

from prevenio.people import operations
from prevenio.people.models import User


@receiver([account.password_changed, account.password_set, account.password_reset])
def password_changed(sender: object, user: User, **_details: Any) -> None:
    operations.record_security_change(fact="people.password.changed", user=user, at=timezone.now())


@receiver(mfa.authenticator_added)
def second_factor_added(sender: object, user: User, **_details: Any) -> None:
    operations.record_security_change(
        fact="people.second_factor.added", user=user, at=timezone.now()
    )


@receiver(mfa.authenticator_removed)
def second_factor_removed(sender: object, user: User, **_details: Any) -> None:
    operations.record_security_change(
        fact="people.second_factor.removed", user=user, at=timezone.now()
    )
