"""The state of a report is what its events add up to; days are those of the calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.errors import WrongState
from prevenio.kernel.working_days import is_working_day
from prevenio.reports.days import Allowed, Calendar
from prevenio.reports.models import EventKind as E
from prevenio.reports.models import Outcome, ReportState, Step
from prevenio.reports.projection import Projection
from prevenio.reports.states import (
    ANYWHERE,
    NEXT,
    OUTCOMES,
    STATES,
    after,
    can_follow,
    projection_of,
)

ALLOWED = Allowed(read=2, verify=5, act=15)
POLAND = Calendar("PL", ZoneInfo("Europe/Warsaw"))
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    kind: str
    at: datetime
    outcome: str = ""
    due_on: date | None = None
    body_id: int | None = None
    person_id: int | None = None


def reached(*events: Event) -> Projection:
    return projection_of([Event(E.RECEIVED, MONDAY), *events], ALLOWED, POLAND)


def later(**span: float) -> datetime:
    return MONDAY + timedelta(**span)


def test_days_count_from_the_day_after_receipt_in_working_days() -> None:
    begun = reached()
    assert (begun.read_due_on, begun.verify_due_on, begun.act_due_on) == (
        date(2026, 3, 4),
        date(2026, 3, 9),
        date(2026, 3, 23),
    )
    assert (begun.state, begun.step, begun.due_on) == ("RECEIVED", Step.READ, date(2026, 3, 4))


def test_what_came_late_in_the_evening_counts_by_the_clock_of_the_authority() -> None:
    at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # Tuesday in Warsaw
    begun = projection_of([Event(E.RECEIVED, at)], ALLOWED, POLAND)
    assert begun.read_due_on == date(2026, 3, 5)


def test_holidays_do_not_count() -> None:
    at = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)  # before 1 and 3 May
    begun = projection_of([Event(E.RECEIVED, at)], ALLOWED, POLAND)
    assert begun.read_due_on == date(2026, 5, 5)


def test_steps_follow_one_another_each_with_its_day() -> None:
    read = reached(Event(E.READ, later(days=1)))
    assert (read.step, read.read_on, read.due_on) == (
        Step.VERIFY,
        date(2026, 3, 3),
        date(2026, 3, 9),
    )
    confirmed = reached(Event(E.READ, later(days=1)), Event(E.CONFIRMED, later(days=2)))
    assert (confirmed.state, confirmed.step) == ("CONFIRMED", Step.ACT)
    assert confirmed.due_on == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("country", "came", "answered_by"),
    [
        ("PL", date(2026, 3, 2), date(2026, 4, 2)),
        # 28 February is a Saturday; 3 May is a Sunday and a holiday.
        ("PL", date(2026, 1, 31), date(2026, 3, 2)),
        ("PL", date(2026, 4, 3), date(2026, 5, 4)),
        ("CZ", date(2026, 3, 2), date(2026, 4, 1)),
        ("CZ", date(2026, 4, 1), date(2026, 5, 4)),
    ],
)
def test_a_request_is_answered_within_the_time_of_the_law(
    country: str, came: date, answered_by: date
) -> None:
    calendar = Calendar(country, ZoneInfo("Europe/Prague"))
    at = datetime(came.year, came.month, came.day, 9, tzinfo=UTC)
    request = Allowed(read=2, verify=5, act=60, is_request=True)
    begun = projection_of([Event(E.RECEIVED, at)], request, calendar)
    assert begun.act_due_on == answered_by
    assert begun.verify_due_on == calendar.after(came, 5)
    again = [Event(E.CLOSED, at, Outcome.SOLVED), Event(E.UNHAPPY, at + timedelta(days=7))]
    reopened = projection_of([Event(E.RECEIVED, at), *again], request, calendar)
    assert reopened.act_due_on == calendar.answer_by_law(came + timedelta(days=7))
    # A category that allows less keeps its days.
    quick = projection_of([Event(E.RECEIVED, at)], Allowed(2, 5, 10, is_request=True), calendar)
    assert quick.act_due_on == calendar.after(came, 10)


def test_while_the_resident_is_asked_the_days_stand_still() -> None:
    asked = reached(Event(E.ASKED_BACK, later(days=1)))
    assert (asked.state, asked.due_on, asked.read_on) == ("WAITING", None, date(2026, 3, 3))
    # Asked on Tuesday, answered on Tuesday a week later: five working days.
    replied = reached(Event(E.ASKED_BACK, later(days=1)), Event(E.REPLIED, later(days=8)))
    assert (replied.state, replied.due_on) == ("VERIFYING", date(2026, 3, 16))
    assert replied.act_due_on == date(2026, 3, 30)
    assert replied.read_due_on == date(2026, 3, 4)


def test_a_note_while_waiting_moves_nothing() -> None:
    noted = reached(Event(E.ASKED_BACK, later(days=1)), Event(E.NOTED, later(days=3)))
    assert (noted.state, noted.paused_on) == ("WAITING", date(2026, 3, 3))


def test_a_partner_has_a_day_of_its_own_and_the_report_comes_back_to_its_step() -> None:
    passed = reached(Event(E.PASSED, later(days=1), body_id=7, due_on=date(2026, 4, 1)))
    assert (passed.state, passed.due_on, passed.partner_id) == ("WITH_PARTNER", date(2026, 4, 1), 7)
    back = reached(
        Event(E.PASSED, later(days=1), body_id=7, due_on=date(2026, 4, 1)),
        Event(E.RETURNED, later(days=4)),
    )
    assert (back.state, back.due_on, back.partner_id) == ("VERIFYING", date(2026, 3, 9), None)


def test_closing_keeps_what_came_of_it_and_opening_again_gives_new_days() -> None:
    closed = reached(Event(E.CLOSED, later(days=3), outcome=Outcome.SOLVED))
    assert (closed.state, closed.outcome, closed.step, closed.due_on) == (
        "CLOSED",
        "SOLVED",
        "",
        None,
    )
    assert closed.read_on == closed.verified_on == closed.acted_on == date(2026, 3, 5)
    again = reached(
        Event(E.CLOSED, later(days=3), outcome=Outcome.SOLVED), Event(E.UNHAPPY, later(days=7))
    )
    assert (again.state, again.outcome, again.step) == ("VERIFYING", "", Step.VERIFY)
    assert (again.due_on, again.is_happy, again.read_on) == (
        date(2026, 3, 16),
        False,
        date(2026, 3, 5),
    )


@pytest.mark.parametrize("kind", [E.READ, E.CONFIRMED, E.REPLIED, E.CLOSED, E.NOTED])
def test_nothing_happens_to_what_was_withdrawn(kind: E) -> None:
    with pytest.raises(WrongState):
        reached(Event(E.WITHDRAWN, later(days=1)), Event(kind, later(days=2)))


def test_every_state_and_outcome_has_a_word_for_residents() -> None:
    assert set(STATES) == set(ReportState.values)
    assert set(OUTCOMES) == set(Outcome.values) - {""}
    assert len({str(kind) for steps in NEXT.values() for kind in steps} & ANYWHERE) == 0


events = st.lists(
    st.builds(
        lambda kind, hours: (kind, hours),
        st.sampled_from([one for one in E if one not in (E.RECEIVED, E.HELD)]),
        st.integers(0, 400),
    ),
    max_size=25,
)


@given(events)
def test_whatever_happens_the_days_make_sense(happened: list[tuple[E, int]]) -> None:
    now = MONDAY
    state = reached()
    for kind, hours in happened:
        now += timedelta(hours=hours)
        if not can_follow(state.state, kind):
            continue
        outcome = Outcome.SOLVED if kind == E.CLOSED else ""
        due = POLAND.after(POLAND.day_of(now), 3) if kind == E.PASSED else None
        body = 7 if kind in (E.PASSED, E.HANDED_OVER) else None
        state = after(state, Event(kind, now, outcome, due, body), ALLOWED, POLAND)
        assert (state.due_on is None) == (state.state in ("WAITING", "CLOSED", "WITHDRAWN"))
        assert state.due_on is None or is_working_day(state.due_on, country="PL")
        assert (state.paused_on is not None) == (state.state == "WAITING")
        assert (state.partner_id is not None) == (state.state == "WITH_PARTNER")
        assert bool(state.outcome) == (state.state == "CLOSED")
        assert state.act_due_on >= state.verify_due_on
