"""Sending where a second person certifies: who is named, who is refused; other bodies' returns."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.returns.models import (
    ActionReturn,
    BodyContact,
    Purpose,
    ReturnLink,
    ReturnState,
)
from prevenio.returns.tests.answering import form_of, open_here
from prevenio.returns.tests.factories import (
    MORNING,
    make_action,
    make_certifier,
    make_version,
    open_year,
)


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING + timedelta(minutes=42), tick=False):
        yield


@pytest.fixture
def certified(authority: Authority, body: Body, coordinator: User) -> ActionReturn:
    """A return whose body needs a second person and has named none; another body has one too."""
    body.email = "sm@example.org"
    body.save()
    other = make_body(authority=authority, short_name="Obcy", email="obcy@example.org")
    version = make_version(authority)
    make_action(version, body)
    make_action(version, other, code="1.2")
    return open_year(version, coordinator).returns.get(body=body)


SECOND = {
    "certifier_name": "Adam Nowak",
    "certifier_office": "zastępca komendanta",
    "certifier_email": "szef@example.org",
}


def reporting(one: ActionReturn) -> ReturnLink:
    return ReturnLink.objects.get(body=one.body, purpose=Purpose.REPORT)


def test_sender_names_the_second_person(client: Client, certified: ActionReturn) -> None:
    address = f"{open_here(client, reporting(certified))}{certified.pk}/"
    missing = client.post(address, form_of(certified, act="send"))
    assert set(missing.context["form"].errors) == set(SECOND)
    certified.refresh_from_db()

    response = client.post(address, form_of(certified, act="send", **SECOND), follow=True)

    certified.refresh_from_db()
    assert certified.state == ReturnState.SUBMITTED
    contact = BodyContact.objects.get(body=certified.body, purpose=Purpose.CERTIFY)
    assert contact.email == "szef@example.org"
    assert ReturnLink.objects.filter(body=certified.body, purpose=Purpose.CERTIFY).count() == 1
    assert "Zastępca komendanta" in response.content.decode()


def test_half_an_address_does_not_hinder_the_draft(client: Client, certified: ActionReturn) -> None:
    address = f"{open_here(client, reporting(certified))}{certified.pk}/"
    half = {**SECOND, "certifier_email": "szef@"}

    response = client.post(address, form_of(certified, **half), follow=True)

    certified.refresh_from_db()
    assert certified.narrative == "Rozdano 240 czujników."
    assert "zastępca komendanta" in response.content.decode()
    wrong = client.post(address, form_of(certified, act="send", **half))
    assert list(wrong.context["form"].errors) == ["certifier_email"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"certifier_email": "SM@example.org"}, "certifier_email"),
        ({"certifier_name": " ewa  KOWALSKA"}, "certifier_name"),
    ],
)
def test_sender_cannot_be_the_second_person(
    client: Client, certified: ActionReturn, changes: dict[str, str], field: str
) -> None:
    address = f"{open_here(client, reporting(certified))}{certified.pk}/"

    response = client.post(address, form_of(certified, act="send", **{**SECOND, **changes}))

    assert list(response.context["form"].errors) == [field]
    assert not BodyContact.objects.filter(purpose=Purpose.CERTIFY).exists()
    certified.refresh_from_db()
    assert certified.state == ReturnState.DRAFT


def test_known_second_person_is_not_replaced(
    client: Client, certified: ActionReturn, coordinator: User
) -> None:
    make_certifier(certified.body, coordinator)
    address = f"{open_here(client, reporting(certified))}{certified.pk}/"

    client.post(
        address,
        form_of(certified, act="send", **{**SECOND, "certifier_email": "ktos@example.org"}),
    )

    contact = BodyContact.objects.get(body=certified.body, purpose=Purpose.CERTIFY)
    assert contact.email != "ktos@example.org"


def test_return_of_another_body_is_not_there(client: Client, certified: ActionReturn) -> None:
    address = open_here(client, reporting(certified))
    other = ActionReturn.objects.exclude(body=certified.body).get()

    for path in ("", "receipt/", "receipt.pdf", "files/1/"):
        assert client.get(f"{address}{other.pk}/{path}").status_code == 404
    assert client.post(f"{address}{other.pk}/", form_of(other)).status_code == 404
    other.refresh_from_db()
    assert other.revision == 0
