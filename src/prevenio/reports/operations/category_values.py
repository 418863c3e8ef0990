"""What the bureau chooses about a category, as plain values, and what is refused in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from prevenio.activities.operations.kind_choices import with_keys
from prevenio.activities.packs.questions import FEWEST_CHOICES, TYPES
from prevenio.kernel.errors import Refused
from prevenio.reports.models import CategoryVersion, ReportClass
from prevenio.reports.packs.limits import (
    ICONS,
    LIMITS,
    LONGEST_HINT,
    LONGEST_KMZB,
    LONGEST_NAME,
    MOST_QUESTIONS,
    STEPS,
)

type Words = Mapping[str, str]


class NameMissing(Refused):
    message = _("Write a name of at most %(most)s characters in every language.")


class OutOfRange(Refused):
    message = _("A number of this category is too small or too large.")


class UnknownChoice(Refused):
    message = _("Choose the icon and the data class among those that are offered.")


class StepsOutOfOrder(Refused):
    message = _(
        "A report is read first, then verified, then acted on: no step may have fewer days than "
        "the one before it."
    )


class QuestionsMalformed(Refused):
    message = _(
        "A question needs words and a way to answer it; where one of several answers is chosen, "
        "at least two different answers. A category asks at most %(most)s questions."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """A category as the bureau wants it; words in the authority's languages.

    Questions are as `CategoryVersion` keeps them; one without a key is new and gets one.
    """

    names: Words
    hints: Words
    icon: str
    position: int = 0
    is_first: bool = False
    kmzb: str = ""
    questions: Sequence[Mapping[str, Any]] = ()
    needs_words: bool = False
    data_class: str = ReportClass.PUBLIC
    blur_metres: int = 100
    delay_hours: int = 24
    read_days: int = 2
    verify_days: int = 5
    act_days: int = 15
    contact_days: int = 90
    text_days: int = 730

    def columns(self, before: CategoryVersion | None) -> dict[str, Any]:
        """The values by the names of the columns; words in other languages stay as they were."""
        names = {**(before.names if before else {}), **self.names}
        hints = {**(before.hints if before else {}), **self.hints}
        return {
            **{one.name: getattr(self, one.name) for one in fields(self)},
            "names": {language: word for language, word in names.items() if word},
            "hints": {language: word for language, word in hints.items() if word},
            "questions": with_keys(self.questions, before.questions if before else ()),
        }

    def refuse_unsound(self) -> None:
        """Raises NameMissing, OutOfRange, UnknownChoice, StepsOutOfOrder, QuestionsMalformed."""
        if not self.names or not all(map(_is_name, self.names.values())):
            raise NameMissing(most=LONGEST_NAME)
        if self.icon not in ICONS or self.data_class not in ReportClass.values:
            raise UnknownChoice
        if self._is_out_of_range():
            raise OutOfRange
        days = [getattr(self, name) for name in STEPS]
        if days != sorted(days):
            raise StepsOutOfOrder
        if len(self.questions) > MOST_QUESTIONS or not all(map(_is_sound, self.questions)):
            raise QuestionsMalformed(most=MOST_QUESTIONS)

    def _is_out_of_range(self) -> bool:
        too_long = any(len(word) > LONGEST_HINT for word in self.hints.values())
        numbers = ((getattr(self, name), limits) for name, limits in LIMITS.items())
        outside = any(not least <= number <= most for number, (least, most) in numbers)
        return too_long or outside or len(self.kmzb) > LONGEST_KMZB


def _is_name(word: str) -> bool:
    return bool(word.strip()) and len(word) <= LONGEST_NAME


def _is_sound(question: Mapping[str, Any]) -> bool:
    kind, choices = question.get("type"), question.get("choices", [])
    if kind not in TYPES or not _first_word(question):
        return False
    if kind != "choice":
        return not choices
    words = {_first_word(one) for one in choices}
    return "" not in words and FEWEST_CHOICES <= len(choices) == len(words)


def _first_word(row: Mapping[str, Any]) -> str:
    return next(iter((row.get("labels") or {}).values()), "").strip()
