"""What is typed about working groups and their members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.places.models import GroupRole, Municipality
from prevenio.places.operations.groups import GroupParticulars, MemberParticulars
from prevenio.web.forms import DayField


class GroupForm(forms.Form):
    """A working group; whose it is, the page has chosen already."""

    name = forms.CharField(label=_("Name"), max_length=150)
    cadence = forms.CharField(
        label=_("How often it meets"),
        max_length=150,
        required=False,
        help_text=_("For example: every second Tuesday."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)

    def particulars(self, municipality: Municipality | None) -> GroupParticulars:
        return GroupParticulars(municipality=municipality, **self.cleaned_data)


class MemberForm(forms.Form):
    person_name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120)
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none(), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=GroupRole)
    is_public = forms.BooleanField(label=_("Named on the public page"), required=False)
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, authority: Authority, **rest: Any) -> None:
        super().__init__(*args, **rest)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(authority=authority).order_by("short_name", "pk")
        self.initial.setdefault("role", GroupRole.MEMBER)

    def particulars(self) -> MemberParticulars:
        return MemberParticulars(**self.cleaned_data)
