"""The rows of a kind: its numbers and its questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from prevenio.activities.forms.kinds import in_language
from prevenio.activities.models import MeasureRole
from prevenio.activities.operations.kind_choices import MeasureChoice
from prevenio.activities.packs.questions import FEWEST_CHOICES
from prevenio.activities.packs.reading import PackMeasure

MOST_MEASURES = 40
MOST_QUESTIONS = 12
MOST_CHOICES = 40
LONGEST_LABEL = 100

TYPES = [
    ("yes_no", gettext_lazy("yes or no")),
    ("choice", gettext_lazy("one of several answers")),
    ("text", gettext_lazy("free text")),
]


class Row(forms.Form):
    """A row with a key if it was there before, and with words in each language."""

    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, languages: Sequence[str], **options: Any) -> None:
        # An added row is never skipped because it was left empty: it is filled in or removed.
        super().__init__(*arguments, **{**options, "empty_permitted": False})
        self.languages = languages

    @property
    def known_key(self) -> str:
        return str(self["key"].value() or "")

    @property
    def is_open(self) -> bool:
        """Whether the row is shown unfolded: one that is new, or has something to mend."""
        return bool(self.errors) or not self.known_key

    @property
    def name(self) -> str:
        """What the row is called while it is folded."""
        return str(self[f"label_{self.languages[0]}"].value() or "")

    @property
    def button(self) -> str:
        """What the button says that removes this row."""
        return str(self.prefix)

    def add_words(self, name: str, label: str, *, is_needed: bool, **options: Any) -> None:
        """A field for each language; only the first one has to be filled in."""
        for number, language in enumerate(self.languages):
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=in_language(label, language, self.languages),
                required=is_needed and number == 0,
                **options,
            )

    def fields_of(self, name: str) -> Sequence[forms.BoundField]:
        return [self[f"{name}_{one}"] for one in self.languages if f"{name}_{one}" in self.fields]

    @property
    def label_fields(self) -> Sequence[forms.BoundField]:
        return self.fields_of("label")

    def words(self, name: str) -> dict[str, str]:
        said = ((one, self.cleaned_data.get(f"{name}_{one}", "")) for one in self.languages)
        return {language: word for language, word in said if word}


class MeasureRow(Row):
    """A number: of one that is known only the words can change."""

    role = forms.ChoiceField(
        label=gettext_lazy("What it counts"),
        choices=[("", "–"), *MeasureRole.choices],
        error_messages={"required": gettext_lazy("Say what it counts, so that it adds up.")},
    )
    is_fractional = forms.BooleanField(
        label=gettext_lazy("It may have decimal places"), required=False
    )

    def __init__(self, *arguments: Any, known: Mapping[str, PackMeasure], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.known = known
        errors = {"required": _("Say in a word or two what is counted, for example “Dogs”.")}
        self.add_words(
            "label",
            pgettext("measure", "Number"),
            is_needed=True,
            max_length=LONGEST_LABEL,
            error_messages=errors,
        )
        self.add_words("unit", pgettext("measure", "Unit"), is_needed=False, max_length=20)
        self.order_fields(["key", *(one for one in self.fields if one.startswith("label_"))])
        if self.said is not None:
            del self.fields["role"], self.fields["is_fractional"]

    @property
    def said(self) -> PackMeasure | None:
        """The number as it is known already."""
        return self.known.get(self.known_key)

    @property
    def role_label(self) -> str:
        return str(MeasureRole(self.said.role).label) if self.said else ""

    @property
    def unit_fields(self) -> Sequence[forms.BoundField]:
        return self.fields_of("unit")

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key and key not in self.known:
            raise forms.ValidationError(
                _("This number is not known here. Remove the row and add the number again.")
            )
        return key

    def choice(self) -> MeasureChoice:
        labels, units = self.words("label"), self.words("unit")
        if (said := self.said) is None:
            role, is_whole = self.cleaned_data["role"], not self.cleaned_data["is_fractional"]
            return MeasureChoice("", labels, units, role, is_whole=is_whole)
        return MeasureChoice(
            said.key,
            {**said.labels, **labels},
            {**said.units, **units},
            said.role,
            said.group,
            said.is_whole,
        )


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
