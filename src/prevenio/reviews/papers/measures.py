"""The measures of goals, as a document needs them: whoever keeps the figures hands them in."""

from dataclasses import dataclass


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
