"""The goals of a programme with what measures them, and the way from an indicator to its goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from prevenio.indicators.models import Indicator
from prevenio.indicators.queries.public import goals_served, measured_goals
from prevenio.indicators.series import Series
from prevenio.people.models import Authority
from prevenio.programme.models import Statement
from prevenio.programme.queries.pinned import public_programme
from prevenio.programme.queries.public import Declared


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its indicators, each with its newest value where one may be shown."""

    statement: Statement
    measures: Sequence[Series]

    @property
    def anchor(self) -> str:
        return anchor_of(self.statement)


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals of a programme as its page lists them."""

    main: Sequence[Goal]
    own: Sequence[Goal]
    strategy: Sequence[Goal]


@dataclass(frozen=True, slots=True)
class Served:
    """A goal that an indicator serves, and where it stands."""

    text: str
    address: str


def goals_of(declared: Declared, authority: Authority, *, today: date) -> Goals:
    """The goals of a programme with what measures them; two statements."""
    lists = (declared.main_goals, declared.goals, declared.strategy)
    lineages = [one.lineage for rows in lists for one in rows]
    measures = measured_goals(authority, lineages, today=today) if lineages else {}
    return Goals(*(_measured(rows, measures) for rows in lists))


def served_by(indicator: Indicator, *, today: date) -> Sequence[Served]:
    """The goals that an indicator serves, in words that residents read; two statements."""
    goals = goals_served(indicator)
    present = public_programme(authority=indicator.authority, today=today) if goals else None
    known = present.version.pk if present else None
    return [Served(one.text, _address(one, is_present=one.version_id == known)) for one in goals]


def anchor_of(statement: Statement) -> str:
    """By what a goal is found on the page of its programme: goal-3."""
    return f"{statement.kind.lower().replace('_', '-')}-{statement.position}"


def _measured(
    rows: Sequence[Statement], measures: Mapping[UUID, Sequence[Series]]
) -> Sequence[Goal]:
    return [Goal(one, measures.get(one.lineage, ())) for one in rows]


def _address(goal: Statement, *, is_present: bool) -> str:
    place = {} if is_present else {"period": goal.version.programme_id}
    return f"{reverse('portal:programme', kwargs=place)}#{anchor_of(goal)}"
