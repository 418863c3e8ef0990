"""The returns of a period as a list, narrowed by state, body, area and words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from prevenio.kernel.text import fold
from prevenio.returns.models import ActionReturn, Part, ReportingPeriod, ReturnState
from prevenio.returns.queries.board import late

LATE = "LATE"
_BY_PLACE = ("action__area__position", "action__position", "action_id", "-part", "pk")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which returns a person asked to see; `state` is one of `ReturnState`, or late.

    `within` asks for the members' returns that belong to one return of a group.
    """

    state: str = ""
    body: int | None = None
    area: int | None = None
    words: str = ""
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A body or an area that the list can be narrowed to."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a list can be narrowed to, with how many returns there are of each state."""

    states: Mapping[str, int]
    total: int
    bodies: Sequence[Named]
    areas: Sequence[Named]


def narrowed_to(
    returns: QuerySet[ActionReturn], choice: Choice, *, folds: bool
) -> QuerySet[ActionReturn]:
    """The returns of a list: those of members only where they, or their group, were asked for."""
    if choice.within is not None:
        return returns.filter(within=choice.within)
    return returns.exclude(part=Part.MEMBER) if folds and choice.body is None else returns


def returns_found(
    returns: QuerySet[ActionReturn], choice: Choice, *, today: date
) -> QuerySet[ActionReturn]:
    """The returns that were asked for, in the order of the programme."""
    if choice.state == LATE:
        returns = returns.filter(late(today))
    elif choice.state:
        returns = returns.filter(state=choice.state)
    if choice.body is not None:
        returns = returns.filter(body_id=choice.body)
    if choice.area is not None:
        returns = returns.filter(action__area_id=choice.area)
    for word in fold(choice.words).split():
        returns = returns.filter(
            Q(action__code__istartswith=word) | Q(action__search_text__contains=word)
        )
    return returns.select_related("action__area", "body").order_by(*_BY_PLACE)


def tally_of(returns: QuerySet[ActionReturn], choice: Choice, *, today: date) -> Tally:
    """How many returns of a period are in each state, among the chosen body and area."""
    counted = (
        returns.order_by()
        .values_list(
            "body_id",
            "body__short_name",
            "action__area_id",
            "action__area__position",
            "action__area__code",
            "action__area__title",
            "state",
        )
        .annotate(number=Count("pk"), overdue=Count("pk", filter=late(today)))
    )
    states: Counter[str] = Counter()
    bodies: dict[int, str] = {}
    areas: dict[tuple[int, int], str] = {}
    for body_id, body, area_id, position, code, title, state, number, overdue in counted:
        bodies[body_id] = body
        areas[position, area_id] = f"{code} {title}"
        if choice.body in {None, body_id} and choice.area in {None, area_id}:
            states[state] += number
            states[LATE] += overdue
    return Tally(
        states={state: states[state] for state in (LATE, *ReturnState.values)},
        total=sum(states[state] for state in ReturnState.values),
        bodies=[Named(pk, name) for pk, name in sorted(bodies.items(), key=_by_name)],
        areas=[Named(pk, name) for (_place, pk), name in sorted(areas.items())],
    )


def _by_name(item: tuple[int, str]) -> tuple[str, int]:
    return fold(item[1]), item[0]


def next_waiting(period: ReportingPeriod) -> ActionReturn | None:
    """The return of a period that waits for the bureau next, in the order of the programme."""
    waiting = period.returns.filter(state=ReturnState.CERTIFIED)
    return waiting.order_by(*_BY_PLACE).first()
