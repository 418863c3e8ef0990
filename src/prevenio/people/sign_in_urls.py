"""Signing in, inside an authority and outside: allauth's pages that are used here, and our own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path, re_path

from prevenio.people.views import accounts, invitations
from prevenio.people.views.reauthentication import afresh

urlpatterns = [
    path("", accounts.own_account, name="account"),
    path("authorities/", accounts.my_authorities, name="my-authorities"),
    path("invitation/<str:token>/", invitations.acceptance, name="invitation"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", afresh(account.reauthenticate), name="account_reauthenticate"),
    path("2fa/reauthenticate/", afresh(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "2fa/webauthn/reauthenticate/",
        afresh(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
]
