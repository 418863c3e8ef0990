import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.people.models import Authority, User
from prevenio.people.sign_in_forms import AddKeyForm
from prevenio.people.tests.factories import PASSWORD, make_authority, make_member, make_user

LOGIN = "/testowo/accounts/login/"


def sign_in(client: Client, user: User, **more: str) -> str:
    answers = {"login": user.email, "password": PASSWORD, **more}
    return client.post(LOGIN, answers).get("Location", "")


def test_signing_in_leads_to_the_desk(client: Client, reader: User) -> None:
    assert sign_in(client, reader) == "/testowo/desk/"


def test_the_page_one_came_for_opens_after_signing_in(client: Client, reader: User) -> None:
    asked = client.get("/testowo/desk/bodies/?q=a")["Location"]

    assert asked == f"{LOGIN}?next=/testowo/desk/bodies/%3Fq%3Da"
    assert sign_in(client, reader, next="/testowo/desk/bodies/?q=a") == "/testowo/desk/bodies/?q=a"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "\x00//evil.example",
    ],
)
def test_nobody_is_led_away_after_signing_in(client: Client, reader: User, target: str) -> None:
    assert sign_in(client, reader, next=target) == "/testowo/desk/"


def test_a_stranger_is_led_to_their_own_desk(client: Client, stranger: User) -> None:
    place = sign_in(client, stranger)

    assert place == "/testowo/accounts/authorities/"
    assert client.get(place)["Location"] == "http://testserver/obcowo/desk/"


def test_who_works_for_two_authorities_chooses(client: Client, reader: User) -> None:
    make_member(user=reader, authority=make_authority(slug="drugie", name="Drugie"))
    client.force_login(reader)

    page = client.get("/accounts/authorities/").content.decode()

    assert "/testowo/desk/" in page
    assert "/drugie/desk/" in page


def test_an_authority_with_its_own_host_is_a_link_not_a_redirect(client: Client, db: None) -> None:
    authority = make_authority(slug="drugie", host_name="safe.example.org")
    client.force_login(make_member(authority=authority))

    page = client.get("/accounts/authorities/")

    assert page.status_code == 200
    assert b'href="http://safe.example.org/desk/"' in page.content


def test_an_account_without_roles_is_told_so(client: Client, db: None) -> None:
    client.force_login(make_user())

    assert client.get("/accounts/authorities/").status_code == 200


def test_the_language_of_the_account_is_remembered(client: Client, authority: Authority) -> None:
    person = make_user(language="cs")
    make_member(user=person, authority=authority)

    sign_in(client, person)

    assert client.cookies["django_language"].value == "cs"


def test_a_closed_account_cannot_sign_in(client: Client, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)

    sign_in(client, reader)

    assert client.get("/testowo/desk/").status_code == 302


def test_there_is_no_open_sign_up(client: Client, authority: Authority) -> None:
    for path in ("/accounts/signup/", "/testowo/accounts/signup/"):
        assert client.get(path).status_code == 404


def test_guessing_is_stopped(client: Client, reader: User) -> None:
    for _attempt in range(5):
        client.post(LOGIN, {"login": reader.email, "password": "wrong-wrong-wrong"})

    assert sign_in(client, reader) == ""


def test_a_forgotten_password_is_replaced_by_mail(
    client: Client, reader: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post("/testowo/accounts/password/reset/", {"email": reader.email})
    link = next(line for line in str(mail.outbox[0].body).splitlines() if "/key/" in line)

    form = client.get(link, follow=True)
    answers = {"password1": "eight-loud-lamps", "password2": "eight-loud-lamps"}
    client.post(form.redirect_chain[-1][0], answers)

    reader.refresh_from_db()
    assert reader.check_password("eight-loud-lamps")
    facts = list(Entry.objects.order_by("pk").values_list("fact", flat=True))
    assert facts == ["people.password_reset.requested", "people.password.changed"]
    assert link.split("/key/")[1].strip("/") not in str(Entry.objects.values_list("payload"))
    assert "no longer works" in english(client).get(link).content.decode()


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def test_nobody_learns_which_addresses_have_accounts(client: Client, authority: Authority) -> None:
    response = client.post("/testowo/accounts/password/reset/", {"email": "no@example.org"})

    assert response["Location"] == "/testowo/accounts/password/reset/done/"
    assert not mail.outbox


@pytest.mark.parametrize("key", ["1-forged", "zzzzzzzzzzzzzzzzzz-x", "0-0", "1-a%00"])
def test_forged_reset_links_give_a_page_that_says_so(
    client: Client, authority: Authority, key: str
) -> None:
    page = english(client).get(f"/testowo/accounts/password/reset/key/{key}/")

    assert page.status_code == 200
    assert "This link no longer works" in page.content.decode()


def test_a_new_password_ends_other_sessions(client: Client, reader: User) -> None:
    client.force_login(reader)
    elsewhere = Client()
    elsewhere.force_login(reader)

    client.post(
        "/testowo/accounts/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "eight-loud-lamps",
            "password2": "eight-loud-lamps",
        },
    )

    assert client.get("/testowo/desk/").status_code == 200
    assert elsewhere.get("/testowo/desk/").status_code == 302


