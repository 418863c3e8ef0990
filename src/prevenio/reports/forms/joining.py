"""What the staff fill in to join reports that are one, and to split one that is several."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.reports.forms.staff import StepForm, words_field
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.operations.joining import MOST_PARTS
from prevenio.reports.queries.report import Neighbour
from prevenio.web.forms import one_of_needed

FEWEST_PARTS = 2


class MergeForm(StepForm):
    """With which report it is joined: one of those nearby, or by its reference."""

    into = forms.ChoiceField(
        label=_("With which report?"), required=False, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=_("Or by its reference"),
        help_text=_("For example R-K7MQ-X3TW"),
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        report: Report,
        seen_reports: QuerySet[Report],
        neighbours: Sequence[Neighbour],
    ) -> None:
        super().__init__(data, report=report)
        self.seen_reports = seen_reports
        open_ones = [one for one in neighbours if one.report.is_open]
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            (one.report.reference, _named(one)) for one in open_ones
        ]
        one_of_needed(self.fields["into"], self.fields["reference"])
        if not open_ones:
            del self.fields["into"]
            self.fields["reference"].label = _("Reference of the report")
            self.fields["reference"].required = True

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        typed = given.get("reference", "").replace("\x00", "").strip().upper()
        wanted = typed or given.get("into", "")
        if not wanted:
            raise forms.ValidationError(_("Choose a report, or enter its reference."))
        found = self.seen_reports.filter(reference=wanted).select_related("authority").first()
        if found is None:
            raise forms.ValidationError(_("There is no report with this reference among yours."))
        return {"seen": given.get("seen"), "target": found}

    @property
    def given(self) -> Mapping[str, Any]:
        return {"seen": self.cleaned_data["seen"], "into": self.cleaned_data["target"]}


def _named(one: Neighbour) -> str:
    return str(_("%(reference)s, %(metres)s m away, %(place)s")) % {
        "reference": one.report.reference,
        "metres": one.metres,
        "place": one.report.place_name or one.report.get_state_display(),
    }


class SplitForm(StepForm):
    """Each part with its category and its own words; empty rows count for nothing."""

    def __init__(
        self, data: Any = None, *, report: Report, versions: QuerySet[CategoryVersion], parts: int
    ) -> None:
        super().__init__(data, report=report)
        self.parts = range(1, max(FEWEST_PARTS, min(parts, MOST_PARTS)) + 1)
        for number in self.parts:
            self.fields[f"version_{number}"] = forms.ModelChoiceField(
                label=_("Part %(number)s: category") % {"number": number},
                queryset=versions,
                required=number <= FEWEST_PARTS,
                empty_label=pgettext_lazy("category", "choose a category"),
            )
            self.fields[f"words_{number}"] = words_field(
                _("Part %(number)s: what happens there") % {"number": number},
                rows=3,
                required=number <= FEWEST_PARTS,
            )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for number in self.parts[FEWEST_PARTS:]:
            if bool(given.get(f"version_{number}")) != bool(given.get(f"words_{number}")):
                self.add_error(
                    f"words_{number}", _("A part needs both: its category and its words.")
                )
        return given

    @property
    def given(self) -> Mapping[str, Any]:
        rows = [
            (self.cleaned_data[f"version_{number}"], self.cleaned_data[f"words_{number}"])
            for number in self.parts
        ]
        parts = [(version, words) for version, words in rows if version is not None]
        return {"seen": self.cleaned_data["seen"], "parts": parts}
