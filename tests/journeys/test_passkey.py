"""A passkey from its making to signing in with it, with a security key that the browser plays."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page, expect

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import PASSWORD
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

KEY = Authenticator.Type.WEBAUTHN
TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def telephone(visitor: Visitor) -> tuple[CDPSession, str]:
    browser = visitor.page.context.new_cdp_session(visitor.page)
    browser.send("WebAuthn.enable")
    added = browser.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})
    return browser, str(added["authenticatorId"])


def test_a_passkey_opens_the_desk(
    visitor: Visitor,
    authority: Authority,
    coordinator: User,
    telephone: tuple[CDPSession, str],
    picture: Callable[[Page, str], None],
) -> None:
    page = visitor.page
    visitor.sign_in(authority, coordinator)
    visitor.go(f"/{authority.slug}/accounts/2fa/webauthn/")
    visitor.follow("Add a passkey")
    page.locator("input[name=password]").fill(PASSWORD)
    visitor.press("Continue")
    page.locator("[name=name]").fill("Telephone")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda address: "webauthn/add" not in address)
    visitor.look()
    picture(page, "passkey-added")
    assert Authenticator.objects.filter(user=coordinator, type=KEY).count() == 1

    page.context.clear_cookies(name="sessionid")
    visitor.go(f"/{authority.slug}/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/desk/")
    visitor.look()

    page.context.clear_cookies(name="sessionid")
    visitor.go(f"/{authority.slug}/accounts/login/")
    browser, key = telephone
    browser.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    page.locator("#passkey_login").click()
    expect(page.locator("#passkey_trouble")).to_be_visible()
