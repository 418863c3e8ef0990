"""The degree that an accepted return speaks for: a first proposal, never the judgement itself."""

from collections.abc import Mapping

from prevenio.returns.models import Outcome
from prevenio.reviews.models import Degree

_DEGREES: Mapping[str, Degree] = {
    Outcome.DONE: Degree.FULL,
    Outcome.IN_COURSE: Degree.PARTLY,
    Outcome.NOT_STARTED: Degree.NOT_AT_ALL,
    Outcome.ABANDONED: Degree.NOT_AT_ALL,
    Outcome.NOT_TRIGGERED: Degree.NOT_TRIGGERED,
    Outcome.NOT_DUE: Degree.NOT_DUE,
}


def proposed_degree(outcome: str) -> Degree | None:
    """The degree that fits what the lead body says; None where it says nothing."""
    return _DEGREES.get(outcome)
