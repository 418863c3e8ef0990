"""What of a year comes when: seasons, last days and milestones in the order of the calendar."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from prevenio.programme.models import Action, DatePrecision, Milestone

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes in a month: a season of an action, its last day, or a milestone.

    A season goes on where it began in the year before.
    """

    on: date | None = None
    action: Action | None = None
    milestone: Milestone | None = None
    goes_on: bool = False

    @property
    def place(self) -> int:
        """Where it stands in its month: what has no day comes first."""
        return self.on.day if self.on else 0


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year in which something comes."""

    number: int
    coming: Sequence[Coming]


def months_of(
    actions: Iterable[Action], milestones: Iterable[Milestone], *, year: int
) -> tuple[list[Month], list[Milestone]]:
    """The months in which something comes, and the milestones of which only the year is known."""
    coming: dict[int, list[Coming]] = defaultdict(list)
    some_time: list[Milestone] = []
    for action in actions:
        for number, one in _of_action(action, year):
            coming[number].append(one)
    for milestone in milestones:
        if milestone.on is None or milestone.precision == DatePrecision.YEAR:
            some_time.append(milestone)
        else:
            coming[milestone.on.month].append(_of_milestone(milestone, milestone.on))
    months = [
        Month(number, sorted(coming[number], key=lambda one: one.place))
        for number in sorted(coming)
    ]
    return months, some_time


def season_in(action: Action, year: int) -> Iterator[int]:
    """The months in which a season of an action begins or, over the turn of the year, goes on."""
    first, last = action.season_first_month, action.season_last_month
    if first is None or last is None:
        return
    last_day = action.ends_on
    ends = last_day.month if last_day and last_day.year == year else DECEMBER
    if last < first:
        yield 1
    if first <= ends:
        yield first


def _of_action(action: Action, year: int) -> Iterator[tuple[int, Coming]]:
    for month in season_in(action, year):
        yield month, Coming(action=action, goes_on=month != action.season_first_month)
    if action.ends_on and action.ends_on.year == year:
        yield action.ends_on.month, Coming(action=action, on=action.ends_on)


def _of_milestone(milestone: Milestone, on: date) -> Coming:
    is_a_day = milestone.precision == DatePrecision.DAY
    return Coming(milestone=milestone, on=on if is_a_day else None)
