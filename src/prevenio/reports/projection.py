"""What a report is by its events, and how its days move; plain values, no database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from prevenio.reports.days import Calendar
from prevenio.reports.models import Outcome, Step

ORDER = (Step.READ, Step.VERIFY, Step.ACT)
_DAYS = {Step.READ: "read_due_on", Step.VERIFY: "verify_due_on", Step.ACT: "act_due_on"}


@dataclass(frozen=True, slots=True)
class Projection:
    """State, outcome, days and people of a report; the fields are those of `Report`."""

    state: str
    read_due_on: date
    verify_due_on: date
    act_due_on: date
    step: str = Step.READ
    outcome: str = Outcome.OPEN
    due_on: date | None = None
    read_on: date | None = None
    verified_on: date | None = None
    acted_on: date | None = None
    paused_on: date | None = None
    partner_id: int | None = None
    partner_due_on: date | None = None
    body_id: int | None = None
    person_id: int | None = None
    closed_at: datetime | None = None
    is_happy: bool | None = None
    verify_missed: bool = False
    act_missed: bool = False
    law_due_on: date | None = None


def answered_by(reached: Projection, day: date) -> Projection:
    """A request was joined with it: what is still to be done is done by the day of that one."""
    law = min(day, reached.law_due_on or day)
    return _by_law(replace(reached, law_due_on=law))


def _by_law(reached: Projection) -> Projection:
    law, open_days = reached.law_due_on, _open_days(reached)
    if law is None:
        return reached
    sooner: dict[str, Any] = {name: min(getattr(reached, name), law) for name in open_days}
    return replace(reached, **sooner)


def _open_days(reached: Projection) -> Sequence[str]:
    """The names of the days that are still to be kept."""
    return [_DAYS[one] for one in _open_steps(reached)]


def _open_steps(reached: Projection) -> Sequence[Step]:
    return () if reached.step == Step.NONE else ORDER[ORDER.index(Step(reached.step)) :]


def missed(reached: Projection, day: date) -> Projection:
    """What is late already stays so, whoever is waited for from now on."""
    open_steps = _open_steps(reached)
    verify = Step.VERIFY in open_steps and reached.verify_due_on < day
    act = Step.ACT in open_steps and reached.act_due_on < day
    return replace(
        reached,
        verify_missed=reached.verify_missed or verify,
        act_missed=reached.act_missed or act,
    )


def moved(reached: Projection, days: int, calendar: Calendar) -> Projection:
    """The days of the steps that are open, moved by the working days that the clock stood.

    It stood for whoever was asked, not for those who sent a request that was joined.
    """
    reached = replace(reached, paused_on=None)
    if not days:
        return reached
    later: dict[str, Any] = {
        name: calendar.after(getattr(reached, name), days) for name in _open_days(reached)
    }
    return _by_law(replace(reached, **later))


def due_of(reached: Projection) -> Projection:
    """The day that counts now: none while the clock stands, the partner's own while it is there."""
    due: date | None = None
    if reached.paused_on is None and reached.step != Step.NONE:
        due = getattr(reached, _DAYS[Step(reached.step)])
    if reached.partner_due_on is not None:
        due = reached.partner_due_on
    return replace(reached, due_on=due)
