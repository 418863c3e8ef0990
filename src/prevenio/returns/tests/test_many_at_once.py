"""Fifty people at one period at the same moment: nothing is lost, nobody meets an error."""

from collections import Counter

import pytest
import time_machine
from django.db import connection
from django.test import Client

from prevenio.journal.queries import verify_chain
from prevenio.people.models import Authority, User
from prevenio.people.tests.at_once import at_once, refused
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.content import Content
from prevenio.returns.models import (
    ActionReturn,
    Mailing,
    Outcome,
    Purpose,
    ReportingPeriod,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.operations.links import issue_link
from prevenio.returns.tests.answering import address_of, form_of
from prevenio.returns.tests.factories import (
    MORNING,
    make_action,
    make_period,
    make_version,
    open_year,
    reporter_of,
    submit,
)

PEOPLE = 50
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("not is_postgresql()", reason="SQLite has one writer at a time by design"),
]


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def big_period(authority: Authority, coordinator: User) -> ReportingPeriod:
    """A period of fifty bodies with one action each."""
    version = make_version(authority)
    for number in range(PEOPLE):
        body = make_body(authority=authority, email=f"p{number}@example.org")
        make_action(version, body, code=f"1.{number + 1}")
    return open_year(version, coordinator, needs_certifier=False)


def test_fifty_bodies_send_at_the_same_moment(authority: Authority, coordinator: User) -> None:
    period = big_period(authority, coordinator)
    # So many letters, and with them the links, are left to the clock.
    operations.write_due_letters(period=period, today=MORNING.date(), at=MORNING)

    got = at_once(submit, list(period.returns.select_related("period", "body", "action")))

    assert refused(got) == []
    assert period.returns.filter(state=ReturnState.CERTIFIED).count() == PEOPLE
    assert SealedReturn.objects.count() == PEOPLE
    assert verify_chain(authority.pk).is_whole


def test_fifty_people_fill_in_their_forms_at_the_same_moment(
    authority: Authority, coordinator: User
) -> None:
    with time_machine.travel(MORNING, tick=True):
        period = big_period(authority, coordinator)
        returns = list(period.returns.select_related("period", "body", "action"))
        answers = Counter[int]()

        def answer(one: ActionReturn) -> None:
            client = Client(raise_request_exception=False)
            link, code = issue_link(
                period=period, body=one.body, purpose=Purpose.REPORT, by=coordinator, at=MORNING
            )
            client.post(address_of(link), {"code": code})
            page = address_of(link, f"{one.pk}/")
            answers[client.get(page).status_code] += 1
            answers[client.post(page, form_of(one)).status_code] += 1
            sent = client.post(page, form_of(one, revision=1, act="send"))
            answers[sent.status_code] += 1
            assert sent.headers["Location"].endswith("/receipt/")

        got = at_once(answer, returns)

    assert refused(got) == []
    assert answers == {200: PEOPLE, 302: 2 * PEOPLE}
    assert SealedReturn.objects.count() == PEOPLE
    assert verify_chain(authority.pk).is_whole


def test_fifty_people_of_one_body_save_one_return(authority: Authority, coordinator: User) -> None:
    one = make_period(authority, coordinator).returns.get()
    by = reporter_of(one)

    def save(number: int) -> None:
        content = Content(Outcome.IN_COURSE, f"Tekst {number}")
        operations.save_draft(action_return=one, content=content, revision=0, by=by, at=MORNING)

    got = at_once(save, range(PEOPLE))

    assert refused(got) == ["ChangedMeanwhile"] * (PEOPLE - 1)
    assert ActionReturn.objects.get().revision == 1


def test_one_return_sent_fifty_times_is_sealed_once(
    authority: Authority, coordinator: User
) -> None:
    one = make_period(authority, coordinator).returns.get()

    def send(_number: int) -> None:
        submit(ActionReturn.objects.select_related("period", "body").get(pk=one.pk))

    got = at_once(send, range(PEOPLE))

    assert len(refused(got)) == PEOPLE - 1
    assert set(refused(got)) <= {"AlreadySent", "ChangedMeanwhile"}
    assert SealedReturn.objects.count() == 1


def test_ten_clocks_write_each_letter_once(authority: Authority, coordinator: User) -> None:
    period = big_period(authority, coordinator)
    Mailing.objects.all().delete()

    def look(_number: int) -> None:
        operations.write_due_letters(period=period, today=MORNING.date(), at=MORNING)

    got = at_once(look, range(10))

    assert refused(got) == []
    assert Mailing.objects.filter(occasion="invitation").count() == PEOPLE
