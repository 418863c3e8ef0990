"""The bodies of a period: who answers, their links, leave after the lock."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.models import (
    BodyContact,
    LockException,
    Mailing,
    Purpose,
    ReportingPeriod,
    ReturnLink,
)
from prevenio.returns.queries.bodies import LinkState, body_rows, state_of_link
from prevenio.returns.tests.factories import DUE, MORNING, make_action, make_version, open_year
from prevenio.returns.tests.test_open_period import english, text

CONTACT = {"name": "Ewa Kowalska", "office": "inspektor", "email": "Ewa@Example.org"}


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def silent(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="ZZ")


@pytest.fixture
def period(authority: Authority, coordinator: User, silent: Body) -> ReportingPeriod:
    """PSP has an address, ZZ has none; the lock comes on 28 February."""
    fire = make_body(authority=authority, short_name="PSP", email="psp@example.org")
    version = make_version(authority)
    make_action(version, fire, code="1.1")
    make_action(version, silent, code="1.2")
    return open_year(version, coordinator, locks_on=date(2023, 2, 28))


@pytest.fixture
def page(client: Client, coordinator: User) -> Client:
    return english(client, coordinator)


def place(period: ReportingPeriod, rest: str = "") -> str:
    return f"/testowo/desk/returns/{period.pk}/bodies/{rest}"


def the_link(**about: object) -> ReturnLink:
    return ReturnLink.objects.get(**about)


def test_bodies_without_an_address_stand_on_top(page: Client, period: ReportingPeriod) -> None:
    shown = page.get(place(period))

    assert [row.body.short_name for row in shown.context["page"]] == ["ZZ", "PSP"]
    words = text(shown)
    assert "1 has no address and gets no letters." in words
    assert "sent on 17 January 2023" in words
    assert "nobody named" in words


def test_an_address_is_written_down_and_the_first_link_sent_once(
    page: Client, period: ReportingPeriod, silent: Body
) -> None:
    page.post(place(period, f"{silent.pk}/filling-in/"), CONTACT)

    contact = BodyContact.objects.get()
    assert (contact.name, contact.email) == ("Ewa Kowalska", "ewa@example.org")
    assert "Send the link" in text(page.get(place(period)))
    page.post(place(period, f"{silent.pk}/link/"))

    assert the_link(body=silent).email == "ewa@example.org"
    before = Notice.objects.count()
    operations.write_due_letters(period=period, today=MORNING.date(), at=MORNING)
    assert Notice.objects.count() == before
    assert Mailing.objects.filter(body=silent, occasion="invitation").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "nie-adres"}, "Enter a valid email address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address."),
        ({"name": "x" * 151}, "at most 150 characters"),
    ],
)
def test_a_wrong_address_stays_in_the_form(
    page: Client, period: ReportingPeriod, silent: Body, typed: dict[str, str], words: str
) -> None:
    answer = page.post(place(period, f"{silent.pk}/filling-in/"), {**CONTACT, **typed})

    assert answer.status_code == 422
    assert words in text(answer)
    assert not BodyContact.objects.exists()


def test_two_people_answer_at_two_addresses(
    page: Client, period: ReportingPeriod, silent: Body
) -> None:
    page.post(place(period, f"{silent.pk}/filling-in/"), CONTACT)

    answer = page.post(place(period, f"{silent.pk}/certifying/"), CONTACT)

    assert "Two people must answer" in text(answer)
    page.post(place(period, f"{silent.pk}/certifying/"), {**CONTACT, "email": "szef@example.org"})
    page.post(place(period, f"{silent.pk}/certifying-link/"))
    assert the_link(purpose=Purpose.CERTIFY).email == "szef@example.org"


def test_without_an_address_no_link_is_sent(
    page: Client, period: ReportingPeriod, silent: Body
) -> None:
    answer = page.post(place(period, f"{silent.pk}/link/"), follow=True)

    assert "Nobody's e-mail address is known for ZZ." in text(answer).replace("&#x27;", "'")
    assert not ReturnLink.objects.filter(body=silent).exists()


def test_a_link_is_sent_again_and_ended_after_one_question(
    page: Client, period: ReportingPeriod
) -> None:
    old = the_link()
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        page.post(f"/testowo/desk/returns/links/{old.pk}/renewal/")
    new = the_link(revoked_at=None)
    assert new.pk != old.pk
    where = f"/testowo/desk/returns/links/{new.pk}/revocation/"
    assert "End the link of PSP?" in text(page.get(where))
    assert the_link(revoked_at=None) == new

    answer = page.post(where, follow=True)

    assert "The link of PSP has ended." in text(answer)
    assert not ReturnLink.objects.filter(revoked_at=None).exists()


def test_opening_the_address_of_sending_again_sends_nothing(
    page: Client, period: ReportingPeriod
) -> None:
    page.get(f"/testowo/desk/returns/links/{the_link().pk}/renewal/")

    assert ReturnLink.objects.count() == 1


def test_a_link_that_went_elsewhere_is_told(page: Client, period: ReportingPeriod) -> None:
    fire = Body.objects.get(short_name="PSP")
    page.post(place(period, f"{fire.pk}/filling-in/"), CONTACT)

    assert "The link went to psp@example.org." in text(page.get(place(period)))


def test_leave_after_the_lock_is_given_with_a_reason(page: Client, period: ReportingPeriod) -> None:
    fire = Body.objects.get(short_name="PSP")
    where = place(period, f"{fire.pk}/leave/")
    for typed, words in (
        ({"until": "28.2.2023", "reason": "Choroba"}, "Choose a day after the lock"),
        ({"until": "7.3.2023", "reason": " "}, "This field is required."),
        ({"until": "", "reason": "Choroba"}, "This field is required."),
    ):
        answer = page.post(where, typed)
        assert answer.status_code == 422
        assert words in text(answer)
    assert not LockException.objects.exists()

    answer = page.post(where, {"until": "7.3.2023", "reason": "Choroba"}, follow=True)

    assert LockException.objects.get().until == date(2023, 3, 7)
    assert "until 7 March 2023" in text(answer)
    assert "Choroba" in text(answer)


def test_states_of_links(period: ReportingPeriod) -> None:
    link = the_link()
    assert state_of_link(None, MORNING) == LinkState.NONE
    assert state_of_link(link, MORNING) == LinkState.SENT
    assert state_of_link(link, link.expires_at) == LinkState.EXPIRED
    link.opened_at = MORNING
    assert state_of_link(link, MORNING) == LinkState.OPENED
    link.revoked_at = MORNING
    assert state_of_link(link, MORNING) == LinkState.REVOKED


def test_a_closed_period_sends_no_first_link(
    period: ReportingPeriod, coordinator: User, reader: User, silent: Body
) -> None:
    other = make_body(authority=period.authority, email="b@example.org")

    def send(body: Body, by: User) -> None:
        operations.send_first_link(
            period=period, body=body, purpose=Purpose.REPORT, by=by, at=MORNING
        )

    with pytest.raises(NotAllowed):
        send(silent, reader)
    with pytest.raises(WrongState):
        send(other, coordinator)
    with pytest.raises(operations.NoAddress):
        send(silent, coordinator)
    closed = operations.close_period(period=period, by=coordinator, at=MORNING)
    period.closed_at = closed.closed_at
    with pytest.raises(WrongState):
        send(silent, coordinator)


def test_bodies_that_are_not_asked_have_no_page(
    page: Client, period: ReportingPeriod, body: Body
) -> None:
    for rest in ("filling-in/", "certifying/", "leave/"):
        assert page.get(place(period, f"{body.pk}/{rest}")).status_code == 404
    assert page.post(place(period, f"{body.pk}/link/")).status_code == 404


def test_readers_see_no_addresses_and_change_nothing(
    client: Client, period: ReportingPeriod, reader: User, silent: Body
) -> None:
    client.force_login(reader)

    for rest in ("", f"{silent.pk}/filling-in/", f"{silent.pk}/leave/"):
        assert client.get(place(period, rest)).status_code == 403
    assert client.post(place(period, f"{silent.pk}/filling-in/"), CONTACT).status_code == 403
    assert client.post(place(period, f"{silent.pk}/link/")).status_code == 403
    assert (
        client.post(f"/testowo/desk/returns/links/{the_link().pk}/revocation/").status_code == 403
    )
    assert the_link().revoked_at is None


def test_links_of_others_are_not_found(
    client: Client, period: ReportingPeriod, stranger: User
) -> None:
    client.force_login(stranger)

    for name in ("renewal", "revocation"):
        for base in ("testowo", "obcowo"):
            where = f"/{base}/desk/returns/links/{the_link().pk}/{name}/"
            assert client.post(where).status_code == 404
    assert the_link().revoked_at is None


def test_two_contacts_do_not_count_a_return_twice(
    period: ReportingPeriod, coordinator: User
) -> None:
    fire = Body.objects.get(short_name="PSP")
    for purpose, email in ((Purpose.REPORT, "a@example.org"), (Purpose.CERTIFY, "b@example.org")):
        operations.save_contact(
            body=fire, purpose=purpose, name="", office="", email=email, by=coordinator, at=MORNING
        )

    row = next(one for one in body_rows(period, today=DUE, at=MORNING) if one.body == fire)

    assert row.expected == 1
    assert [way.email for way in row.answering] == ["a@example.org", "b@example.org"]
