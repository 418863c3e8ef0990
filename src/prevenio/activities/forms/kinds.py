"""What the bureau types about a kind of activity, turned into values."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prevenio.activities.models import ActivityKind, DataClass
from prevenio.activities.operations.classes import SMALLEST_OF_TOTALS
from prevenio.people.models import Authority
from prevenio.web.forms import DayField

NARROW = {"class": "govuk-input--width-10", "autocomplete": "off", "inputmode": "numeric"}
# A season has the same days every year, so its days are those of a year without 29 February.
_PLAIN_YEAR = 2001
_SEASON_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")
_STORED_DAY = re.compile(r"(\d\d)-(\d\d)")


def languages_of(authority: Authority) -> Sequence[str]:
    """The languages in which an authority words its kinds; the first one is always needed."""
    known = dict(settings.LANGUAGES)
    return [one for one in authority.languages if one in known] or [authority.language]


def in_language(label: str, language: str, languages: Sequence[str]) -> str:
    """A label with its language, where the same is asked in more than one."""
    if len(languages) == 1:
        return label
    # Translators: the label of a field and the language of its words, e.g. "Name (Polish)"
    return _("%(label)s (%(language)s)") % {
        "label": label,
        "language": dict(settings.LANGUAGES)[language],
    }


class SeasonDayField(forms.CharField):
    """A day of every year as people write it, 1.11 or 1. 11.; kept as `11-01`."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Enter a day and a month that every year has, for example 1.11.")
    }

    def to_python(self, value: Any) -> str:
        text = "".join(str(super().to_python(value)).split())
        if not text:
            return ""
        if stored := _STORED_DAY.fullmatch(text):
            month, day = stored.groups()
        elif typed := _SEASON_DAY.fullmatch(text):
            day, month = typed.groups()
        else:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(_PLAIN_YEAR, int(month), int(day)).strftime("%m-%d")
        except ValueError as fault:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from fault

    def prepare_value(self, value: Any) -> Any:
        stored = _STORED_DAY.fullmatch(value) if isinstance(value, str) else None
        return f"{int(stored[2])}.{int(stored[1])}" if stored else value


class KindForm(forms.Form):
    """A kind without its numbers and questions: those stand in rows of their own."""

    family = forms.ChoiceField(label=gettext_lazy("Where it stands in the catalogue"))
    data_class = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        widget=forms.RadioSelect,
        choices=[
            (DataClass.PUBLIC, gettext_lazy("Public: everybody may see a single activity")),
            (DataClass.INTERNAL, gettext_lazy("Internal: the bureau and the body that did it")),
            (
                DataClass.AGGREGATE,
                gettext_lazy("Totals only: numbers over some days, nothing about one person"),
            ),
            (DataClass.POLICE, gettext_lazy("Managed by the police: readers see nothing of it")),
        ],
    )
    smallest_shown = forms.IntegerField(
        label=gettext_lazy("Smallest number that residents see"),
        min_value=0,
        max_value=1000,
        initial=SMALLEST_OF_TOTALS,
        widget=forms.TextInput(attrs=NARROW),
    )
    has_findings = forms.BooleanField(
        label=gettext_lazy("It finds faults that are to be put right"), required=False
    )
    remedy_days = forms.IntegerField(
        label=gettext_lazy("Working days to put a fault right"),
        min_value=1,
        max_value=1000,
        initial=14,
        widget=forms.TextInput(attrs=NARROW),
    )
    takes_sign_up = forms.BooleanField(label=gettext_lazy("Residents can sign up"), required=False)
    season_first = SeasonDayField(
        label=pgettext_lazy("season", "Season from"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("Day and month, for example 1.11. Left empty: all year."),
        widget=forms.TextInput(attrs=NARROW),
    )
    season_last = SeasonDayField(
        label=pgettext_lazy("season", "Season until"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("For example 31.3"),
        widget=forms.TextInput(attrs=NARROW),
    )

    def __init__(
        self, *arguments: Any, authority: Authority, families: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.languages = languages_of(authority)
        for number, language in enumerate(self.languages):
            self._add_words(language, is_first=number == 0)
        field = self.fields["family"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(families.items())
        self.order_fields([*self._names("name"), *self._names("hint")])

    def _add_words(self, language: str, *, is_first: bool) -> None:
        self.fields[f"name_{language}"] = forms.CharField(
            label=in_language(_("Name"), language, self.languages),
            max_length=80,
            required=is_first,
            error_messages={"required": _("Name the kind, for example “Lesson”.")},
        )
        self.fields[f"hint_{language}"] = forms.CharField(
            label=in_language(_("Hint for whoever records it"), language, self.languages),
            max_length=200,
            required=False,
        )

    def _names(self, what: str) -> list[str]:
        return [f"{what}_{language}" for language in self.languages]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if bool(said.get("season_first")) != bool(said.get("season_last")):
            empty = "season_last" if said.get("season_first") else "season_first"
            if empty not in self.errors:
                self.add_error(empty, _("A season needs its first and its last day."))
        return said

    @property
    def name_fields(self) -> Sequence[forms.BoundField]:
        return [self[name] for name in self._names("name")]

    @property
    def hint_fields(self) -> Sequence[forms.BoundField]:
        return [self[name] for name in self._names("hint")]

    def words(self, what: str) -> dict[str, str]:
        """What was typed in each language; nothing for the languages left empty."""
        said = {one: self.cleaned_data[f"{what}_{one}"] for one in self.languages}
        # A hint may be taken away; a name in a further language only goes unsaid.
        return said if what == "hint" else {one: word for one, word in said.items() if word}


def initial_of(kind: ActivityKind, languages: Sequence[str]) -> dict[str, Any]:
    """A kind as the form shows it."""
    names = ("family", "data_class", "smallest_shown", "has_findings", "remedy_days")
    others = ("takes_sign_up", "season_first", "season_last")
    words = {
        **{f"name_{one}": kind.names.get(one, "") for one in languages},
        **{f"hint_{one}": kind.hints.get(one, "") for one in languages},
    }
    return {**{name: getattr(kind, name) for name in (*names, *others)}, **words}


class EndingForm(forms.Form):
    """The last day on which activities of a kind are recorded."""

    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("For example 31.12.2026. Left empty: the kind goes on."),
    )
