"""The ladder of late returns: each step once, in working days, told to whom it concerns."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.kernel.working_days import working_day_from
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.returns import operations
from prevenio.returns.escalating import Step, reached_by, steps_of
from prevenio.returns.models import (
    ContactKind,
    Escalation,
    EscalationStep,
    Mailing,
    ReportingPeriod,
    Rung,
)
from prevenio.returns.models.periods import default_ladder
from prevenio.returns.queries.discipline import discipline_of
from prevenio.returns.tests.factories import MORNING, make_certifier, make_period, submit
from prevenio.returns.tests.test_mailing import run_clock
from prevenio.returns.tests.test_open_period import english, text

LADDER = "/testowo/desk/returns/escalation/"
# Twenty working days after 31 January 2023.
TWENTY = date(2023, 2, 28)


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    """One return of the fire service, whose certifier and head are known."""
    period = make_period(authority, coordinator)
    body = period.returns.get().body
    make_certifier(body, coordinator)
    operations.save_contact(
        body=body,
        purpose=ContactKind.HEAD,
        name="Jan Komendant",
        office="komendant",
        email="komendant@example.org",
        by=coordinator,
        at=MORNING,
    )
    return period


def reached(period: ReportingPeriod) -> list[tuple[str, int, str, bool]]:
    rows = Escalation.objects.filter(period=period).order_by("at", "days", "pk")
    return [(one.rung, one.days, f"{one.at:%m-%d}", one.was_written) for one in rows]


def test_the_ladder_is_climbed_in_working_days(
    period: ReportingPeriod, head_of_bureau: User
) -> None:
    run_clock(date(2023, 1, 17), date(2023, 3, 10))

    assert reached(period) == [
        (Rung.CERTIFIER, 5, "02-07", True),
        (Rung.HEAD_OF_BODY, 8, "02-10", True),
        (Rung.HEAD_OF_BUREAU, 12, "02-16", True),
        (Rung.COMMISSION, 20, "02-28", True),
    ]
    body = period.returns.get().body
    told = [one.told for one in Escalation.objects.order_by("days")]
    assert told == [f"szef{body.pk}@example.org", "komendant@example.org", head_of_bureau.email, ""]
    assert Notice.objects.filter(to="komendant@example.org").count() == 1
    # Whoever fills in is reminded by the reminders of the period, not twice.
    reminders = Mailing.objects.filter(occasion__startswith="reminder:").order_by("at")
    assert [one.occasion for one in reminders] == [f"reminder:{day}" for day in (-3, 0, 2, 5)]
    entry = Entry.objects.get(fact="returns.escalation.reached_commission")
    assert entry.payload is not None
    assert entry.payload["details"]["body"] == "PSP"


def test_missed_nights_are_caught_up_with_in_one_letter_each(
    authority: Authority, coordinator: User, period: ReportingPeriod
) -> None:
    period.window.ladder = [["CERTIFIER", 2], ["CERTIFIER", 5], ["HEAD_OF_BODY", 8]]
    period.window.save()
    asleep = frozenset(date(2023, 1, 31) + timedelta(days=number) for number in range(20))

    run_clock(date(2023, 1, 17), date(2023, 2, 28), missed=asleep)

    assert reached(period) == [
        (Rung.CERTIFIER, 2, "02-20", False),
        (Rung.CERTIFIER, 5, "02-20", True),
        (Rung.HEAD_OF_BODY, 8, "02-20", True),
    ]


def test_settled_bodies_and_bodies_with_leave_are_passed_over(
    period: ReportingPeriod, coordinator: User
) -> None:
    with time_machine.travel(MORNING, tick=False):
        one = period.returns.select_related("period__authority", "body").get()
        submit(one)
    run_clock(date(2023, 2, 1), date(2023, 3, 10))
    assert reached(period) == []


def test_leave_moves_the_ladder_to_its_last_day(period: ReportingPeriod, coordinator: User) -> None:
    operations.grant_exception(
        window=period.window,
        body=period.returns.get().body,
        until=date(2023, 2, 14),
        reason="Choroba",
        by=coordinator,
        at=MORNING,
    )

    run_clock(date(2023, 2, 1), date(2023, 2, 21))

    assert reached(period) == [(Rung.CERTIFIER, 5, "02-21", True)]


def test_where_nobody_is_known_the_step_is_kept_and_the_ladder_goes_on(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator)

    run_clock(date(2023, 2, 1), date(2023, 2, 28))

    assert [(rung, was) for rung, _days, _on, was in reached(period)] == [
        (Rung.CERTIFIER, True),
        (Rung.HEAD_OF_BODY, True),
        (Rung.HEAD_OF_BUREAU, True),
        (Rung.COMMISSION, True),
    ]
    assert set(Escalation.objects.values_list("told", flat=True)) == {""}


def test_a_closed_period_climbs_no_further(period: ReportingPeriod, coordinator: User) -> None:
    operations.close_period(period=period, by=coordinator, at=MORNING)
    period.refresh_from_db()

    assert operations.write_escalations(period=period, today=TWENTY, at=MORNING) == 0
    assert reached(period) == []


@given(
    st.dates(min_value=date(2021, 1, 1), max_value=date(2030, 12, 31)),
    st.sampled_from(["PL", "CZ"]),
    st.lists(st.integers(0, 60), min_size=1, max_size=12, unique=True),
)
def test_whatever_nights_are_missed_each_step_is_taken_once_and_never_too_early(
    day: date, country: str, awake: list[int]
) -> None:
    late_from = working_day_from(day, 0, country=country)
    steps, told = steps_of(default_ladder()), set[Step]()
    for number in [*sorted(awake), 90]:
        today = late_from + timedelta(days=number)
        due = reached_by(steps, late_from=late_from, today=today, told=told, country=country)
        for step, _is_written in due:
            assert step not in told
            assert working_day_from(late_from, step.days, country=country) <= today
        assert len({step.rung for step, is_written in due if is_written}) == sum(
            is_written for _step, is_written in due
        )
        told |= {step for step, _is_written in due}
    assert told == {step for step in steps if step.rung != Rung.REPORTER}


def test_the_bureau_sets_its_ladder_and_open_periods_keep_their_own(
    client: Client, coordinator: User, period: ReportingPeriod
) -> None:
    page = english(client, coordinator)
    typed = {"REPORTER": "0, 3", "CERTIFIER": "6", "HEAD_OF_BODY": "", "COMMISSION": "25"}

    assert 'value="12"' in text(page.get(LADDER))
    page.post(LADDER, typed)

    rows = EscalationStep.objects.order_by("days").values_list("rung", "days")
    assert list(rows) == [("REPORTER", 0), ("REPORTER", 3), ("CERTIFIER", 6), ("COMMISSION", 25)]
    period.window.refresh_from_db()
    assert period.window.ladder == default_ladder()
    own = f"/testowo/desk/returns/{period.pk}/escalation/"
    page.post(own, {"HEAD_OF_BUREAU": "4"})
    period.window.refresh_from_db()
    assert period.window.ladder == [["HEAD_OF_BUREAU", 4]]
    assert Entry.objects.filter(fact="returns.ladder.changed").count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"CERTIFIER": "0"}, "before the first day of delay"),
        ({"CERTIFIER": "-1"}, "“-1” is no whole number"),
        ({"COMMISSION": "121"}, "“121” is no whole number"),
        ({"COMMISSION": "<b>"}, "“&lt;b&gt;” is no whole number"),
        ({"REPORTER": "1,2,3,4,5,6,7"}, "At most 6 days"),
    ],
)
def test_a_wrong_ladder_is_refused(
    client: Client, coordinator: User, typed: dict[str, str], words: str
) -> None:
    answer = english(client, coordinator).post(LADDER, typed)

    assert answer.status_code in {200, 422}
    assert words in text(answer)
    assert not EscalationStep.objects.exists()


def test_readers_bodies_and_strangers_set_no_ladder(
    client: Client, reader: User, reporter: User, stranger: User, authority: Authority
) -> None:
    for person, status in ((reader, 403), (reporter, 403), (stranger, 404)):
        client.force_login(person)
        assert client.get(LADDER).status_code == status
    with pytest.raises(NotAllowed):
        operations.set_ladder(authority=authority, steps=[], by=reader, at=MORNING)


def test_discipline_says_what_was_late_and_what_it_took(
    period: ReportingPeriod, coordinator: User, client: Client
) -> None:
    run_clock(date(2023, 1, 17), date(2023, 2, 8))
    with time_machine.travel(datetime(2023, 2, 9, 10, tzinfo=UTC), tick=False):
        one = period.returns.select_related("period__authority", "body").get()
        submit(one, at=datetime(2023, 2, 9, 10, tzinfo=UTC))
        operations.send_back_return(
            action_return=one,
            reason="Uzupełnij",
            sections=["COUNTS"],
            due_on=date(2023, 2, 20),
            by=coordinator,
            at=datetime(2023, 2, 9, 11, tzinfo=UTC),
        )
        shown = text(
            english(client, coordinator).get(f"/testowo/desk/returns/{period.pk}/escalation/")
        )

    (found,) = discipline_of(period, today=date(2023, 2, 9))

    assert (found.asked, found.sent, found.on_time, found.late, found.missing) == (1, 1, 0, 1, 0)
    assert (found.days_late, found.reminders, found.sent_back) == (7, 3, 1)
    assert [(step.rung, step.days) for step in found.steps] == [(Rung.CERTIFIER, 5)]
    assert "Up to 7 working days late." in shown


def test_discipline_makes_few_statements(
    period: ReportingPeriod, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        discipline_of(period, today=TWENTY)
