from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.activities.models import Activity, SignUp, SignUpState
from prevenio.activities.operations import attendance as operations
from prevenio.activities.queries.calendar import people_who_came
from prevenio.activities.tests.test_sign_up import DAY, NOW, ask, confirmed, make_course
from prevenio.journal.models import Entry, Sighting
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, User

EVENING = datetime(2026, 3, 20, 18, tzinfo=UTC)


@pytest.fixture
def course(authority: Authority, body: Body) -> Activity:
    return make_course(authority, body, capacity=2)


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time_machine.travel(EVENING, tick=False):
        yield


def address(course: Activity) -> str:
    return f"/testowo/desk/activities/{course.pk}/sign-ups/"


def test_the_body_sees_who_comes_and_that_is_kept_in_mind(
    client: Client, course: Activity, reporter: User
) -> None:
    confirmed(course)
    confirmed(course, "jan@example.org", people=2)
    ask(course, "never@example.org")
    client.force_login(reporter)

    response = client.get(address(course))
    page = response.content.decode()

    assert "ewa@example.org" in page
    assert "jan@example.org" in page
    assert "never@example.org" not in page
    assert response["Cache-Control"] == "private, no-store"
    seen = Sighting.objects.get()
    assert (seen.by_id, seen.about_id) == (reporter.pk, str(course.pk))


def test_who_came_is_ticked_off_and_adds_up(
    client: Client, course: Activity, reporter: User
) -> None:
    one, two = confirmed(course, people=2), confirmed(course, "jan@example.org")
    assert people_who_came(course) is None
    client.force_login(reporter)

    client.post(address(course), {f"came_{one.pk}": "3", f"came_{two.pk}": ""})

    assert people_who_came(course) == 3
    assert Entry.objects.filter(fact="activities.attendance.recorded").count() == 1


@pytest.mark.parametrize("wrong", ["-1", "100", "x", "1e9"])
def test_wrong_numbers_are_told(
    client: Client, course: Activity, reporter: User, wrong: str
) -> None:
    one = confirmed(course)
    client.force_login(reporter)

    page = client.post(address(course), {f"came_{one.pk}": wrong})

    assert "govuk-error-message" in page.content.decode()
    assert people_who_came(course) is None


def test_nobody_came_before_it_began(course: Activity, reporter: User) -> None:
    one = confirmed(course)

    with pytest.raises(operations.NotBegun):
        operations.record_attendance(
            activity=course, came={one.pk: 1}, by=reporter, at=NOW, today=NOW.date()
        )


def test_sign_ups_of_another_activity_are_not_touched(
    authority: Authority, body: Body, course: Activity, reporter: User
) -> None:
    other = confirmed(make_course(authority, body))

    operations.record_attendance(
        activity=course, came={other.pk: 9}, by=reporter, at=EVENING, today=DAY
    )

    other.refresh_from_db()
    assert other.people_came is None


def test_strangers_and_readers_learn_no_name(
    client: Client, course: Activity, stranger: User, reader: User
) -> None:
    confirmed(course)

    for user, status in ((stranger, 404), (reader, 403)):
        client.force_login(user)
        response = client.get(address(course))
        assert response.status_code == status
        assert "ewa@example.org" not in response.content.decode()
        with pytest.raises(NotAllowed):
            operations.look_at_sign_ups(activity=course, by=user, at=EVENING)
    assert not Sighting.objects.exists()


def test_names_are_erased_and_numbers_stay(
    authority: Authority, course: Activity, reporter: User
) -> None:
    one = confirmed(course, people=2)
    ask(course, "never@example.org")
    SignUp.objects.filter(pk=one.pk).update(people_came=2)
    later = EVENING + timedelta(days=31)

    early = operations.erase_sign_ups(authority=authority, today=DAY + timedelta(days=30), at=later)
    erased = operations.erase_sign_ups(authority=authority, today=later.date(), at=later)
    again = operations.erase_sign_ups(authority=authority, today=later.date(), at=later)

    assert (early, erased, again) == (0, 1, 0)
    kept = SignUp.objects.get()
    assert (kept.name, kept.email, kept.people, kept.state) == ("", "", 2, SignUpState.PLACE)
    assert people_who_came(course) == 2
    assert Entry.objects.filter(fact="activities.sign_ups.erased").count() == 1
