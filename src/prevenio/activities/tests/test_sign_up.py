from datetime import UTC, date, datetime, time, timedelta

import pytest

from prevenio.activities.models import Activity, ActivityState, SignUp, SignUpState
from prevenio.activities.operations import sign_ups as operations
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.activities.tokens import token_of
from prevenio.journal.models import Entry
from prevenio.journal.queries import verify_chain
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)


def make_course(
    authority: Authority, body: Body, *, capacity: int = 2, **fields: object
) -> Activity:
    """A first-aid course in the calendar, in the evening of 20 March."""
    kind = make_kind(authority, takes_sign_up=True)
    return make_activity(
        authority=authority,
        kind=kind,
        body=body,
        first_day=DAY,
        state=ActivityState.PLANNED,
        **{
            "title": "Pierwsza pomoc",
            "begins_at": time(17),
            "is_on_calendar": True,
            "capacity": capacity,
            **fields,
        },  # type: ignore[arg-type]
    )


def ask(
    course: Activity, email: str = "ewa@example.org", *, people: int = 1, at: datetime = NOW
) -> None:
    operations.sign_up(
        activity=course, name="Ewa", email=email, people=people, language="pl", at=at
    )


def confirmed(
    course: Activity, email: str = "ewa@example.org", *, people: int = 1, at: datetime = NOW
) -> SignUp:
    ask(course, email, people=people, at=at)
    one = SignUp.objects.get(activity=course, email=email)
    return operations.confirm_sign_up(sign_up=one, at=at)


def test_a_letter_brings_the_link_and_only_its_digest_is_kept(
    authority: Authority, body: Body
) -> None:
    course = make_course(authority, body)

    ask(course, "Ewa@Example.org ")

    one = SignUp.objects.get()
    letter = Notice.objects.get()
    assert (one.email, one.state) == ("ewa@example.org", SignUpState.UNCONFIRMED)
    assert token_of(one) in letter.text
    assert token_of(one) not in str(vars(one))
    found = operations.found_by(token_of(one), authority_id=authority.pk)
    assert found == one
    assert operations.found_by("forged", authority_id=authority.pk) is None


def test_link_of_one_authority_opens_nothing_in_another(authority: Authority, body: Body) -> None:
    ask(make_course(authority, body))

    assert operations.found_by(token_of(SignUp.objects.get()), authority_id=0) is None


def test_places_go_in_the_order_of_confirmation_then_people_wait(
    authority: Authority, body: Body
) -> None:
    course = make_course(authority, body, capacity=2)
    ask(course, "late@example.org")

    first = confirmed(course, "first@example.org", people=2)
    late = operations.confirm_sign_up(
        sign_up=SignUp.objects.get(email="late@example.org"), at=NOW + timedelta(minutes=1)
    )

    assert (first.state, late.state) == (SignUpState.PLACE, SignUpState.WAITING)
    assert Entry.objects.filter(fact="activities.sign_up.confirmed").count() == 2
    assert verify_chain(authority.pk).is_whole


def test_nobody_passes_by_those_who_wait(authority: Authority, body: Body) -> None:
    course = make_course(authority, body, capacity=3)
    confirmed(course, "two@example.org", people=2)
    confirmed(course, "pair@example.org", people=2)

    alone = confirmed(course, "alone@example.org")

    assert alone.state == SignUpState.WAITING


def test_the_first_of_the_queue_moves_up_and_is_told(authority: Authority, body: Body) -> None:
    course = make_course(authority, body, capacity=1)
    first = confirmed(course, "first@example.org")
    confirmed(course, "second@example.org", at=NOW + timedelta(minutes=1))
    confirmed(course, "third@example.org", at=NOW + timedelta(minutes=2))
    Notice.objects.all().delete()

    operations.cancel_sign_up(sign_up=first, at=NOW + timedelta(hours=1))

    states = dict(SignUp.objects.values_list("email", "state"))
    assert states["second@example.org"] == SignUpState.PLACE
    assert states["third@example.org"] == SignUpState.WAITING
    assert [one.to for one in Notice.objects.all()] == ["second@example.org"]
    assert Entry.objects.filter(fact="activities.sign_up.moved_up").count() == 1


def test_who_cancels_is_forgotten_at_once_and_may_come_back(
    authority: Authority, body: Body
) -> None:
    course = make_course(authority, body)
    one = confirmed(course)

    operations.cancel_sign_up(sign_up=one, at=NOW)
    operations.cancel_sign_up(sign_up=one, at=NOW)

    one.refresh_from_db()
    assert (one.name, one.email, one.erased_at) == ("", "", NOW)
    assert not Notice.objects.exists(), "no letter is on its way"
    later = NOW + timedelta(minutes=1)
    assert confirmed(course, at=later).state == SignUpState.PLACE
    assert Entry.objects.filter(fact="activities.sign_up.cancelled").count() == 1


def test_the_same_address_again_gets_one_letter_and_keeps_its_place(
    authority: Authority, body: Body
) -> None:
    course = make_course(authority, body)
    confirmed(course)
    Notice.objects.all().delete()

    ask(course, people=5)
    assert Notice.objects.count() == 0
    ask(course, people=5, at=NOW + timedelta(hours=2))
    ask(course, people=5, at=NOW + timedelta(hours=2))

    one = SignUp.objects.get()
    assert (one.state, one.people) == (SignUpState.PLACE, 1)
    assert token_of(one) in Notice.objects.get().text


def test_one_address_gets_few_letters_in_an_hour(authority: Authority, body: Body) -> None:
    for _number in range(8):
        ask(make_course(authority, body))

    assert Notice.objects.filter(to="ewa@example.org").count() == 5


def test_link_runs_out_and_a_second_press_changes_nothing(authority: Authority, body: Body) -> None:
    course = make_course(authority, body)
    ask(course)
    one = SignUp.objects.get()

    with pytest.raises(operations.LinkRunOut):
        operations.confirm_sign_up(sign_up=one, at=NOW + timedelta(hours=49))
    first = operations.confirm_sign_up(sign_up=one, at=NOW + timedelta(hours=1))
    again = operations.confirm_sign_up(sign_up=one, at=NOW + timedelta(hours=50))

    assert first.confirmed_at == again.confirmed_at


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ActivityState.CANCELLED},
        {"state": ActivityState.DONE},
        {"is_on_calendar": False},
        {"sign_up_until": NOW - timedelta(minutes=1)},
        {"capacity": 0},
        {"capacity": None},
    ],
)
def test_closed_for_sign_up(authority: Authority, body: Body, fields: dict[str, object]) -> None:
    course = make_course(authority, body)
    Activity.objects.filter(pk=course.pk).update(**fields)

    with pytest.raises(operations.SignUpClosed):
        ask(course)
    assert not SignUp.objects.exists()


def test_after_the_beginning_nobody_signs_up_or_moves_up(authority: Authority, body: Body) -> None:
    course = make_course(authority, body, capacity=1)
    first = confirmed(course, "first@example.org")
    confirmed(course, "second@example.org")
    evening = datetime(2026, 3, 20, 16, 30, tzinfo=UTC)

    with pytest.raises(operations.SignUpClosed):
        ask(course, "third@example.org", at=evening)
    operations.cancel_sign_up(sign_up=first, at=evening)

    assert SignUp.objects.get(email="second@example.org").state == SignUpState.WAITING


@pytest.mark.parametrize("people", [0, 11, 10**6])
def test_too_many_or_no_people(authority: Authority, body: Body, people: int) -> None:
    with pytest.raises(operations.TooManyPeople):
        ask(make_course(authority, body), people=people)
