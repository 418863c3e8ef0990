"""What is said of a programme as a whole, and what it carries on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.programme.models import ProgrammeKind
from prevenio.programme.operations.particulars import CarriedOn, ForerunnerUntitled

FORERUNNER = ("forerunner", "forerunner_of", "forerunner_note", "forerunner_link")


class ForerunnerForm(forms.Form):
    """What is carried on that was somebody else's and is not kept here."""

    forerunner = forms.CharField(
        label=_("What of somebody else does it carry on?"),
        max_length=200,
        required=False,
        help_text=_("The title, where it is not kept here: a programme or project of a town."),
    )
    forerunner_of = forms.CharField(label=_("Whose was it?"), max_length=200, required=False)
    forerunner_note = forms.CharField(
        label=_("Its years, in one sentence"), max_length=300, required=False
    )
    forerunner_link = forms.URLField(
        label=_("Page about it"), max_length=300, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        told = [typed.get(name) for name in FORERUNNER[1:]]
        if any(told) and not typed.get("forerunner") and "forerunner" not in self.errors:
            self.add_error("forerunner", ForerunnerUntitled.message)
        return typed

    @property
    def carried_on(self) -> CarriedOn:
        return CarriedOn(**{name: self.cleaned_data[name] for name in FORERUNNER})


class ParticularsForm(ForerunnerForm):
    """Of which type a programme is, and what it carries on."""

    field_order = ("kind", *FORERUNNER)
    kind = forms.ChoiceField(
        label=_("Of which type is the programme?"),
        choices=ProgrammeKind.choices,
        required=False,
        widget=forms.RadioSelect,
    )
