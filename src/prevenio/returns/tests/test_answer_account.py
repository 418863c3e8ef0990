"""People with an account use the same pages: a link of their own, without letters and codes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Membership, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.actors import Answerer
from prevenio.returns.models import ActionReturn, Purpose, ReturnLink
from prevenio.returns.tests.answering import address_of, form_of, open_here
from prevenio.returns.tests.factories import DONE, MORNING, make_action, make_version, open_year

NOW = MORNING + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def one(authority: Authority, body: Body, coordinator: User) -> ActionReturn:
    body.email = "sm@example.org"
    body.save()
    version = make_version(authority)
    make_action(version, body)
    return open_year(version, coordinator, needs_certifier=False).returns.get()


def door(one: ActionReturn, purpose: str = "REPORT") -> str:
    return f"/testowo/desk/returns/answers/{one.period_id}/{one.body_id}/{purpose}/"


def test_reporter_fills_in_without_a_letter(
    client: Client, one: ActionReturn, reporter: User
) -> None:
    letters = Notice.objects.count()
    client.force_login(reporter)

    opened = client.post(door(one))

    link = ReturnLink.objects.get(email=reporter.email.lower())
    assert opened.headers["Location"] == address_of(link)
    assert Notice.objects.count() == letters
    address = f"{address_of(link)}{one.pk}/"
    assert client.get(address).status_code == 200
    client.post(address, form_of(one, act="send"))
    one.refresh_from_db()
    assert not one.is_editable


def test_mailed_link_of_the_body_goes_on(client: Client, one: ActionReturn, reporter: User) -> None:
    mailed = ReturnLink.objects.get()
    client.force_login(reporter)

    client.post(door(one))
    client.post(door(one))

    assert ReturnLink.objects.filter(revoked_at=None).count() == 2
    assert open_here(Client(), mailed)


def test_link_of_an_account_opens_for_that_account_alone(
    client: Client, one: ActionReturn, reporter: User, coordinator: User
) -> None:
    client.force_login(reporter)
    address = client.post(door(one)).headers["Location"]

    for device in (Client(), Client()):
        assert "/accounts/login/" in device.get(f"{address}{one.pk}/").headers["Location"]
        assert device.post(address, {"code": ""}).status_code == 302
        device.post(f"{address}code/")
    other = Client()
    other.force_login(coordinator)
    assert other.get(f"{address}{one.pk}/").status_code == 302
    link = ReturnLink.objects.get(email=reporter.email.lower())
    assert link.code_hash == ""
    assert not Notice.objects.filter(to=link.email).exists()


def test_link_of_an_account_ends_with_the_role(
    client: Client, one: ActionReturn, reporter: User
) -> None:
    client.force_login(reporter)
    address = client.post(door(one)).headers["Location"]

    Membership.objects.filter(user=reporter).update(last_day=(NOW - timedelta(days=1)).date())

    assert client.get(f"{address}{one.pk}/").status_code == 302
    link = ReturnLink.objects.get(email=reporter.email.lower())
    with pytest.raises(NotAllowed):
        operations.save_draft(
            action_return=one, content=DONE, revision=0, by=Answerer(link), at=NOW
        )


def test_account_with_the_address_of_the_body_uses_the_mailed_link(
    client: Client, one: ActionReturn, body: Body, reporter: User
) -> None:
    User.objects.filter(pk=reporter.pk).update(email=body.email)
    reporter.refresh_from_db()
    client.force_login(reporter)

    address = client.post(door(one)).headers["Location"]

    assert ReturnLink.objects.count() == 1
    assert client.get(f"{address}{one.pk}/").status_code == 200


@pytest.mark.parametrize("purpose", ["CERTIFY", "report", "X"])
def test_reporter_is_no_certifier(
    client: Client, one: ActionReturn, reporter: User, purpose: str
) -> None:
    client.force_login(reporter)

    assert client.post(door(one, purpose)).status_code in {403, 404}
    assert not ReturnLink.objects.filter(email=reporter.email.lower()).exists()


def test_reporter_of_another_body_is_refused(
    client: Client, one: ActionReturn, authority: Authority, reporter: User
) -> None:
    other = make_body(authority=authority, short_name="Inny")
    Membership.objects.filter(user=reporter).update(body=other)
    client.force_login(reporter)

    assert client.post(door(one)).status_code == 403


def test_closed_period_is_refused(
    client: Client, one: ActionReturn, reporter: User, coordinator: User
) -> None:
    period = operations.close_period(period=one.period, by=coordinator, at=NOW)

    with pytest.raises(WrongState):
        operations.open_for_account(
            period=period, body=one.body, purpose=Purpose.REPORT, by=reporter, at=NOW
        )
    client.force_login(reporter)
    assert client.post(door(one)).headers["Location"] == "/testowo/desk/"


def test_stranger_finds_nothing(client: Client, one: ActionReturn, stranger: User) -> None:
    assert "/accounts/login/" in client.post(door(one)).headers["Location"]
    client.force_login(stranger)
    assert client.post(door(one)).status_code == 404
    assert client.get(door(one)).status_code == 405
