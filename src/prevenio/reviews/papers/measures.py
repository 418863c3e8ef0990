"""The measures of goals, as a document needs them: plain text that can be frozen and hashed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import translation

from prevenio.indicators import queries as indicators
from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of a goal in a span, worded where it says something.

    Numbers are decimal text, empty where there is none. `sentence` says in words whether the change
    is more than chance; `stand_in` what it stands in for, where it is not the measure itself.
    """

    goal_id: int | None
    code: str
    name: str
    unit: str
    value: str
    previous: str
    target: str
    direction: str
    sentence: str
    as_of: str
    source: str
    stand_in: str = ""


def measures_of(authority: Authority, first_day: date, last_day: date) -> list[MeasureLine]:
    """The measures of management control with their values in a span, worded for documents."""
    with translation.override(authority.language):
        found = indicators.measures_of_goals(authority, first_day, last_day)
    return [
        MeasureLine(
            goal_id=one.goal_id,
            code=one.code,
            name=one.name,
            unit=one.unit,
            value=_text(one.value),
            previous=_text(one.previous),
            target=_text(one.target),
            direction=one.direction,
            sentence=str(one.sentence),
            as_of=one.as_of.isoformat() if one.as_of else "",
            source=one.source,
            stand_in=one.stand_in,
        )
        for one in found
    ]


def _text(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")
