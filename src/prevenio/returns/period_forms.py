"""What the bureau types about periods and their windows, turned into values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prevenio.returns import calendars
from prevenio.returns.models import PeriodKind
from prevenio.returns.naming import ROMAN, months_of, name_of
from prevenio.returns.operations import Window
from prevenio.web.forms import DayField

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_REMINDERS = 12
FARTHEST_REMINDER = 60
SHORT = {"class": "govuk-input--width-10", "autocomplete": "off"}


class YearsDayField(DayField):
    """A day of the years in which safety programmes run."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(_("Enter a day of this century."))


class WindowForm(forms.Form):
    """When returns may be sent, who certifies, when bodies are reminded."""

    name = forms.CharField(
        label=pgettext_lazy("of a reporting period", "Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left empty: made from the days."),
    )
    opens_on = YearsDayField(label=gettext_lazy("Open from"))
    due_on = YearsDayField(
        label=gettext_lazy("Due on"), help_text=gettext_lazy("A working day. For example 31.1.2023")
    )
    locks_on = YearsDayField(
        label=gettext_lazy("Last day on which returns are taken"),
        required=False,
        help_text=gettext_lazy("Left empty: late returns are taken for as long as it is open."),
    )
    lock_days = forms.IntegerField(
        label=gettext_lazy("Or so many working days after the due day"),
        required=False,
        min_value=0,
        max_value=FARTHEST_REMINDER,
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "numeric"}),
        help_text=gettext_lazy("For example 10"),
    )
    needs_certifier = forms.BooleanField(
        label=gettext_lazy("A second person of the body certifies each return"), required=False
    )
    reminders = forms.CharField(
        label=gettext_lazy("Reminders"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Working days from the due day: −10 is ten before it, 0 the day itself, 2 two after it."
        ),
    )

    def clean_reminders(self) -> list[int]:
        """Whole numbers from −60 to 60, with commas between them, each once."""
        written = self.cleaned_data["reminders"].replace("−", "-").replace("–", "-")
        days = [_number(part.strip()) for part in written.split(",") if part.strip()]
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(
                _("At most %(most)s reminders are sent."), params={"most": MOST_REMINDERS}
            )
        return sorted(set(days))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        opens_on, due_on, locks_on = (said.get(f"{name}_on") for name in ("opens", "due", "locks"))
        if opens_on and due_on and due_on < opens_on:
            self.add_error("due_on", _("Returns cannot be due before they may be sent."))
        if due_on and locks_on and locks_on < due_on:
            self.add_error("locks_on", _("The last day cannot lie before the due day."))
        if locks_on and said.get("lock_days") is not None:
            self.add_error("lock_days", _("Give the last day, or a number of days: not both."))
        return said

    @property
    def window(self) -> Window:
        said = self.cleaned_data
        return Window(
            opens_on=said["opens_on"],
            due_on=said["due_on"],
            locks_on=said["locks_on"],
            lock_days=said["lock_days"],
            needs_certifier=said["needs_certifier"],
            reminder_days=said["reminders"],
        )


def _number(text: str) -> int:
    """One reminder. Raises ValidationError."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 3
    if not is_number or int(digits) > FARTHEST_REMINDER:
        raise forms.ValidationError(
            _("“%(text)s” is no whole number from −60 to 60. Write for example −10, −3, 0, 2, 5."),
            params={"text": text[:20]},
        )
    return sign * int(digits)


class PeriodForm(WindowForm):
    """A reporting period: a year, a part of one, a school year, or other days; with its window."""

    field_order = ["kind", "year", "part", "first_day", "last_day"]

    kind = forms.ChoiceField(
        label=gettext_lazy("What the returns are about"),
        choices=[
            (PeriodKind.YEAR, gettext_lazy("A year")),
            (PeriodKind.HALF_YEAR, gettext_lazy("A half-year")),
            (PeriodKind.QUARTER, gettext_lazy("A quarter")),
            (PeriodKind.SCHOOL_YEAR, gettext_lazy("A school year")),
            (PeriodKind.SPAN, gettext_lazy("Other days")),
        ],
        widget=forms.HiddenInput,
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "numeric"}),
        help_text=gettext_lazy("For example 2022"),
    )
    part = forms.TypedChoiceField(label=gettext_lazy("Which part of the year"), coerce=int)
    first_day = YearsDayField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("For example 1.1.2023")
    )
    last_day = YearsDayField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("For example 30.6.2023")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        said = self["kind"].value()
        self.kind_asked = PeriodKind(said) if said in calendars.KINDS else PeriodKind.YEAR
        is_span, parts = self.kind_asked == PeriodKind.SPAN, self._parts()
        self.fields["year"].required = not is_span
        self.fields["part"].required = bool(parts)
        self.fields["first_day"].required = self.fields["last_day"].required = is_span
        field = self.fields["part"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = parts or [(1, "")]
        if self.kind_asked == PeriodKind.SCHOOL_YEAR:
            self.fields["year"].label = _("Year in which it begins")

    def _parts(self) -> Sequence[tuple[int, str]]:
        """The halves or quarters of a year, by their months."""
        if self.kind_asked not in {PeriodKind.HALF_YEAR, PeriodKind.QUARTER}:
            return []
        places = [
            calendars.Place(self.kind_asked, FIRST_YEAR, number)
            for number in range(1, calendars.parts_in(self.kind_asked) + 1)
        ]
        return [(one.part, f"{ROMAN[one.part]}: {months_of(*one.days)}") for one in places]

    @property
    def visible(self) -> Sequence[str]:
        """The fields that say which days are meant."""
        if self.kind_asked == PeriodKind.SPAN:
            return ("first_day", "last_day")
        return ("year", "part") if self._parts() else ("year",)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first, last = said.get("first_day"), said.get("last_day")
        if said.get("kind") == PeriodKind.SPAN and first and last and last < first:
            self.add_error("last_day", _("The last day cannot lie before the first."))
        return said

    @property
    def kind_of_period(self) -> PeriodKind:
        return PeriodKind(self.cleaned_data["kind"])

    @property
    def days(self) -> tuple[date, date]:
        said = self.cleaned_data
        if self.kind_of_period == PeriodKind.SPAN:
            return said["first_day"], said["last_day"]
        part = said.get("part") if self._parts() else 1
        return calendars.Place(self.kind_of_period, said["year"], part or 1).days

    @property
    def field_of_days(self) -> str:
        """Beside which field a refusal about the days stands."""
        return "first_day" if self.kind_of_period == PeriodKind.SPAN else "year"

    def name_in(self, language: str) -> str:
        """The name as it was typed, else one made from the days in a language."""
        if self.cleaned_data["name"]:
            return str(self.cleaned_data["name"])
        return name_of(self.kind_of_period, *self.days, language=language)
