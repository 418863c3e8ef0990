"""What an authority chooses about a kind of activity, as plain values."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from prevenio.activities.models import ActivityKind, word_in
from prevenio.activities.operations.classes import SMALLEST_OF_TOTALS
from prevenio.kernel.text import fold

type Words = Mapping[str, str]

# Keys of an authority's own never meet those of a pack.
_OWN = "own-"
_LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class MeasureChoice:
    """A number of a kind; one without a key is new and gets a key from its label."""

    key: str
    labels: Words
    units: Words
    role: str
    group: str = ""
    is_whole: bool = True

    @property
    def label(self) -> str:
        return word_in(dict(self.labels)) or self.key

    def words(self) -> dict[str, dict[str, str]]:
        return {"labels": dict(self.labels), "units": dict(self.units)}

    def fields(self) -> dict[str, Any]:
        """The values by the names of the columns."""
        rest = {"role": self.role, "group": self.group, "is_whole": self.is_whole}
        return {**self.words(), **rest}

    def key_apart_from(self, taken: Container[str], language: str) -> str:
        return self.key or own_key(self.labels.get(language) or self.label, taken)


@dataclass(frozen=True, slots=True)
class KindChoices:
    """A kind as the bureau wants it. `names` and `hints` are in the authority's languages."""

    names: Words
    hints: Words
    family: str
    data_class: str
    smallest_shown: int
    measures: Sequence[MeasureChoice]
    questions: Sequence[Mapping[str, Any]] = ()
    has_findings: bool = False
    remedy_days: int = 14
    takes_sign_up: bool = False
    season_first: str = ""
    season_last: str = ""

    def fields(self, before: ActivityKind | None = None) -> dict[str, Any]:
        """The values by the names of the columns; words in other languages stay as they were."""
        names, hints = (before.names, before.hints) if before else ({}, {})
        own = ("family", "data_class", "smallest_shown", "has_findings", "remedy_days")
        season = ("takes_sign_up", "season_first", "season_last")
        return {
            **{name: getattr(self, name) for name in (*own, *season)},
            "names": {**names, **self.names},
            "hints": {key: word for key, word in {**hints, **self.hints}.items() if word},
            "questions": with_keys(self.questions, before.questions if before else ()),
        }

    def is_more_than_totals(self) -> bool:
        """Whether anything here could name or count one person."""
        is_asked = any(one["type"] == "text" for one in self.questions)
        is_small = self.smallest_shown < SMALLEST_OF_TOTALS
        return self.has_findings or self.takes_sign_up or is_asked or is_small

    def key_apart_from(self, taken: Container[str], language: str) -> str:
        return own_key(self.names[language], taken)


def with_keys(
    questions: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """The questions with a key each, and with the words that they had in other languages before.

    A question that was there keeps its type: answers to it were given.
    """
    known = {str(one["key"]): one for one in before}
    found = []
    for row in _keyed(questions, known):
        was = known.get(row["key"], {})
        kind = was.get("type", row["type"])
        question = {"key": row["key"], "labels": row["labels"], "type": kind}
        if kind == "choice":
            choices = {str(one["key"]): one for one in was.get("choices", [])}
            question["choices"] = _keyed(row["choices"], choices)
        found.append(question)
    return found


def _keyed(
    rows: Sequence[Mapping[str, Any]], known: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    taken = {str(one.get("key", "")) for one in rows} | known.keys()
    found = []
    for one in rows:
        key = str(one.get("key", "")) or own_key(word_in(dict(one["labels"])), taken)
        taken.add(key)
        labels = {**known.get(key, {}).get("labels", {}), **one["labels"]}
        found.append({**one, "key": key, "labels": labels})
    return found


def own_key(word: str, taken: Container[str]) -> str:
    """A key made of a word that is not taken yet: `own-spacer`, `own-spacer-2`."""
    stem = (_OWN + (slugify(fold(word)) or "x"))[:_LONGEST_KEY].strip("-_")
    key, number = stem, 1
    while key in taken:
        number += 1
        ending = f"-{number}"
        key = stem[: _LONGEST_KEY - len(ending)] + ending
    return key
