"""The states of a report as data, and what its events add up to: plain values, no database.

Each state has a word for the staff (`ReportState`), one for residents, the colour that the Polish
national threat map gives it, and the step that is due in it. What came of a report is its outcome,
apart from the state. While the resident is asked the clock stands still: the days of the steps that
are still open then move by the working days that it stood.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from django.utils.translation import pgettext_lazy

from prevenio.kernel.errors import WrongState
from prevenio.reports.days import Allowed, Calendar
from prevenio.reports.models import EventKind as E
from prevenio.reports.models import Outcome, Step
from prevenio.reports.models import ReportState as S
from prevenio.reports.projection import ORDER, Projection, answered_by, due_of, missed, moved


class Colour(StrEnum):
    """The marks of the national threat map; ours are no state colours but small marks beside."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class State:
    """How a state is shown, and what is due in it."""

    public: object
    colour: Colour
    is_paused: bool = False


STATES: Mapping[str, State] = {
    S.HELD: State(pgettext_lazy("public state of a report", "received"), Colour.GREEN),
    S.RECEIVED: State(pgettext_lazy("public state of a report", "received"), Colour.GREEN),
    S.VERIFYING: State(pgettext_lazy("public state of a report", "being verified"), Colour.YELLOW),
    S.CONFIRMED: State(pgettext_lazy("public state of a report", "confirmed"), Colour.RED),
    S.WAITING: State(
        pgettext_lazy("public state of a report", "waiting for an answer"), Colour.YELLOW, True
    ),
    S.WITH_PARTNER: State(
        pgettext_lazy("public state of a report", "with a partner"), Colour.YELLOW
    ),
    S.CLOSED: State(pgettext_lazy("public state of a report", "ended"), Colour.GREY),
    S.WITHDRAWN: State(pgettext_lazy("public state of a report", "withdrawn"), Colour.NONE),
}

# What residents read of a report that has ended, and the mark of the map.
OUTCOMES: Mapping[str, tuple[object, Colour]] = {
    Outcome.SOLVED: (
        pgettext_lazy("public outcome of a report", "confirmed and put right"),
        Colour.GREEN,
    ),
    Outcome.PASSED_ON: (
        pgettext_lazy("public outcome of a report", "given to whoever is competent"),
        Colour.RED,
    ),
    Outcome.NOT_CONFIRMED: (
        pgettext_lazy("public outcome of a report", "not confirmed"),
        Colour.GREY,
    ),
    Outcome.NO_MEANS: (
        pgettext_lazy("public outcome of a report", "confirmed, cannot be put right now"),
        Colour.RED,
    ),
    Outcome.MERGED: (
        pgettext_lazy("public outcome of a report", "joined with a similar report"),
        Colour.NONE,
    ),
    Outcome.SPLIT: (
        pgettext_lazy("public outcome of a report", "continued as several reports"),
        Colour.NONE,
    ),
    Outcome.MISTAKE: (
        pgettext_lazy("public outcome of a report", "taken for a mistake"),
        Colour.NONE,
    ),
    Outcome.SPAM: (
        pgettext_lazy("public outcome of a report", "not taken for a report"),
        Colour.NONE,
    ),
}

