"""Forms of findings: one more, more time, reported, dropped, and the re-inspection."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities.models import Finding
from prevenio.activities.operations import Found, Outcome, WithdrawalReason
from prevenio.people.models import Body
from prevenio.web.forms import DayField

_REMEDIED, _NOT_REMEDIED, _NOT_LOOKED_AT = "yes", "no", "skip"


class ReasonForm(forms.Form):
    """Why something is called off, withdrawn or dropped."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ChosenReasonForm(forms.Form):
    """Why something of a sensitive kind is withdrawn, without words of one's own."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=WithdrawalReason, widget=forms.RadioSelect
    )


class ExtensionForm(ReasonForm):
    due_on = DayField(label=_("New day for the remedy"))

    field_order = ("due_on", "reason")


class RemedyForm(forms.Form):
    """That it has been put right; the re-inspection decides."""

    on = DayField(label=_("Put right on"))
    reason = forms.CharField(
        label=_("How"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FindingForm(forms.Form):
    """One finding more of an inspection."""

    what = forms.CharField(
        label=_("What is wrong"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = DayField(label=_("To be remedied by"), required=False)
    answers_body = forms.TypedChoiceField(
        label=_("Who puts it right"), required=False, coerce=int, empty_value=None
    )
    answers_text = forms.CharField(
        label=_("Who, if somebody else: an office or company, no person"),
        required=False,
        max_length=200,
    )
    is_ordered = forms.BooleanField(label=_("Ordered by a decision"), required=False)

    def __init__(self, *args: Any, bodies: Sequence[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.bodies = {one.pk: one for one in bodies}
        choices = [("", _("somebody else")), *((one.pk, one.short_name) for one in bodies)]
        self.fields["answers_body"].choices = choices  # type: ignore[attr-defined]

    @property
    def found(self) -> Found:
        given = self.cleaned_data
        body = self.bodies.get(given["answers_body"])
        return Found(**{**given, "answers_body": body})


class ReinspectionForm(forms.Form):
    """What a second look says of each open finding."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    on = DayField(label=_("Day of the re-inspection"))

    def __init__(self, *args: Any, findings: Sequence[Finding], **options: Any) -> None:
        super().__init__(*args, **options)
        self.findings = findings
        for one in findings:
            self.fields[f"outcome_{one.pk}"] = forms.ChoiceField(
                label=one.what,
                initial=_NOT_LOOKED_AT,
                widget=forms.RadioSelect,
                choices=[
                    (_REMEDIED, pgettext_lazy("re-inspection", "remedied")),
                    (_NOT_REMEDIED, pgettext_lazy("re-inspection", "not remedied")),
                    (_NOT_LOOKED_AT, pgettext_lazy("re-inspection", "not looked at")),
                ],
            )
            self.fields[f"due_{one.pk}"] = DayField(
                label=_("New day, if it is not remedied"), required=False, help_text=""
            )
            self.fields[f"note_{one.pk}"] = forms.CharField(
                label=_("Note"), required=False, max_length=1000
            )

    def checks(self) -> Iterator[Mapping[str, BoundField]]:
        for one in self.findings:
            yield {part: self[f"{part}_{one.pk}"] for part in ("outcome", "due", "note")}

    @property
    def outcomes(self) -> Sequence[Outcome]:
        given = self.cleaned_data
        return [
            Outcome(
                finding=one,
                is_remedied=given[f"outcome_{one.pk}"] == _REMEDIED,
                due_on=given[f"due_{one.pk}"],
                note=given[f"note_{one.pk}"],
            )
            for one in self.findings
            if given[f"outcome_{one.pk}"] != _NOT_LOOKED_AT
        ]
