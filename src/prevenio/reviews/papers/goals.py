"""The goals review of a half-year or a year, for management control: facts, then words.

Management control (kontrola zarządcza, act on public finance, art. 68) asks for goals that are
watched by measures; that it is done twice a year is the city's own habit.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Max, Q

from prevenio.journal.operations import canonical
from prevenio.people.models import Authority
from prevenio.programme.models import Action, ProgrammeVersion, Statement, StatementKind
from prevenio.returns.models import ActionReturn, Part, ReturnEvent, ReturnState
from prevenio.reviews.models import Assessment
from prevenio.reviews.papers.measures import MeasureLine
from prevenio.reviews.proposing import proposed_degree


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal of the cascade: strategic, operational, of the programme.

    `degrees` counts its actions by degree; an action that nobody has judged counts by what its
    accepted return speaks for, and `by_return` says how many these are. `silent` are the actions
    about which there is neither.
    """

    key: int
    level: str
    text: str
    serves: int | None
    actions: int
    degrees: Mapping[str, int]
    by_return: int
    silent: int


@dataclass(frozen=True, slots=True)
class GoalsContent:
    """Everything a goals review says, without a word of its own."""

    authority: str
    programme: str
    first_day: str
    last_day: str
    as_of: str
    goals: tuple[GoalLine, ...]
    measures: tuple[MeasureLine, ...]
    whole: GoalLine

    @property
    def digest(self) -> str:
        """SHA-256 over the content in canonical JSON, as hexadecimal digits."""
        return hashlib.sha256(canonical(asdict(self)).encode()).hexdigest()

    @property
    def as_of_moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)


def content_of_goals(
    version: ProgrammeVersion,
    *,
    first_day: date,
    last_day: date,
    measures: Sequence[MeasureLine] = (),
) -> GoalsContent:
    """How far the goals of a programme came in a span of days, from periods that lie within it."""
    said = _Said.within(version.programme.authority, version, first_day, last_day)
    statements = list(version.statements.filter(kind__in=_LEVELS).order_by("position", "pk"))
    lines = [_line(one, statements, said) for one in statements]
    return GoalsContent(
        authority=version.programme.authority.name,
        programme=version.programme.title,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
        as_of=said.as_of(version),
        goals=tuple(sorted(lines, key=lambda one: _ORDER.index(one.level))),
        measures=tuple(measures),
        whole=_counted(0, "WHOLE", "", None, said.actions, said),
    )


_LEVELS = (StatementKind.STRATEGY, StatementKind.MAIN_GOAL, StatementKind.GOAL)
_ORDER = ("STRATEGIC", "OPERATIONAL", "MAIN_GOAL", "GOAL")


@dataclass(frozen=True, slots=True)
class _Said:
    """The actions of a version, and what assessments and accepted returns of a span say of them."""

    actions: tuple[Action, ...]
    goals: Mapping[int, frozenset[int]]
    assessed: Mapping[int, str]
    reported: Mapping[int, str]
    newest: datetime | None

    @classmethod
    def within(
        cls, authority: Authority, version: ProgrammeVersion, first_day: date, last_day: date
    ) -> "_Said":
        inside = Q(
            period__authority=authority,
            period__programme=version.programme_id,
            period__first_day__gte=first_day,
            period__last_day__lte=last_day,
        )
        actions = tuple(version.actions.filter(parent=None).prefetch_related("goals"))
        assessments = Assessment.objects.filter(inside).order_by("period__last_day", "pk")
        returns = ActionReturn.objects.filter(inside, part=Part.LEAD, state=ReturnState.ACCEPTED)
        events = ReturnEvent.objects.filter(
            action_return__period__authority=authority,
            action_return__period__first_day__gte=first_day,
            action_return__period__last_day__lte=last_day,
        )
        moments = [events.aggregate(newest=Max("at"))["newest"]]
        moments += assessments.values_list("assessed_at", flat=True)
        known = [one for one in moments if one]
        return cls(
            actions=actions,
            goals={one.pk: frozenset(goal.pk for goal in one.goals.all()) for one in actions},
            assessed=dict(assessments.values_list("action_id", "degree")),
            reported=dict(
                returns.order_by("period__last_day", "pk").values_list("action_id", "outcome")
            ),
            newest=max(known, default=None),
        )

    def as_of(self, version: ProgrammeVersion) -> str:
        moment = self.newest or version.adopted_at or version.created_at
        return moment.astimezone(UTC).isoformat()


def _line(statement: Statement, statements: Sequence[Statement], said: _Said) -> GoalLine:
    below = {one.pk for one in statements if one.serves_id == statement.pk} | {statement.pk}
    actions = [one for one in said.actions if said.goals[one.pk] & below]
    level = _level(statement, statements)
    return _counted(statement.pk, level, statement.text, statement.serves_id, actions, said)


def _level(statement: Statement, statements: Sequence[Statement]) -> str:
    """A strategy's first goal is the strategic one; those below it are operational."""
    if statement.kind != StatementKind.STRATEGY:
        return str(statement.kind)
    strategies = [one for one in statements if one.kind == StatementKind.STRATEGY]
    is_first = statement == strategies[0] and statement.serves_id is None
    return "STRATEGIC" if is_first else "OPERATIONAL"


def _counted(
    key: int, level: str, text: str, serves: int | None, actions: Iterable[Action], said: _Said
) -> GoalLine:
    degrees: dict[str, int] = {}
    by_return = silent = count = 0
    for action in actions:
        count += 1
        judged = said.assessed.get(action.pk)
        degree = judged or proposed_degree(said.reported.get(action.pk, ""))
        if degree is None:
            silent += 1
            continue
        by_return += judged is None
        degrees[str(degree)] = degrees.get(str(degree), 0) + 1
    return GoalLine(key, level, text, serves, count, degrees, by_return, silent)


def plain(content: GoalsContent) -> dict[str, Any]:
    """The content as plain JSON values."""
    return asdict(content)
