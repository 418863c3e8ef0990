"""The questions of a kind, each in a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevenio.activities.forms.kind_rows import LONGEST_LABEL, Row
from prevenio.activities.packs.questions import FEWEST_CHOICES

MOST_QUESTIONS = 12
MOST_CHOICES = 40

TYPES = [
    ("yes_no", gettext_lazy("yes or no")),
    ("choice", gettext_lazy("one of several answers")),
    ("text", gettext_lazy("free text")),
]


class QuestionRow(Row):
    """A question: one that was asked before keeps its type, because it was answered."""

    type = forms.ChoiceField(label=gettext_lazy("Answered by"), choices=TYPES)

    def __init__(
        self, *arguments: Any, known: Mapping[str, Mapping[str, Any]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.known = known
        errors = {"required": _("Write the question, or remove it.")}
        self.add_words(
            "label", _("Question"), is_needed=True, max_length=LONGEST_LABEL, error_messages=errors
        )
        if self.said is not None:
            del self.fields["type"]
        if self.said is None or self.said["type"] == "choice":
            widget = forms.Textarea(attrs={"rows": 4})
            options = {"help_text": _("One answer in each line."), "widget": widget}
            self.add_words("choices", _("Answers"), is_needed=False, max_length=4000, **options)

    @property
    def said(self) -> Mapping[str, Any] | None:
        """The question as it was asked before."""
        return self.known.get(self.known_key)

    @property
    def type_label(self) -> str:
        return str(dict(TYPES)[self.said["type"]]) if self.said else ""

    @property
    def choice_fields(self) -> Sequence[forms.BoundField]:
        return self.fields_of("choices")

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key and key not in self.known:
            raise forms.ValidationError(
                _("This question is not known here. Remove the row and add the question again.")
            )
        return key

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if self._type() != "choice":
            return said
        first = f"choices_{self.languages[0]}"
        answers = _lines(said.get(first, ""))
        if first not in self.errors and len(answers) < FEWEST_CHOICES:
            self.add_error(first, _("Write at least two answers, one in each line."))
        if len(answers) > MOST_CHOICES:
            self.add_error(
                first, _("At most %(most)s answers can be offered.") % {"most": MOST_CHOICES}
            )
        if len(set(answers)) < len(answers):
            self.add_error(first, _("An answer stands here twice."))
        for language in self.languages[1:]:
            name = f"choices_{language}"
            if len(_lines(said.get(name, ""))) not in (0, len(answers)):
                self.add_error(name, _("Write as many answers as in the first language."))
        return said

    def question(self) -> dict[str, Any]:
        """The question as the operation takes it; what is new has no key yet."""
        key = self.known_key if self.said else ""
        row: dict[str, Any] = {"key": key, "labels": self.words("label"), "type": self._type()}
        if row["type"] == "choice":
            row["choices"] = self._choices()
        return row

    def _type(self) -> str:
        return str(self.said["type"] if self.said else self.cleaned_data.get("type", ""))

    def _choices(self) -> list[dict[str, Any]]:
        columns = {one: _lines(self.cleaned_data[f"choices_{one}"]) for one in self.languages}
        columns = {language: lines for language, lines in columns.items() if lines}
        words = [
            dict(zip(columns, one, strict=True)) for one in zip(*columns.values(), strict=True)
        ]
        return with_known_keys(words, self.said["choices"] if self.said else [])


def with_known_keys(
    words: Sequence[Mapping[str, str]], known: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Answers with the keys that they had: those worded as before, then those in their place."""
    first = next(iter(words[0])) if words else ""
    by_word = {one["labels"].get(first): str(one["key"]) for one in known}
    keys = [by_word.get(one[first], "") for one in words]
    for number, (key, before) in enumerate(zip(keys, known, strict=False)):
        if not key and str(before["key"]) not in keys:
            keys[number] = str(before["key"])
    return [{"key": key, "labels": dict(one)} for key, one in zip(keys, words, strict=True)]


def lines_of(question: Mapping[str, Any], language: str) -> str:
    """The answers of a question, one in each line."""
    labels = [one["labels"].get(language, "") for one in question.get("choices", [])]
    return "\n".join(labels) if all(labels) else ""


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := " ".join(one.split()))]
