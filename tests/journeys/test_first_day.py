import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from prevenio.people.models import Authority, Membership, Role, User
from prevenio.people.tests.factories import PASSWORD, make_user
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def administrator(db: None) -> User:
    user = make_user(email="admin@urzad.example", name="Adam Administrator")
    user.is_superuser = True
    user.save()
    return user


def letter_link() -> str:
    """The path of the first link of the last letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_the_first_day_of_a_new_authority(visitor: Visitor, administrator: User) -> None:
    page = visitor.page
    visitor.go("/accounts/login/?next=/authorities/new/")
    page.locator("input[name=login]").fill(administrator.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/authorities/new/")
    visitor.look()

    page.locator("[name=name]").fill("Przykładów")
    page.locator("select[name=country]").select_option("PL")
    page.locator("[name=slug]").fill("accounts")
    visitor.press("Create")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.locator("[name=slug]").fill("przykladow")
    visitor.press("Create")
    authority = Authority.objects.get()
    assert authority.currency == "PLN"
    expect(page.locator(".steps .step--now")).to_have_count(1)

    visitor.go("/przykladow/desk/people/invitations/")
    page.locator("[name=email]").fill("olga@urzad.example")
    page.locator(f"[name=role][value={Role.PROGRAMME_OFFICER}]").check()
    visitor.press("Send the invitation")
    link = letter_link()
    page.context.clear_cookies(name="sessionid")

    visitor.go(link)
    page.locator("[name=name]").fill("Olga Oficer")
    page.locator("[name=password]").fill("cztery-ciche-lampy-9")
    visitor.press("Open the account")
    olga = User.objects.get(email="olga@urzad.example")
    assert Membership.objects.get(user=olga).role == Role.PROGRAMME_OFFICER
    visitor.go("/przykladow/desk/programme/")

    page.context.clear_cookies(name="sessionid")
    visitor.sign_in(authority, administrator)
    visitor.go(f"/przykladow/desk/people/{olga.pk}/")
    visitor.follow("Deactivate")
    visitor.press("Deactivate")
    assert not Membership.objects.filter(user=olga, last_day=None).exists()


def test_a_forgotten_password_is_set_anew_by_mail(
    visitor: Visitor, authority: Authority, coordinator: User
) -> None:
    visitor.go(f"/{authority.slug}/accounts/password/reset/")
    visitor.page.locator("input[name=email]").fill(coordinator.email)
    visitor.page.locator("input[name=email]").press("Enter")
    visitor.page.wait_for_url("**/password/reset/done/")
    visitor.look()

    visitor.go(letter_link())
    for name in ("password1", "password2"):
        field = visitor.page.locator(f"input[name={name}]")
        if field.count():
            field.fill("cztery-ciche-lampy-9")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()

    coordinator.refresh_from_db()
    assert coordinator.check_password("cztery-ciche-lampy-9")
