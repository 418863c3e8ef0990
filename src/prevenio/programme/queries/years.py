"""One year of a programme: what is due in it, and when in the year it comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Prefetch

from prevenio.people.models import Body
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    Initiative,
    Milestone,
    ProgrammeVersion,
    Timing,
)
from prevenio.programme.queries.calendar import Month, months_of
from prevenio.programme.queries.initiatives import key_of

# A mistyped first year must not make a page of thousands of links.
MOST_YEARS = 50


def years_of(version: ProgrammeVersion, *, today: date) -> Sequence[int]:
    """The years that the programme covers; one without an end is read up to the present year."""
    programme = version.programme
    begins = programme.first_year or programme.last_year
    if begins is None:
        begins = (version.effective_from or today).year
    ends = programme.last_year or max(begins, today.year)
    return range(max(begins, ends + 1 - MOST_YEARS), ends + 1)


@dataclass(frozen=True, slots=True)
class DueAction:
    """An action that is due in the year, and whether its own years begin or end there."""

    action: Action
    lead: Body | None
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class AreaInYear:
    """An area with those of its actions that are due in the year."""

    area: AreaOfAction
    actions: Sequence[DueAction]


@dataclass(frozen=True, slots=True)
class InitiativeInYear:
    """An initiative that runs in the year."""

    initiative: Initiative
    key: str
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class YearSlice:
    """What a programme asks for in one of its years."""

    year: int
    years: Sequence[int]
    areas: Sequence[AreaInYear]
    initiatives: Sequence[InitiativeInYear]
    months: Sequence[Month]
    some_time: Sequence[Milestone]

    @property
    def actions(self) -> list[DueAction]:
        return [due for area in self.areas for due in area.actions]

    @property
    def beginning(self) -> int:
        return sum(due.begins for due in self.actions)

    @property
    def ending(self) -> int:
        return sum(due.ends for due in self.actions)

    @property
    def conditional(self) -> int:
        return sum(due.action.is_conditional for due in self.actions)

    @property
    def seasonal(self) -> int:
        return sum(due.action.is_seasonal for due in self.actions)

    @property
    def is_empty(self) -> bool:
        return not (self.areas or self.initiatives or self.months or self.some_time)


def year_of(version: ProgrammeVersion, *, year: int, today: date) -> YearSlice | None:
    """What a version asks for in one year; None for a year that the programme does not cover."""
    years = years_of(version, today=today)
    if year not in years:
        return None
    actions = [action for action in _actions_of(version) if is_due(action, year)]
    milestones = _milestones_in(version, year)
    months, some_time = months_of(actions, milestones, year=year)
    return YearSlice(
        year=year,
        years=years,
        areas=_by_area(actions, year),
        initiatives=_initiatives_in(version, year),
        months=months,
        some_time=some_time,
    )


def is_due(action: Action, year: int) -> bool:
    """Whether an action is due in a year; one that names no years is due in all of them."""
    last_day = action.ends_on
    if last_day and action.timing == Timing.ONE_OFF:
        return last_day.year == year
    last_year = last_day.year if last_day else action.last_year
    return _covers(action.first_year, last_year, year)


def is_due_between(action: Action, *, first_day: date, last_day: date) -> bool:
    """Whether an action is due in a span of days: in one of its years, and not over before it."""
    if action.ends_on is not None and action.ends_on < first_day:
        return False
    return any(is_due(action, year) for year in range(first_day.year, last_day.year + 1))


def _covers(first_year: int | None, last_year: int | None, year: int) -> bool:
    return (first_year is None or first_year <= year) and (last_year is None or year <= last_year)


def _actions_of(version: ProgrammeVersion) -> Iterable[Action]:
    leads = ActionRole.objects.filter(role=ActionRoleKind.LEAD).select_related("body")
    return (
        version.actions.filter(parent__isnull=True)
        .select_related("area")
        .prefetch_related(Prefetch("roles", leads))
        .order_by("area__position", "area__pk", "position", "pk")
    )


def _by_area(actions: Iterable[Action], year: int) -> list[AreaInYear]:
    return [
        AreaInYear(area, [_due(action, year) for action in of_area])
        for area, of_area in groupby(actions, key=lambda action: action.area)
    ]


def _due(action: Action, year: int) -> DueAction:
    last_year = action.ends_on.year if action.ends_on else action.last_year
    return DueAction(
        action=action,
        lead=next((role.body for role in action.roles.all()), None),
        begins=action.first_year == year,
        ends=last_year == year,
    )


def _initiatives_in(version: ProgrammeVersion, year: int) -> list[InitiativeInYear]:
    return [
        InitiativeInYear(
            initiative=one,
            key=key_of(one),
            begins=one.first_year == year,
            ends=one.last_year == year,
        )
        for one in version.initiatives.order_by("position", "pk")
        if _covers(one.first_year, one.last_year, year)
    ]


def _milestones_in(version: ProgrammeVersion, year: int) -> list[Milestone]:
    return list(version.milestones.filter(on__year=year).order_by("on", "position", "pk"))
