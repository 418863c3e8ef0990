"""What the bureau types about returns, contacts and leave, turned into values."""

from django import forms
from django.utils.translation import gettext_lazy

from prevenio.returns.content import Section
from prevenio.returns.period_forms import YearsDayField


class SendBackForm(forms.Form):
    """Why a return goes back, which sections are concerned, until when it is to be mended."""

    reason = forms.CharField(
        label=gettext_lazy("What has to be changed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The body reads these words in its letter and above the form."),
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Sections concerned"),
        choices=Section,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the sections that have to be changed.")},
    )
    due_on = YearsDayField(
        label=gettext_lazy("New due day"), help_text=gettext_lazy("A working day from today on.")
    )


class ContactForm(forms.Form):
    """Who answers for a body."""

    name = forms.CharField(label=gettext_lazy("Name and surname"), max_length=150, required=False)
    office = forms.CharField(label=gettext_lazy("Office held"), max_length=200, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput()
    )


class LeaveForm(forms.Form):
    """Leave to send after the lock: until when, and why."""

    until = YearsDayField(label=gettext_lazy("Until"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
