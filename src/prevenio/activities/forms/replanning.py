"""Forms about plans that stand: another wording, another day, calling off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities.forms.hours import HourField
from prevenio.activities.forms.planning import COLUMNS, Wording
from prevenio.activities.models import Activity
from prevenio.activities.operations.replanning import Change, Scope
from prevenio.web.forms import DayField


class ChangePlanForm(Wording):
    """Another wording of a plan; of one in a series, also of all later ones."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=_("What is changed?"),
        choices=[(Scope.ONE, _("this one only")), (Scope.LATER, _("this and all later ones"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, activity: Activity, **options: Any) -> None:
        text = getattr(getattr(activity, "announcement", None), "text", "")
        typed = {name: getattr(activity, name) for name in COLUMNS}
        options.setdefault("initial", {**typed, "announcement": text, "scope": Scope.ONE})
        options["initial"].setdefault("revision", activity.revision)
        super().__init__(*args, **options)
        if activity.series_id is None:
            del self.fields["scope"]

    def change(self) -> Change:
        given = self.cleaned_data
        columns = {name: given[name] for name in COLUMNS}
        return Change(columns=columns, announcement=given["announcement"])

    @property
    def chosen(self) -> Scope:
        return Scope(self.cleaned_data.get("scope") or Scope.ONE)


class MoveForm(forms.Form):
    """Another day or hour for a plan."""

    first_day = DayField(label=_("New day"))
    begins_at = HourField(label=pgettext_lazy("time of day", "From"))
    ends_at = HourField(label=pgettext_lazy("time of day", "Until"))
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Whoever signed up reads it."),
        max_length=300,
        required=False,
    )


class CallOffForm(forms.Form):
    """Why a plan is called off, and whether all later ones go with it."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("It stands on the page of the event; whoever signed up gets it by mail."),
        max_length=300,
        error_messages={"required": _("Say why it is called off.")},
    )
    scope = forms.ChoiceField(
        label=_("What is called off?"),
        choices=[(Scope.ONE, _("this one only")), (Scope.LATER, _("this and all later ones"))],
        widget=forms.RadioSelect,
        initial=Scope.ONE,
        required=False,
    )

    def __init__(self, *args: Any, activity: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        if activity.series_id is None:
            del self.fields["scope"]

    @property
    def chosen(self) -> Scope:
        return Scope(self.cleaned_data.get("scope") or Scope.ONE)
