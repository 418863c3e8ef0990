"""What the bureau types about a category of reports, turned into values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prevenio.activities.forms.kinds import in_language, languages_of
from prevenio.people.models import Authority, Country
from prevenio.reports.blurring import WIDTHS
from prevenio.reports.forms.category_questions import rows_of
from prevenio.reports.models import CategoryVersion, ReportClass
from prevenio.reports.operations.category_values import StepsOutOfOrder, Values
from prevenio.reports.packs.limits import (
    ICONS,
    LIMITS,
    LONGEST_HINT,
    LONGEST_KMZB,
    LONGEST_NAME,
    STEPS,
)
from prevenio.web.forms import DayField

_NARROW = {"class": "govuk-input--width-5", "autocomplete": "off", "inputmode": "numeric"}
_PLAIN = (
    *("icon", "position", "is_first", "needs_words", "data_class", "blur_metres"),
    *("delay_hours", *STEPS, "contact_days", "text_days"),
)


def _number(name: str, label: Any, **options: Any) -> forms.IntegerField:
    least, most = LIMITS[name]
    widget = forms.TextInput(attrs=_NARROW)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=widget, **options
    )


class VersionForm(forms.Form):
    """A version of a category without its questions: those stand in rows of their own."""

    icon = forms.ChoiceField(label=gettext_lazy("Icon"), choices=list(ICONS.items()))
    position = _number(
        "position",
        gettext_lazy("Place in the list"),
        help_text=gettext_lazy("Categories with a smaller number stand before it."),
    )
    is_first = forms.BooleanField(
        label=gettext_lazy("Among the first six that residents see"), required=False
    )
    kmzb = forms.CharField(
        label=gettext_lazy("Name on the national threat map"),
        max_length=LONGEST_KMZB,
        required=False,
        help_text=gettext_lazy("Left empty where the map has no such threat."),
    )
    needs_words = forms.BooleanField(
        label=gettext_lazy("Residents must describe it in words"), required=False
    )
    data_class = forms.ChoiceField(
        label=gettext_lazy("What residents see of it"),
        widget=forms.RadioSelect,
        choices=[
            (ReportClass.PUBLIC, gettext_lazy("Single reports, at a blurred place")),
            (ReportClass.COUNTS, pgettext_lazy("what residents see", "Totals only")),
            (ReportClass.INTERNAL, pgettext_lazy("what residents see", "Nothing")),
        ],
    )
    blur_metres = forms.TypedChoiceField(
        label=gettext_lazy("Width of the square that is shown instead of the point"), coerce=int
    )
    delay_hours = _number("delay_hours", gettext_lazy("Hours before it is shown"))
    read_days = _number("read_days", pgettext_lazy("working days", "To read"))
    verify_days = _number("verify_days", pgettext_lazy("working days", "To verify"))
    act_days = _number("act_days", pgettext_lazy("working days", "To act"))
    contact_days = _number("contact_days", pgettext_lazy("days kept", "Contact"))
    text_days = _number("text_days", pgettext_lazy("days kept", "Words and photos"))
    first_day = DayField(label=gettext_lazy("Valid from"))

    def __init__(self, *arguments: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.languages = languages_of(authority)
        for language in self.languages:
            self._add_words(language)
        if authority.country != Country.POLAND:
            del self.fields["kmzb"]
        widths = sorted({*WIDTHS, self.initial.get("blur_metres") or WIDTHS[0]})
        field = self.fields["blur_metres"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(width, f"{width} m") for width in widths]

    def _add_words(self, language: str) -> None:
        self.fields[f"name_{language}"] = forms.CharField(
            label=in_language(_("Name"), language, self.languages),
            max_length=LONGEST_NAME,
            error_messages={"required": _("Name the category in every language.")},
        )
        self.fields[f"hint_{language}"] = forms.CharField(
            label=in_language(_("Hint for residents"), language, self.languages),
            max_length=LONGEST_HINT,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        days = [said[name] for name in STEPS if name in said]
        if days != sorted(days):
            self.add_error("act_days", str(StepsOutOfOrder()))
        return said

    @property
    def word_fields(self) -> Sequence[forms.BoundField]:
        return [self[f"{part}_{one}"] for one in self.languages for part in ("name", "hint")]

    def words(self, part: str) -> dict[str, str]:
        return {one: self.cleaned_data[f"{part}_{one}"] for one in self.languages}


class CategorySheet:
    """The form of a version and the rows of its questions, as one page with one list of faults."""

    def __init__(
        self,
        authority: Authority,
        version: CategoryVersion,
        first_day: date,
        posted: Mapping[str, Any] | None,
    ) -> None:
        languages = languages_of(authority)
        initial = {**_initial(version, languages), "first_day": first_day}
        self.main = VersionForm(posted, initial=initial, authority=authority)
        self.rows = rows_of(version.questions, languages, posted)
        self.kmzb = version.kmzb

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), self.rows.is_valid()])

    def add_error(self, field: str | None, error: str) -> None:
        self.main.add_error(field, error)

    @property
    def errors(self) -> bool:
        """Whether there is anything to mend."""
        return bool(self.main.errors or any(self.rows.errors) or self.rows.non_form_errors())

    def non_field_errors(self) -> Sequence[str]:
        return [*map(str, self.main.non_field_errors()), *map(str, self.rows.non_form_errors())]

    def __iter__(self) -> Iterator[forms.BoundField]:
        yield from self.main
        for row in self.rows:
            yield from row

    @property
    def first_day(self) -> date:
        day: date = self.main.cleaned_data["first_day"]
        return day

    def values(self) -> Values:
        """What was typed, as the operations take it."""
        said = self.main.cleaned_data
        return Values(
            names=self.main.words("name"),
            hints=self.main.words("hint"),
            kmzb=said.get("kmzb", self.kmzb),
            questions=[row.question() for row in self.rows if row.is_asked],
            **{name: said[name] for name in _PLAIN},
        )


class EndForm(forms.Form):
    """The last day on which residents can choose a category."""

    last_day = DayField(label=gettext_lazy("Last day"))


def _initial(version: CategoryVersion, languages: Sequence[str]) -> dict[str, Any]:
    return {
        **{name: getattr(version, name) for name in (*_PLAIN, "kmzb")},
        **{f"name_{one}": version.names.get(one, "") for one in languages},
        **{f"hint_{one}": version.hints.get(one, "") for one in languages},
    }
