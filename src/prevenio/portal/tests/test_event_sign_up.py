from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from prevenio.activities.models import Activity, ActivityState, SignUp, SignUpState
from prevenio.activities.tokens import token_of
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body
from prevenio.portal.tests.test_calendar import NOW, PAGE, make_event

FILLED = {"people": "2", "name": "Ewa", "email": "ewa@example.org", "language": "pl"}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course(authority: Authority, body: Body) -> Activity:
    return make_event(authority, body, capacity=3)


def address_of(course: Activity) -> str:
    return f"{PAGE}{course.public_key}/"


def link_of(sign_up: SignUp) -> str:
    return f"{PAGE}sign-ups/{token_of(sign_up)}/"


def test_a_resident_signs_up_confirms_and_cancels(client: Client, course: Activity) -> None:
    sent = client.post(address_of(course), FILLED)
    one = SignUp.objects.get()
    assert client.get(sent["Location"]).status_code == 200
    opened = client.get(link_of(one))
    assert "ewa@example.org" not in opened.content.decode()
    assert SignUp.objects.get().state == SignUpState.UNCONFIRMED

    client.post(link_of(one), {"act": "confirm"})
    assert SignUp.objects.get().state == SignUpState.PLACE
    assert opened["Cache-Control"] == "private, no-store"

    assert [one.to for one in Notice.objects.all()] == ["ewa@example.org"] * 2
    client.post(link_of(one), {"act": "cancel"})
    assert SignUp.objects.get().state == SignUpState.CANCELLED
    assert client.get(link_of(one)).status_code == 200
    assert not Notice.objects.exists(), "letters on their way go with the address"


def test_the_answer_tells_nobody_who_has_signed_up(client: Client, course: Activity) -> None:
    first = client.post(address_of(course), FILLED)
    again = client.post(address_of(course), FILLED)
    other = client.post(address_of(course), {**FILLED, "email": "jan@example.org"})

    answers = {(one.status_code, one["Location"]) for one in (first, again, other)}
    assert len(answers) == 1


def test_what_machines_fill_in_is_answered_alike_and_kept_nowhere(
    client: Client, course: Activity
) -> None:
    answer = client.post(address_of(course), {**FILLED, "website": "https://spam.example"})

    assert answer.status_code == 302
    assert not SignUp.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        *({"people": "11"}, {"people": "0"}, {"people": "-1"}, {"people": "1e9"}),
        *({"email": "ewa"}, {"email": ""}, {"email": "a@b.pl\nBcc: c@d.pl"}),
        *({"language": "xx"}, {"name": "x" * 151}),
    ],
)
def test_what_is_wrong_is_told_and_stays(
    client: Client, course: Activity, wrong: dict[str, str]
) -> None:
    answer = client.post(address_of(course), {**FILLED, **wrong})

    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert not SignUp.objects.exists()


def test_closed_while_the_form_was_open(client: Client, course: Activity) -> None:
    Activity.objects.filter(pk=course.pk).update(sign_up_until=NOW - timedelta(hours=1))

    answer = client.post(address_of(course), FILLED)

    assert answer.status_code == 200
    assert not SignUp.objects.exists()


def test_called_off_events_take_nobody(client: Client, course: Activity) -> None:
    Activity.objects.filter(pk=course.pk).update(state=ActivityState.CANCELLED)

    assert client.post(address_of(course), FILLED).status_code == 410


def test_forged_and_foreign_links_lead_nowhere(client: Client, course: Activity) -> None:
    client.post(address_of(course), FILLED)
    token = token_of(SignUp.objects.get())

    assert client.get(f"{PAGE}sign-ups/{token[:-1]}x/").status_code == 404
    assert client.get(f"{PAGE}sign-ups/{uuid4()}/").status_code == 404
    Authority.objects.create(
        slug="obcowo",
        name="Obcowo",
        country="PL",
        languages=["pl"],
        time_zone="Europe/Warsaw",
        currency="PLN",
        created_at=NOW,
    )
    assert client.get(f"/obcowo/calendar/sign-ups/{token}/").status_code == 404
    assert client.post(f"/obcowo/calendar/sign-ups/{token}/", {"act": "cancel"}).status_code == 404


def test_a_link_that_has_run_out_says_so(client: Client, course: Activity) -> None:
    client.post(address_of(course), FILLED)
    one = SignUp.objects.get()

    with time_machine.travel(NOW + timedelta(hours=49), tick=False):
        Activity.objects.filter(pk=course.pk).update(
            first_day=NOW.date() + timedelta(days=9), last_day=NOW.date() + timedelta(days=9)
        )
        answer = client.post(link_of(one), {"act": "confirm"})

    assert answer.status_code == 200
    assert "notice--bad" in answer.content.decode()
    assert SignUp.objects.get().state == SignUpState.UNCONFIRMED
