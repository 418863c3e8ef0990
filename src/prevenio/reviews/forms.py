"""What people type about assessments and the steps of a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.reviews.models import Assessment, Degree, ReasonCode, Verdict
from prevenio.reviews.operations import Judgement, Opinion
from prevenio.web.forms import DayField


class DegreeForm(forms.Form):
    """The quick form of one row: the degree alone."""

    degree = forms.ChoiceField(label=_("Degree"), choices=Degree)


class AssessmentForm(forms.Form):
    """How far an action was carried out, why, what next."""

    degree = forms.ChoiceField(
        label=_("To which degree was it carried out?"),
        choices=Degree,
        widget=forms.RadioSelect,
        help_text=_("Not due and not triggered never count against the total."),
    )
    reason_codes = forms.MultipleChoiceField(
        label=_("Why not in full?"),
        choices=ReasonCode,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    verdict = forms.ChoiceField(
        label=_("What is to become of the action?"),
        choices=Verdict,
        widget=forms.RadioSelect,
        initial=Verdict.KEEP,
    )
    finding = forms.CharField(
        label=_("Finding"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the return shows. Needed where the action is to change or to stop."),
    )
    follow_up = forms.CharField(
        label=_("What is to be done"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    follow_up_by = DayField(label=_("Until"), required=False)

    @classmethod
    def of(cls, data: Any, assessment: Assessment | None, proposed: str) -> "AssessmentForm":
        """The form with what is known: the assessment, else the proposed degree."""
        if assessment is None:
            return cls(data, initial={"degree": proposed})
        names = cls.base_fields
        return cls(data, initial={name: getattr(assessment, name) for name in names})

    @property
    def judgement(self) -> Judgement:
        return Judgement(**self.cleaned_data)


class PlanForm(forms.Form):
    """When the commission and the council are to have the review."""

    commission_on = DayField(label=_("Commission's opinion planned on"), required=False)
    council_on = DayField(label=_("Council planned on"), required=False)


class SendBackForm(forms.Form):
    """Why the commission sends the review back."""

    reason = forms.CharField(
        label=_("What the commission wants changed"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OpinionForm(forms.Form):
    """The commission's opinion, and who signs the submission to the council."""

    on = DayField(label=_("Day of the opinion"))
    number = forms.CharField(
        label=_("Number or sitting"),
        max_length=60,
        required=False,
        help_text=_("For example 2/2023"),
    )
    text = forms.CharField(
        label=_("Opinion"),
        max_length=8_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    chair_name = forms.CharField(label=_("Who signs the submission"), max_length=150)
    chair_office = forms.CharField(
        label=_("Office"), max_length=200, help_text=_("The one who chairs the commission.")
    )

    @property
    def opinion(self) -> Opinion:
        return Opinion(**self.cleaned_data)


class CouncilForm(forms.Form):
    """The day on which the council had the review."""

    on = DayField(label=_("Day of the council"))
    number = forms.CharField(
        label=_("Number of the act"),
        max_length=60,
        required=False,
        help_text=_("Left empty where the council took note without an act."),
    )
