"""Which rule sends a report where: plain values, no database.

A rule fits if everything that it names fits; what it does not name fits all. The first that fits
wins. Conditions are read strictly when a rule is kept (`conditions_of`), so that one in force is
never half understood.

Days and hours are compared as problem places count them (`cells_of`): hours after midnight are
those of the next day, hours without days those of every day, days without hours the whole day. A
rule that names only days asks which days were told, one that names only hours which hours.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused

# A weekday (Monday is 0) and an hour of it.
type Cell = tuple[int, int]

_KEYS = frozenset({"categories", "precincts", "municipalities", "weekdays", "hours", "answers"})


class ConditionsUnclear(Refused):
    message = _("The conditions of this rule cannot be read.")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a report must be like; an empty part fits every report.

    `precincts` are pairs of the code of the kind and the code of the precinct. `hours` is the span
    from the first hour to the last, both included, maybe over midnight.
    """

    categories: frozenset[str] = frozenset()
    precincts: frozenset[tuple[str, str]] = frozenset()
    municipalities: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    hours: tuple[int, int] | None = None
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may ask of a report. `precincts` holds code by code of the kind."""

    category: str
    precincts: Mapping[str, str] = field(default_factory=dict)
    municipality: str = ""
    weekdays: frozenset[int] = frozenset()
    hours: tuple[int, int] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force: its number, what it asks, and where it sends."""

    number: int
    conditions: Conditions
    body_id: int
    person_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a report goes and why. Without a rule it stays with the bureau."""

    rule: Rule | None
    precinct: str = ""
    as_of: date | None = None

    @property
    def explained(self) -> dict[str, object]:
        """What is kept with the report."""
        said: dict[str, object] = {"rule": self.rule.number if self.rule else None}
        if self.rule is not None and self.rule.name:
            said["name"] = self.rule.name
        if self.precinct:
            said["precinct"] = self.precinct
        if self.as_of is not None:
            said["as_of"] = self.as_of.isoformat()
        return said


def conditions_of(kept: Mapping[str, Any]) -> Conditions:
    """Conditions as they are kept in a row. Raises ConditionsUnclear."""
    try:
        unknown = set(kept) - _KEYS
        hours = kept.get("hours")
        conditions = Conditions(
            categories=frozenset(_texts(kept.get("categories", ()))),
            precincts=frozenset(_pair(one) for one in kept.get("precincts", ())),
            municipalities=frozenset(_texts(kept.get("municipalities", ()))),
            weekdays=frozenset(int(day) for day in kept.get("weekdays", ())),
            hours=(int(hours[0]), int(hours[1])) if hours else None,
            answers={
                str(key): frozenset(_texts(values))
                for key, values in dict(kept.get("answers", {})).items()
            },
        )
    except (TypeError, ValueError, KeyError, IndexError) as error:
        raise ConditionsUnclear from error
    if unknown or not _is_sound(conditions):
        raise ConditionsUnclear
    return conditions


def route_of(
    rules: Iterable[Rule], facts: Facts, *, precinct: str = "", as_of: date | None = None
) -> Route:
    """The first rule that fits, with the precinct and the day of its boundaries."""
    found = next((rule for rule in rules if fits(rule.conditions, facts)), None)
    return Route(found, precinct, as_of)


def fits(conditions: Conditions, facts: Facts) -> bool:
    """Whether a report is what a rule asks for."""
    return (
        (not conditions.categories or facts.category in conditions.categories)
        and (not conditions.municipalities or facts.municipality in conditions.municipalities)
        and (
            not conditions.precincts or not conditions.precincts.isdisjoint(facts.precincts.items())
        )
        and _is_then(conditions, facts)
        and all(
            facts.answers.get(question) in wanted for question, wanted in conditions.answers.items()
        )
    )


def hours_in(span: tuple[int, int]) -> frozenset[int]:
    """The hours of a span, both ends included; 22 to 5 goes over midnight."""
    first, last = span
    if first <= last:
        return frozenset(range(first, last + 1))
    return frozenset(range(first, 24)) | frozenset(range(last + 1))


def cells_of(weekdays: Collection[int], hours: tuple[int, int] | None) -> frozenset[Cell]:
    """The hours of a week that days and a span of hours name; where both are missing, none."""
    if not weekdays and hours is None:
        return frozenset()
    first, last = hours or (0, 23)
    return frozenset(
        ((day + (first > last and hour <= last)) % 7, hour)
        for day in weekdays or range(7)
        for hour in hours_in((first, last))
    )


def _is_then(conditions: Conditions, facts: Facts) -> bool:
    """Whether it happens when a rule says."""
    if conditions.hours is None:
        return not conditions.weekdays or not conditions.weekdays.isdisjoint(facts.weekdays)
    if not conditions.weekdays:
        told = facts.hours
        return told is not None and not hours_in(conditions.hours).isdisjoint(hours_in(told))
    wanted = cells_of(conditions.weekdays, conditions.hours)
    return not wanted.isdisjoint(cells_of(facts.weekdays, facts.hours))


def _pair(value: object) -> tuple[str, str]:
    kind, code = _texts(value)
    return kind, code


def _texts(values: object) -> Sequence[str]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TypeError
    return [str(value) for value in values]


def _is_sound(conditions: Conditions) -> bool:
    hours = conditions.hours
    return all(0 <= day <= 6 for day in conditions.weekdays) and (
        hours is None or all(0 <= hour <= 23 for hour in hours)
    )
