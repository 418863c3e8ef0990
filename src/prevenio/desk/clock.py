"""The clock on the desk: days of the law, due days of open periods, the way of the next review."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from prevenio.people.models import Authority
from prevenio.returns.queries.figures import Board
from prevenio.reviews.deadlines import Deadline, own_days, statutory_days
from prevenio.reviews.models import ReviewState
from prevenio.reviews.queries import PeriodClock

MOST_DAYS = 5


def clock_of(
    *,
    authority: Authority,
    planned: Mapping[str, Any] | None,
    boards: Sequence[Board],
    today: date,
) -> Sequence[Deadline]:
    """The next days, the earliest first, from what the desk has read already; no statement.

    `planned` is the review whose planned days come next, as `state_of` reads it.
    """
    clocks = [_of_board(authority, board) for board in boards if board.due_on]
    if planned is not None:
        clocks.append(_of_review(authority, planned))
    found = [
        *statutory_days(authority, today),
        *(one for clock in clocks for one in own_days(clock, today)),
    ]
    return sorted(found, key=lambda one: (one.on, one.period_id or 0))[:MOST_DAYS]


def days(planned: Mapping[str, Any]) -> Iterator[date | None]:
    """The planned days and the day of the council, as they come out of JSON."""
    for name in ("commission_planned_on", "council_planned_on", "council_on"):
        yield date.fromisoformat(planned[name]) if planned[name] else None


def _of_board(authority: Authority, board: Board) -> PeriodClock:
    assert board.due_on is not None
    return PeriodClock(
        period_id=board.period_id,
        name=board.name,
        country=authority.country,
        due_on=board.due_on,
        is_open=True,
        state=ReviewState.DRAFT,
        commission_planned_on=None,
        council_planned_on=None,
        council_on=None,
    )


def _of_review(authority: Authority, planned: Mapping[str, Any]) -> PeriodClock:
    commission, council, had = days(planned)
    return PeriodClock(
        period_id=planned["period_id"],
        name=planned["name"],
        country=authority.country,
        due_on=date.min,
        is_open=False,
        state=planned["state"],
        commission_planned_on=commission,
        council_planned_on=council,
        council_on=had,
    )