def test_a_code_is_asked_for_once_it_is_set_up(
    client: Client, reader: User, django_capture_on_commit_callbacks: object
) -> None:
    sign_in(client, reader)
    confirm(client)
    page = client.get("/testowo/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<dd>\s*([A-Z2-7]{16,})\s*</dd>", page)
    assert secret is not None, page

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post("/testowo/accounts/2fa/totp/activate/", {"code": code_now(secret[1])})
    client.logout()

    assert sign_in(client, reader) == "/testowo/accounts/2fa/authenticate/"
    assert client.get("/testowo/desk/").status_code == 302
    spare = RecoveryCodes.activate(reader).get_unused_codes()[0]
    response = client.post("/testowo/accounts/2fa/authenticate/", {"code": spare})
    assert response["Location"] == "/testowo/desk/"
    assert Entry.objects.filter(fact="people.second_factor.added").exists()


def confirm(client: Client, next_page: str = "") -> str:
    answers = {"password": PASSWORD, "next": next_page}
    return client.post("/testowo/accounts/reauthenticate/", answers).get("Location", "")


def test_a_form_sent_too_late_is_asked_for_again(client: Client, reader: User) -> None:
    sign_in(client, reader)
    page = "/testowo/accounts/2fa/totp/activate/"

    asked = client.post(page, {"code": "000000"})["Location"]

    assert asked.startswith("/testowo/accounts/reauthenticate/?next=")
    assert confirm(client, page) == page
    assert client.get(page).status_code == 200


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_pages_of_the_second_step_open(client: Client, reader: User) -> None:
    TOTP.activate(reader, "A" * 32)
    RecoveryCodes.activate(reader)
    sign_in(client, reader)
    assert client.get("/testowo/accounts/2fa/authenticate/").status_code == 200
    client.force_login(reader)

    for path in ("", "recovery-codes/", "webauthn/"):
        page = client.get(f"/testowo/accounts/2fa/{path}", follow=True)
        assert page.status_code == 200


def test_own_name_and_language_are_changed(client: Client, reader: User) -> None:
    client.force_login(reader)

    client.post("/testowo/accounts/", {"name": "Nowe Nazwisko", "language": "cs"})

    reader.refresh_from_db()
    assert (reader.name, reader.language) == ("Nowe Nazwisko", "cs")
    assert client.cookies["django_language"].value == "cs"
    assert Entry.objects.get().fact == "people.account.changed"


def test_signing_out_leads_home(client: Client, reader: User) -> None:
    client.force_login(reader)

    assert client.post("/testowo/accounts/logout/")["Location"] == "/testowo/"
    assert client.get("/testowo/desk/").status_code == 302


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("cs", "Toto heslo je příliš krátké"), ("pl", "To hasło jest za krótkie")],
)
def test_a_short_password_is_refused_in_the_language_of_the_page(
    client: Client, reader: User, language: str, sentence: str
) -> None:
    client.force_login(reader)
    client.cookies["django_language"] = language
    answers = {"oldpassword": PASSWORD, "password1": "krótkie", "password2": "krótkie"}

    page = client.post("/testowo/accounts/password/change/", answers).content.decode()

    assert sentence in page.replace("\u00a0", " ")
    assert "too short" not in page


def test_a_new_key_opens_the_sign_in_page_unless_one_wants_otherwise(reader: User) -> None:
    assert AddKeyForm(user=reader)["passwordless"].value() is True
