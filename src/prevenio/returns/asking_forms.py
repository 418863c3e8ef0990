"""Periods outside the calendars: for actions that have ended, on request of the commission."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prevenio.people.models import Body
from prevenio.programme.models import Action
from prevenio.returns.models import PeriodKind
from prevenio.returns.operations import Asked
from prevenio.returns.period_forms import WindowForm, YearsDayField
from prevenio.web.templatetags.parts import day


class CompletionForm(WindowForm):
    """Returns about actions that have ended: which ones, about which days."""

    field_order = ["actions", "first_day", "last_day"]

    actions = forms.MultipleChoiceField(
        label=gettext_lazy("Actions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one action.")},
    )
    first_day = YearsDayField(label=gettext_lazy("First day"))
    last_day = YearsDayField(label=gettext_lazy("Last day"))

    def __init__(
        self,
        *arguments: Any,
        ended: Sequence[Action],
        others: Sequence[Action],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.offered = {str(action.pk): action for action in (*ended, *others)}
        self.number_ended = len(ended)
        field = self.fields["actions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, str(action)) for key, action in self.offered.items()]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot lie before the first."))
        return said

    kind_of_period = PeriodKind.COMPLETION
    field_of_days = "first_day"

    @property
    def groups(self) -> Sequence[tuple[bool, Sequence[BoundWidget]]]:
        """The boxes of the actions: those that have ended, then the other ones."""
        boxes = list(self["actions"])
        return [(True, boxes[: self.number_ended]), (False, boxes[self.number_ended :])]

    @property
    def chosen(self) -> Sequence[Action]:
        return [self.offered[key] for key in self.cleaned_data["actions"]]

    @property
    def days(self) -> tuple[date, date]:
        return self.cleaned_data["first_day"], self.cleaned_data["last_day"]

    def name_in(self, language: str) -> str:
        """The name as it was typed, else one made from the actions in a language."""
        if self.cleaned_data["name"]:
            return str(self.cleaned_data["name"])
        codes = ", ".join(action.code for action in self.chosen)
        with translation.override(language):
            # Translators: the name of a reporting period, e.g. "end of actions 2.3, 5.1"
            name = _("end of %(codes)s") % {"codes": codes}
        return name if len(name) <= 120 else f"{name[:118]} …"


class RequestForm(WindowForm):
    """Returns that the commission asks for: who asks, where, why; which actions or bodies."""

    field_order = ["asked_by", "asked_in", "asked_why", "first_day", "last_day"]

    asked_by = forms.CharField(label=gettext_lazy("Who asks"), max_length=200)
    asked_in = forms.CharField(
        label=gettext_lazy("In which act or sitting"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: sitting of 12 March 2023, item 4"),
    )
    asked_why = forms.CharField(
        label=pgettext_lazy("request for returns", "Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The bodies read these words in their letter and above the form."),
    )
    first_day = YearsDayField(label=gettext_lazy("First day"))
    last_day = YearsDayField(label=gettext_lazy("Last day"))
    actions = forms.MultipleChoiceField(
        label=gettext_lazy("Actions"), widget=forms.CheckboxSelectMultiple, required=False
    )
    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Bodies"), widget=forms.CheckboxSelectMultiple, required=False
    )
    kind_of_period = PeriodKind.REQUEST
    field_of_days = "first_day"

    def __init__(
        self, *arguments: Any, actions: Sequence[Action], bodies: Sequence[Body], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.offered = {str(action.pk): action for action in actions}
        named = {
            "actions": [(key, str(action)) for key, action in self.offered.items()],
            "bodies": [(str(body.pk), body.shown_name) for body in bodies],
        }
        for name, choices in named.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot lie before the first."))
        if not self.errors.keys() & {"actions", "bodies"} and not (
            said.get("actions") or said.get("bodies")
        ):
            self.add_error("actions", _("Choose the actions or the bodies that are asked."))
        return said

    @property
    def days(self) -> tuple[date, date]:
        return self.cleaned_data["first_day"], self.cleaned_data["last_day"]

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            actions=[self.offered[key] for key in said["actions"]] or None,
            bodies=[int(key) for key in said["bodies"]] or None,
            by=said["asked_by"],
            in_act=said["asked_in"],
            why=said["asked_why"],
        )

    def name_in(self, language: str) -> str:
        """The name as it was typed, else one made from who asks and the days."""
        if self.cleaned_data["name"]:
            return str(self.cleaned_data["name"])
        first, last = self.days
        with translation.override(language):
            # Translators: the name of a reporting period, e.g. "request: 1 March – 5 May 2023"
            return _("request: %(first)s – %(last)s") % {"first": day(first), "last": day(last)}
