"""What holds when fifty people sign up for one event in the same moment."""

from datetime import datetime

import pytest
from django.db import connection

from prevenio.activities.models import Activity, SignUp, SignUpState
from prevenio.activities.operations import sign_ups as operations
from prevenio.activities.tests.test_sign_up import NOW, ask, make_course
from prevenio.journal.queries import verify_chain
from prevenio.people.models import Authority, Body
from prevenio.people.tests.at_once import at_once, refused

PEOPLE = 50
CAPACITY = 20
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("not is_postgresql()", reason="SQLite has one writer at a time by design"),
]
LATER = datetime(NOW.year, NOW.month, NOW.day, 13, tzinfo=NOW.tzinfo)


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def state_counts(course: Activity) -> dict[str, int]:
    states = list(course.sign_ups.values_list("state", flat=True))
    return {state: states.count(state) for state in set(states)}


def test_exactly_as_many_as_there_are_places_get_one(authority: Authority, body: Body) -> None:
    course = make_course(authority, body, capacity=CAPACITY)
    for number in range(PEOPLE):
        ask(course, f"p{number}@example.org")

    got = at_once(
        lambda one: operations.confirm_sign_up(sign_up=one, at=LATER), list(SignUp.objects.all())
    )

    assert refused(got) == []
    assert state_counts(course) == {
        SignUpState.PLACE: CAPACITY,
        SignUpState.WAITING: PEOPLE - CAPACITY,
    }
    assert verify_chain(authority.pk).is_whole


def test_places_given_back_at_once_go_to_those_who_wait(authority: Authority, body: Body) -> None:
    course = make_course(authority, body, capacity=CAPACITY)
    for number in range(PEOPLE):
        ask(course, f"p{number}@example.org")
        one = SignUp.objects.get(email=f"p{number}@example.org")
        operations.confirm_sign_up(sign_up=one, at=LATER)
    placed = list(SignUp.objects.filter(state=SignUpState.PLACE)[:15])

    got = at_once(lambda one: operations.cancel_sign_up(sign_up=one, at=LATER), placed)

    assert refused(got) == []
    assert state_counts(course)[SignUpState.PLACE] == CAPACITY


def test_one_address_typed_in_fifty_times_is_one_sign_up(authority: Authority, body: Body) -> None:
    course = make_course(authority, body, capacity=CAPACITY)

    got = at_once(lambda _number: ask(course), range(PEOPLE))

    assert refused(got) == []
    assert SignUp.objects.count() == 1
