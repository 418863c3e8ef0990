"""What the bureau types into the schedule of reporting, turned into values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevenio.returns import calendars
from prevenio.returns.models import PeriodKind
from prevenio.returns.naming import ROMAN
from prevenio.returns.period_forms import FIRST_YEAR, LAST_YEAR, SHORT, YearsDayField


class PlanForm(forms.Form):
    """A period of a calendar with its due day; without one, the usual day is proposed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the returns are about"),
        choices=[
            (PeriodKind.YEAR, gettext_lazy("A year")),
            (PeriodKind.HALF_YEAR, gettext_lazy("A half-year")),
            (PeriodKind.QUARTER, gettext_lazy("A quarter")),
            (PeriodKind.SCHOOL_YEAR, gettext_lazy("A school year")),
        ],
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "numeric"}),
    )
    part = forms.TypedChoiceField(
        label=gettext_lazy("Which half or quarter"),
        choices=[("", "–"), *((number, ROMAN[number]) for number in range(1, 5))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    due_on = YearsDayField(
        label=gettext_lazy("Due on"),
        required=False,
        help_text=gettext_lazy("Left empty: the usual day for such a period."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if "kind" in said and "part" not in self.errors:
            parts = calendars.parts_in(PeriodKind(said["kind"]))
            part = said.get("part")
            if parts > 1 and not 1 <= (part or 0) <= parts:
                self.add_error("part", _("Choose which half or quarter of the year."))
        return said

    @property
    def place(self) -> calendars.Place:
        said = self.cleaned_data
        kind = PeriodKind(said["kind"])
        has_parts = calendars.parts_in(kind) > 1
        return calendars.Place(kind, said["year"], said["part"] if has_parts else 1)

    def due_in(self, country: str) -> date:
        """The day that was typed, else the usual one."""
        last_day = self.place.days[1]
        usual = calendars.due_day_of(self.place.kind, last_day, today=last_day, country=country)
        return self.cleaned_data["due_on"] or usual
