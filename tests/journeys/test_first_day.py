import pytest
from django.core import mail

from prevenio.people.models import Authority, Membership, Role, User
from prevenio.people.tests.factories import PASSWORD
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def administrator(transactional_db: None) -> User:
    return User.objects.create_superuser("root@example.org", PASSWORD, name="Ewa Administrator")


def fill(visitor: Visitor, **answers: str) -> None:
    for name, value in answers.items():
        visitor.page.locator(f"main [name={name}]").fill(value)


def sign_in_outside(visitor: Visitor, user: User) -> None:
    visitor.go("/accounts/login/")
    fill(visitor, login=user.email, password=PASSWORD)
    visitor.press("Continue with the password")


def test_a_new_authority_gets_ready(visitor: Visitor, administrator: User) -> None:
    visitor.go("/")
    assert "prevenio create_administrator" in visitor.text()
    sign_in_outside(visitor, administrator)

    visitor.follow("Create an authority")
    fill(visitor, name="Przykładów")
    visitor.page.locator("[name=country]").select_option("PL")
    visitor.press("Create")

    assert visitor.page.url.endswith("/przykladow/desk/")
    visitor.look()
    assert visitor.page.locator(".step").count() == 6

    visitor.follow("Choose them")
    fill(visitor, second_line="Program bezpieczeństwa", colour="#8899aa")
    visitor.press("Save")
    assert "2" in visitor.page.locator(".govuk-error-summary").inner_text()
    fill(visitor, colour="#5a1e46")
    visitor.press("Save")
    assert Authority.objects.get().brand == "#5A1E46"

    visitor.go("/przykladow/desk/mail/")
    visitor.press("Send me a test letter")
    assert mail.outbox[0].to == [administrator.email]
    visitor.go("/przykladow/desk/")
    assert visitor.page.locator(".step--done").count() == 2


def test_a_colleague_is_invited_and_takes_over(
    visitor: Visitor, authority: Authority, coordinator: User
) -> None:
    visitor.sign_in(authority, coordinator)
    visitor.go("/testowo/desk/people/")
    visitor.follow("Invite a person")
    fill(visitor, email="nowa@example.org")
    visitor.page.locator("[value=READER]").check()
    visitor.press("Send the invitation")
    link = next(one for one in str(mail.outbox[0].body).splitlines() if "/invitation/" in one)

    visitor.page.context.clear_cookies(name="sessionid")
    visitor.go(link.removeprefix(visitor.base))
    fill(visitor, name="Nowa Osoba", password=PASSWORD)
    visitor.press("Open the account")
    assert visitor.page.url.endswith("/testowo/desk/")

    visitor.page.context.clear_cookies(name="sessionid")
    visitor.sign_in(authority, coordinator)
    visitor.go(f"/testowo/desk/people/{coordinator.pk}/hand-over/")
    visitor.page.locator("[name=taker]").select_option(index=1)
    visitor.press("Hand over")

    assert Membership.objects.filter(
        user__email="nowa@example.org", role=Role.COORDINATOR, last_day=None
    ).exists()
    told = {letter.to[0] for letter in mail.outbox[1:]}
    assert told == {"nowa@example.org", coordinator.email}


def test_body_gets_its_names_and_members(
    visitor: Visitor, authority: Authority, coordinator: User
) -> None:
    visitor.sign_in(authority, coordinator)
    for name in ("SP 1", "Szkoły"):
        visitor.go("/testowo/desk/bodies/new/")
        fill(visitor, short_name=name)
        visitor.page.locator("[name=is_group]").check()
        visitor.press("Save")

    fill(visitor, name="szkoły podstawowe")
    visitor.press("Add the name")
    visitor.page.locator("[name=member]").select_option(index=1)
    visitor.press("Add the member")
    visitor.go("/testowo/desk/bodies/?q=podstawowe")

    assert visitor.page.locator("tbody tr").count() == 1