# Where a step leads; None keeps the state, "" goes back to the state of the step that is due.
BACK = ""
_WORK: Mapping[str, str | None] = {
    E.ASKED_BACK: S.WAITING,
    E.CLOSED: S.CLOSED,
    E.CONFIRMED: S.CONFIRMED,
    E.PASSED: S.WITH_PARTNER,
    E.REPLIED: None,
    E.WITHDRAWN: S.WITHDRAWN,
}
NEXT: Mapping[str, Mapping[str, str | None]] = {
    S.HELD: {
        E.RELEASED: S.RECEIVED,
        E.CLOSED: S.CLOSED,
        E.REPLIED: None,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.RECEIVED: {**_WORK, E.READ: S.VERIFYING},
    S.VERIFYING: _WORK,
    S.CONFIRMED: {key: value for key, value in _WORK.items() if key != E.CONFIRMED},
    S.WAITING: {
        E.REPLIED: BACK,
        E.RESUMED: BACK,
        E.CLOSED: S.CLOSED,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.WITH_PARTNER: {
        E.RETURNED: BACK,
        E.CLOSED: S.CLOSED,
        E.REPLIED: None,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.CLOSED: {
        E.ERASED: None,
        E.PRAISED: None,
        E.REOPENED: S.VERIFYING,
        E.UNHAPPY: S.VERIFYING,
        E.REPLIED: None,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.WITHDRAWN: {},
}
# These change nothing of the state, and can happen to any report that was not withdrawn.
ANYWHERE = frozenset(
    {
        E.ADDED_PHOTO,
        E.ASSIGNED,
        E.BACKED,
        E.DENIED,
        E.HANDED_OVER,
        E.INFORMED,
        E.JOINED,
        E.LEFT,
        E.MOVED,
        E.NOTED,
        E.HIDDEN,
        E.REDACTED,
        E.SHOWN,
        E.SORTED,
    }
)
_OF_STEP = {Step.READ: S.RECEIVED, Step.VERIFY: S.VERIFYING, Step.ACT: S.CONFIRMED}


class Happening(Protocol):
    """What an event says that the state depends on."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def outcome(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def body_id(self) -> int | None: ...
    @property
    def person_id(self) -> int | None: ...


def beginning(
    allowed: Allowed,
    calendar: Calendar,
    *,
    at: datetime,
    is_held: bool,
    body_id: int | None,
    person_id: int | None,
) -> Projection:
    """A report that was just received; the day of receipt itself does not count."""
    day = calendar.day_of(at)
    begun = Projection(
        S.HELD if is_held else S.RECEIVED,
        *allowed.until(day, calendar),
        body_id=body_id,
        person_id=person_id,
    )
    return due_of(begun)


def projection_of(events: Iterable[Happening], allowed: Allowed, calendar: Calendar) -> Projection:
    """What events, in their order, add up to; the first one receives the report.

    Raises WrongState where an event cannot follow on the ones before it.
    """
    first, *later = events
    if first.kind not in (E.RECEIVED, E.HELD):
        raise WrongState
    reached = beginning(
        allowed,
        calendar,
        at=first.at,
        is_held=first.kind == E.HELD,
        body_id=first.body_id,
        person_id=first.person_id,
    )
    for event in later:
        reached = after(reached, event, allowed, calendar)
    return reached


def part_of(whole: Projection, day: date, calendar: Calendar) -> Projection:
    """Where a part of an open report begins: as far as the whole, with its days.

    Nobody is waited for any more, neither the resident nor a partner.
    """
    if whole.paused_on is not None:
        whole = moved(whole, calendar.between(whole.paused_on, day), calendar)
    state = _OF_STEP[Step(whole.step)]
    part = replace(whole, state=state, partner_id=None, partner_due_on=None, is_happy=None)
    return due_of(part)


def can_follow(state: str, kind: str) -> bool:
    """Whether an event can happen to a report in this state."""
    if kind in ANYWHERE:
        return state != S.WITHDRAWN
    return kind in NEXT[state]


def after(
    reached: Projection, event: Happening, allowed: Allowed, calendar: Calendar
) -> Projection:
    """The state and days once one more event has happened. Raises WrongState."""
    if not can_follow(reached.state, event.kind):
        raise WrongState
    day = calendar.day_of(event.at)
    if reached.paused_on is not None and event.kind not in ANYWHERE:
        reached = moved(reached, calendar.between(reached.paused_on, day), calendar)
    reached = _stepped(reached, event, day, allowed, calendar)
    target = NEXT[reached.state].get(event.kind)
    if target is not None:
        reached = replace(reached, state=target or _OF_STEP[Step(reached.step)])
    return due_of(reached)


def _stepped(
    reached: Projection, event: Happening, day: date, allowed: Allowed, calendar: Calendar
) -> Projection:
    match event.kind:
        case E.READ:
            return _done(reached, Step.READ, day)
        case E.CONFIRMED:
            return _done(_done(reached, Step.READ, day), Step.VERIFY, day)
        case E.ASKED_BACK:
            return replace(missed(_done(reached, Step.READ, day), day), paused_on=day)
        case E.PASSED:
            passed = missed(_done(reached, Step.READ, day), day)
            return replace(passed, partner_id=event.body_id, partner_due_on=event.due_on)
        case E.RETURNED:
            return replace(reached, partner_id=None, partner_due_on=None)
        case E.BACKED if event.due_on is not None:
            return answered_by(reached, event.due_on)
        case E.ASSIGNED:
            return replace(reached, person_id=event.person_id)
        case E.HANDED_OVER:
            return replace(reached, body_id=event.body_id, person_id=event.person_id)
        case E.CLOSED | E.WITHDRAWN:
            return _ended(reached, event, day)
        case E.REOPENED | E.UNHAPPY:
            again = _again(reached, day, allowed, calendar)
            return replace(again, is_happy=False if event.kind == E.UNHAPPY else None)
        case E.PRAISED:
            return replace(reached, is_happy=True)
    return reached


def _done(reached: Projection, step: Step, day: date) -> Projection:
    """A step taken, if it was the one that is due; those before it are done by then."""
    if reached.step != step:
        return reached
    name = {Step.READ: "read_on", Step.VERIFY: "verified_on", Step.ACT: "acted_on"}[step]
    done: dict[str, Any] = {name: day}
    following = ORDER[ORDER.index(step) + 1] if step != Step.ACT else Step.NONE
    return replace(reached, step=following, **done)


def _ended(reached: Projection, event: Happening, day: date) -> Projection:
    for step in ORDER:
        reached = _done(reached, step, day)
    return replace(
        reached,
        outcome=event.outcome or Outcome.OPEN,
        closed_at=event.at,
        is_happy=None,
        partner_id=None,
        partner_due_on=None,
    )


def _again(reached: Projection, day: date, allowed: Allowed, calendar: Calendar) -> Projection:
    """Verified and acted on anew, with new days; it has been read.

    A day that was missed before stays missed: nobody looks better by closing, opening and closing.
    Whoever sent a request that was joined is answered anew in the time of the law.
    """
    _read, verify, act = allowed.until(day, calendar)
    again = replace(
        reached,
        verify_missed=reached.verify_missed or _is_late(reached.verified_on, reached.verify_due_on),
        act_missed=reached.act_missed or _is_late(reached.acted_on, reached.act_due_on),
        step=Step.VERIFY,
        outcome=Outcome.OPEN,
        verify_due_on=verify,
        act_due_on=act,
        verified_on=None,
        acted_on=None,
        closed_at=None,
        is_happy=None,
        law_due_on=None,
    )
    is_asked = reached.law_due_on is not None
    return answered_by(again, calendar.answer_by_law(day)) if is_asked else again


def _is_late(done: date | None, due: date) -> bool:
    return done is not None and done > due
