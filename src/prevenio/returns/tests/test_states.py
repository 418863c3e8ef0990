"""The state of a return as the projection of its events, whatever is tried in whatever order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.errors import WrongState
from prevenio.returns.models import EventKind, ReturnState
from prevenio.returns.states import Projection, after, can_follow, projection_of
from prevenio.returns.tests.factories import DUE, MORNING

kinds = st.lists(st.sampled_from(list(EventKind)), max_size=12)


@dataclass(frozen=True)
class Said:
    kind: str
    at: datetime
    due_on: date | None = None


def told(tried: Sequence[EventKind]) -> list[Said]:
    """The events that could happen, of those that were tried, one an hour."""
    happened = [Said(EventKind.PREPARED, MORNING, DUE)]
    for number, kind in enumerate(tried, 1):
        reached = projection_of(happened)
        if can_follow(reached.state, kind):
            happened.append(Said(kind, MORNING + timedelta(hours=number)))
    return happened


@given(kinds)
def test_nothing_leads_out_of_accepted(tried: list[EventKind]) -> None:
    events = told(tried)

    names = [event.kind for event in events]

    if EventKind.ACCEPTED in names:
        later = names[names.index(EventKind.ACCEPTED) + 1 :]
        assert set(later) <= {EventKind.RELEASED}
        assert projection_of(events).state == ReturnState.ACCEPTED


@given(kinds)
def test_nothing_is_accepted_that_was_not_certified_after_it_was_last_sent(
    tried: list[EventKind],
) -> None:
    names = [event.kind for event in told(tried)]

    for place, name in enumerate(names):
        if name == EventKind.ACCEPTED:
            before = [one for one in names[:place] if one != EventKind.RELEASED]
            assert before[-2:] == [EventKind.SUBMITTED, EventKind.CERTIFIED]


@given(kinds)
def test_adding_events_one_by_one_gives_what_all_of_them_add_up_to(
    tried: list[EventKind],
) -> None:
    events = told(tried)

    step = Projection(ReturnState.DRAFT, DUE)
    for event in events[1:]:
        step = after(step, event)

    assert step == projection_of(events)


@given(kinds)
def test_the_first_time_it_was_sent_is_kept(tried: list[EventKind]) -> None:
    events = told(tried)

    sent = [event.at for event in events if event.kind == EventKind.SUBMITTED]

    reached = projection_of(events)
    assert reached.first_submitted_at == (sent[0] if sent else None)
    assert reached.submitted_at == (sent[-1] if sent else None)


def test_a_send_back_takes_the_certification_away_and_sets_a_new_due_day() -> None:
    events = told([EventKind.SUBMITTED, EventKind.CERTIFIED])

    reached = after(projection_of(events), Said(EventKind.SENT_BACK, MORNING, date(2023, 2, 7)))

    assert reached.state == ReturnState.SENT_BACK
    assert reached.certified_at is None
    assert reached.due_on == date(2023, 2, 7)


def test_events_without_a_beginning_are_refused() -> None:
    with pytest.raises(WrongState):
        projection_of([Said(EventKind.SUBMITTED, MORNING)])
