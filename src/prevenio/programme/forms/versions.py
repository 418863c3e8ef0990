"""What people type about versions, acts and what goes with a programme."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.programme.models import (
    ActKind,
    ProposalState,
)
from prevenio.web.forms import DayField

NO_TITLE = {"required": _("Write the title.")}
NO_YEAR = {"required": _("Give the year, for example 2027.")}
NO_COUNT = {"required": _("Give the number, 0 if there are none.")}


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in one or two sentences.")},
    )


class AdoptionForm(forms.Form):
    """The act that adopts or amends a programme, and from when it holds."""

    kind = forms.ChoiceField(label=_("Kind of act"), choices=ActKind)
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        help_text=_("For example XLII/829/2021"),
        error_messages={"required": _("Write the number of the act.")},
    )
    adopted_on = DayField(
        label=_("Date of the act"),
        error_messages={"required": _("Give the day on which the act was passed.")},
    )
    body_name = forms.CharField(
        label=_("Deciding body"),
        max_length=200,
        error_messages={"required": _("Say who decided, for example the city council.")},
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One citation on each line."),
    )
    publication = forms.CharField(label=_("Published in"), max_length=250, required=False)
    published_on = DayField(label=_("Published on"), required=False)
    days_to_force = forms.IntegerField(
        label=_("In force so many days after publication"),
        min_value=0,
        max_value=365,
        required=False,
    )
    effective_from = DayField(
        label=_("Effective from"),
        required=False,
        help_text=_("Left empty: counted from publication, else the date of the act."),
    )
    despite = forms.CharField(
        label=_("Why it is adopted with these findings"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: the council voted the text as it stands. Kept in the journal."),
    )

    def clean_legal_basis(self) -> list[str]:
        lines = self.cleaned_data["legal_basis"].splitlines()
        return [line.strip() for line in lines if line.strip()]

    @property
    def act_values(self) -> dict[str, Any]:
        """The act's own fields."""
        apart = {"effective_from", "despite"}
        return {k: v for k, v in self.cleaned_data.items() if k not in apart}


class NextPeriodForm(forms.Form):
    """The programme of the next period: its name, its years, and what is carried over."""

    title = forms.CharField(label=_("Title"), max_length=300, error_messages=NO_TITLE)
    first_year = forms.IntegerField(
        label=_("First year"), min_value=1990, max_value=2100, error_messages=NO_YEAR
    )
    last_year = forms.IntegerField(
        label=_("Last year"), min_value=1990, max_value=2100, error_messages=NO_YEAR
    )
    keep = forms.MultipleChoiceField(
        label=_("Areas to carry over"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, areas: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(str(key), title) for key, title in areas]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("first_year"), typed.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year cannot come before the first."))
        return typed


class NewProgrammeForm(forms.Form):
    """A programme that is written here from the start."""

    title = forms.CharField(label=_("Title"), max_length=300, error_messages=NO_TITLE)
    first_year = forms.IntegerField(
        label=_("First year"), min_value=1990, max_value=2100, error_messages=NO_YEAR
    )
    last_year = forms.IntegerField(
        label=_("Last year"), min_value=1990, max_value=2100, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("first_year"), typed.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year cannot come before the first."))
        return typed


class TeamMemberForm(forms.Form):
    """Somebody who drafts the programme."""

    name = forms.CharField(label=_("Name"), max_length=150)
    office = forms.CharField(label=_("Office and body"), max_length=300, required=False)


class RemarkForm(forms.Form):
    """A remark on a chapter."""

    remark = forms.CharField(
        label=_("Remark"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PublicationForm(forms.Form):
    """A leaflet, brochure or guide with its copies."""

    title = forms.CharField(label=_("Title"), max_length=250, error_messages=NO_TITLE)
    year = forms.IntegerField(
        label=_("Year"), min_value=1990, max_value=2100, error_messages=NO_YEAR
    )
    copies_printed = forms.IntegerField(
        label=_("Copies printed"), min_value=0, max_value=10**8, error_messages=NO_COUNT
    )
    copies_given_out = forms.IntegerField(
        label=_("Copies given out"), min_value=0, max_value=10**8, error_messages=NO_COUNT
    )


class TriggerForm(forms.Form):
    """The event that makes a conditional action active."""

    began_on = DayField(label=_("Since"))
    note = forms.CharField(
        label=_("What happened"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DayForm(forms.Form):
    """One day."""

    day = DayField(label=_("Day"))


class ProposalForm(forms.Form):
    """A proposal to change the programme."""

    text = forms.CharField(
        label=_("What should change, and why"),
        max_length=5_000,
        error_messages={"required": _("Write what should change, and why.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ProposalAnswerForm(forms.Form):
    """What becomes of a proposal."""

    state = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ProposalState.ACCEPTED, ProposalState.ACCEPTED.label),
            (ProposalState.DECLINED, ProposalState.DECLINED.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the proposal.")},
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the answer; the person who proposed it reads it.")},
    )
