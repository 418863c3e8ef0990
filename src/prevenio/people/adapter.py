"""How signing in behaves in this house; the machinery is allauth's."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevenio.people import access, operations
from prevenio.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by invitation only; letters go through the journal to notices."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("Enter the password you have now."),
        "incorrect_code": _("The code is not right. Enter the one that is shown now."),
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        memberships = getattr(request, "memberships", [])
        return reverse("desk:home" if access.can_read_desk(memberships) else "my-authorities")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("portal:home" if getattr(request, "authority", None) else "home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **details)
        if user.language:
            remember_language(response, user.language)
        return response

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        authority = getattr(self.request, "authority", None)
        operations.request_password_reset(
            user=user, authority_id=authority.pk if authority else 0, at=timezone.now()
        )


def remember_language(response: HttpResponse, language: str) -> None:
    """Let the browser keep the language that a person chose, as the language switch does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
