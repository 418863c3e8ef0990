"""Questions that a kind asks beside its numbers."""

from collections.abc import Mapping
from typing import Any

from prevenio.activities.packs.parts import checked_key, checked_words, only_known

TYPES = ("text", "yes_no", "choice")
FEWEST_CHOICES = 2

_QUESTION = frozenset({"key", "labels", "type", "choices"})
_CHOICE = frozenset({"key", "labels"})


def checked_questions(rows: Any) -> list[dict[str, Any]]:
    """Questions as the pack words them, each key once. Raises ValueError."""
    if not isinstance(rows, list):
        raise ValueError("questions: a list is needed")
    for row in rows:
        try:
            _check_question(row)
        except ValueError as fault:
            raise ValueError(f"questions: {fault}") from fault
    _refuse_doubles("questions", rows)
    return rows


def _check_question(row: Any) -> None:
    only_known(row, _QUESTION, needed=_QUESTION - {"choices"})
    checked_key(row["key"])
    checked_words("labels", row["labels"])
    if row["type"] not in TYPES:
        raise ValueError(f"{row['key']}: {row['type']!r} is none of {', '.join(TYPES)}")
    if (row["type"] == "choice") != ("choices" in row):
        raise ValueError(f"{row['key']}: choices belong to a question of choice, and to no other")
    if "choices" in row:
        _check_choices(row)


def _check_choices(row: Mapping[str, Any]) -> None:
    choices = row["choices"]
    if not isinstance(choices, list) or len(choices) < FEWEST_CHOICES:
        raise ValueError(f"{row['key']}: at least {FEWEST_CHOICES} choices are needed")
    for choice in choices:
        only_known(choice, _CHOICE, needed=_CHOICE)
        checked_key(choice["key"])
        checked_words("labels", choice["labels"])
    _refuse_doubles(row["key"], choices)


def _refuse_doubles(place: str, rows: list[dict[str, Any]]) -> None:
    keys = [row["key"] for row in rows]
    if len(set(keys)) < len(keys):
        raise ValueError(f"{place}: a key stands twice")
