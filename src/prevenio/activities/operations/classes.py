"""What the class of a kind promises, and how it may change once activities were recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from prevenio.activities.models import ActivityKind, DataClass

SMALLEST_OF_TOTALS = 5

# What was recorded under a promise keeps it. Totals only and managed by the police each promise
# what the other does not, so neither may become the other.
_STRICTER: Mapping[str, frozenset[str]] = {
    DataClass.PUBLIC: frozenset({DataClass.INTERNAL, DataClass.AGGREGATE, DataClass.POLICE}),
    DataClass.INTERNAL: frozenset({DataClass.AGGREGATE, DataClass.POLICE}),
    DataClass.AGGREGATE: frozenset(),
    DataClass.POLICE: frozenset(),
}


def is_loosened(current: str, following: str) -> bool:
    """Whether more people would see more than was promised when the data was recorded."""
    return current != following and following not in _STRICTER[current]


def keep_totals_only(kind: ActivityKind) -> None:
    """Take from a kind with totals only whatever could name or count one person. Does not save."""
    if not kind.is_sensitive:
        return
    kind.has_findings = kind.takes_sign_up = False
    kind.smallest_shown = max(kind.smallest_shown, SMALLEST_OF_TOTALS)
    kind.questions = without_free_text(kind.questions)


def without_free_text(questions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The questions that are answered with yes, no or a choice."""
    return [one for one in questions if one["type"] != "text"]
