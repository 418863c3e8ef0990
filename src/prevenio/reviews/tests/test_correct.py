"""Corrective actions: from follow-ups or by hand, done, not effective, dropped, overdue."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import AppendOnly, Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.returns.models import ReportingPeriod
from prevenio.returns.tests.factories import open_year
from prevenio.reviews import operations
from prevenio.reviews.contents import as_json, content_of, digest_of, from_json
from prevenio.reviews.models import (
    CorrectionEvent,
    CorrectionState,
    CorrectiveAction,
    Degree,
    Verdict,
)
from prevenio.reviews.tests.factories import address_of as at
from prevenio.reviews.tests.factories import assess, fresh, make_head, make_period

pytestmark = pytest.mark.django_db
TODAY = datetime(2023, 4, 3, 10, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
DUE = date(2023, 6, 30)
HOSTILE = "<script>alert(1)</script> %s {{ x }}"


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def head(authority: Authority) -> User:
    return make_head(authority)


@pytest.fixture
def period(authority: Authority, head: User) -> ReportingPeriod:
    made = make_period(authority, head)
    said = {"verdict": Verdict.CHANGE, "finding": "Za mało zajęć.", "follow_up": "Nowy plan."}
    assess(made, head, {"1.1": Degree.PARTLY}, follow_up_by=DUE, **said)
    assess(made, head, {"1.2": Degree.PARTLY}, **said)
    return made


def make_correction(
    authority: Authority, by: User, *, due_on: date = DUE, to_do: str = "Naprawić."
) -> CorrectiveAction:
    correction = operations.Correction("Nie działa.", to_do, due_on)
    return operations.open_correction(authority=authority, correction=correction, by=by, at=TODAY)


def test_follow_up_with_a_day_becomes_a_corrective_action_once(
    period: ReportingPeriod, coordinator: User
) -> None:
    made = operations.open_from_follow_ups(period=period, by=coordinator, at=TODAY)

    assert [(one.number, str(one.action), str(one.body), one.due_on) for one in made] == [
        (1, "1.1 Działanie 1.1", "Straż", DUE)
    ]
    assert (made[0].wrong, made[0].to_do) == ("Za mało zajęć.", "Nowy plan.")
    assert Entry.objects.filter(fact="reviews.correction.opened").count() == 1
    with pytest.raises(operations.NothingToFollowUp):
        operations.open_from_follow_ups(period=period, by=coordinator, at=TODAY)


def test_what_was_done_and_did_not_help_is_done_again(
    authority: Authority, coordinator: User
) -> None:
    one = make_correction(authority, coordinator)
    later = TODAY + timedelta(days=1)

    one = operations.mark_done(
        correction=one, words="Zrobione.", evidence="Protokół 3", by=coordinator, at=later
    )
    assert not one.is_waiting
    one = operations.mark_not_effective(
        correction=one, words="Nadal źle.", due_on=date(2023, 9, 1), by=coordinator, at=later
    )
    assert (one.state, one.due_on, one.is_waiting) == ("NOT_EFFECTIVE", date(2023, 9, 1), True)
    one = operations.mark_done(
        correction=one, words="Teraz działa.", evidence="", by=coordinator, at=later
    )

    kinds = [event.kind for event in one.events.order_by("number")]
    assert kinds == ["OPENED", "DONE", "NOT_EFFECTIVE", "DONE"]
    assert CorrectiveAction.objects.get().state == CorrectionState.DONE


def test_events_are_only_added(authority: Authority, coordinator: User) -> None:
    event = make_correction(authority, coordinator).events.get()

    event.words = "inaczej"
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        CorrectionEvent.objects.all().delete()


def test_it_is_overdue_the_day_after_its_day(authority: Authority, coordinator: User) -> None:
    one = make_correction(authority, coordinator)

    assert not one.is_overdue_on(DUE)
    assert one.is_overdue_on(DUE + timedelta(days=1))
    one = operations.drop_correction(correction=one, reason="Zbędne.", by=coordinator, at=TODAY)
    assert not one.is_overdue_on(DUE + timedelta(days=1))


def test_refusals_change_nothing(authority: Authority, coordinator: User, reporter: User) -> None:
    one = make_correction(authority, coordinator)
    facts = Entry.objects.count()

    def done(words: str) -> None:
        operations.mark_done(correction=one, words=words, evidence="", by=coordinator, at=TODAY)

    def dropped(reason: str, by: User) -> None:
        operations.drop_correction(correction=one, reason=reason, by=by, at=TODAY)

    with pytest.raises(operations.DueBeforeToday):
        make_correction(authority, coordinator, due_on=date(2023, 4, 2))
    with pytest.raises(operations.WordsMissing):
        make_correction(authority, coordinator, to_do="  ")
    with pytest.raises(operations.OutcomeMissing):
        done(" ")
    with pytest.raises(operations.WhyMissing):
        dropped("", coordinator)
    with pytest.raises(WrongState):
        operations.mark_not_effective(
            correction=one, words="x", due_on=DUE, by=coordinator, at=TODAY
        )
    with pytest.raises(NotAllowed):
        dropped("x", reporter)

    assert Entry.objects.count() == facts
    assert CorrectiveAction.objects.get().state == CorrectionState.OPEN


def test_bureau_works_through_the_pages(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    client.force_login(coordinator)

    assert at("follow-ups", period.pk) in client.get(at("review", period.pk)).content.decode()
    client.post(at("follow-ups", period.pk))
    one = CorrectiveAction.objects.get()
    said = {"wrong": HOSTILE, "to_do": HOSTILE, "due_on": "1.5.2023", "body": one.body_id or ""}
    assert client.post(at("correction-new"), said).status_code == 302
    assert client.post(at("correction-new"), {**said, "due_on": "1.1.2023"}).status_code == 422
    client.post(at("correction-done", one.pk), {"words": "Zrobiono.", "evidence": "P-1"})
    client.post(at("correction-not-effective", one.pk), {"words": "Nie.", "due_on": "1.6.2023"})
    client.post(at("correction-dropped", one.pk), {"reason": HOSTILE})

    one.refresh_from_db()
    assert one.state == CorrectionState.DROPPED
    page = client.get(at("correction", one.pk)).content.decode()
    assert "P-1" in page
    assert "<script>alert" not in page + client.get(at("corrections")).content.decode()
    about = client.get(at("assessment", period.pk, one.action_id or 0)).content.decode()
    assert at("correction", one.pk) in about


def test_list_narrows_and_pages(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for place in range(60):
        make_correction(authority, coordinator, to_do=f"Zadanie {place}.")
    CorrectiveAction.objects.filter(number__lte=2).update(due_on=date(2023, 1, 1))
    client.force_login(coordinator)
    client.get(at("corrections"))

    for query, rows in (("", 50), ("?page=2", 10), ("?state=OVERDUE", 2), ("?q=Zadanie 7.", 1)):
        with django_assert_max_num_queries(8):
            page = client.get(at("corrections") + query).content.decode()
        assert page.count('<th scope="row">') == rows, query
    for nonsense in ("?state=x&body=%00&page=99&q=%00", "?body=99999999999999999999"):
        assert client.get(at("corrections") + nonsense).status_code == 200


def test_reader_sees_and_bodies_find_nothing(
    client: Client, authority: Authority, coordinator: User, reader: User, reporter: User
) -> None:
    one = make_correction(authority, coordinator)
    addresses = [at("corrections"), at("correction", one.pk)]

    client.force_login(reader)
    assert [client.get(page).status_code for page in addresses] == [200, 200]
    assert client.post(at("correction-dropped", one.pk), {"reason": "x"}).status_code == 403
    assert client.get(at("correction-new")).status_code == 403
    client.force_login(reporter)
    assert [client.get(page).status_code for page in addresses] == [404, 404]


def test_stranger_does_not_learn_that_it_exists(
    client: Client, authority: Authority, coordinator: User, stranger: User
) -> None:
    one = make_correction(authority, coordinator)
    client.force_login(stranger)

    names = ("correction", "correction-done", "correction-dropped", "correction-not-effective")
    assert [client.get(at(name, one.pk)).status_code for name in names] == [404] * 4


def test_correction_of_another_authority_is_not_found(
    client: Client, coordinator: User, stranger: User
) -> None:
    other = stranger.memberships.get().authority
    one = make_correction(other, stranger)
    foreign = make_body(authority=other)
    client.force_login(coordinator)

    assert client.get(at("correction", one.pk)).status_code == 404
    said = {"wrong": "x", "to_do": "y", "due_on": "1.5.2023", "body": foreign.pk}
    assert client.post(at("correction-new"), said).status_code == 422


def test_review_of_the_next_year_says_what_became_of_the_follow_ups(
    period: ReportingPeriod, coordinator: User
) -> None:
    made = operations.open_from_follow_ups(period=period, by=coordinator, at=TODAY)
    operations.mark_done(
        correction=made[0], words="Zrobiono.", evidence="", by=coordinator, at=TODAY
    )
    following = open_year(
        period.version, coordinator, year=2023, at=TODAY, due_on=date(2024, 1, 31)
    )

    earlier = content_of(fresh(following)).earlier

    assert [(line.code, line.body, line.state, line.words) for line in earlier] == [
        ("1.1", "PSP", "DONE", "Zrobiono."),
        ("1.2", "", "", ""),
    ]
    assert content_of(fresh(period)).earlier == ()


def test_review_frozen_before_there_were_such_parts_keeps_its_checksum(
    period: ReportingPeriod,
) -> None:
    content = content_of(fresh(period))

    stored = as_json(content)

    assert {"earlier", "fates"}.isdisjoint(stored)
    assert digest_of(from_json(stored)) == digest_of(content)
