"""What an office types about itself and about the accessibility of its site."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Conformance
from prevenio.web.forms import DayField

LONG = forms.Textarea(attrs={"rows": 4})


class ImprintForm(forms.Form):
    official_name = forms.CharField(
        label=_("Official name"),
        max_length=200,
        help_text=_("As in letters of the office, for example Urząd Miasta Kielce."),
    )
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    town = forms.CharField(label=_("Postcode and town"), max_length=120, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    registration_number = forms.CharField(
        label=_("Registration number"),
        max_length=20,
        required=False,
        help_text=_("REGON in Poland, IČO in Czechia."),
    )
    electronic_box = forms.CharField(
        label=_("Box for electronic delivery"),
        max_length=60,
        required=False,
        help_text=_("Address for e-Doręczenia in Poland, data box in Czechia."),
    )
    bulletin = forms.URLField(
        label=_("Public information bulletin"),
        required=False,
        help_text=_("Address of the office's pages in the BIP; Polish offices must have them."),
    )
    editor = forms.CharField(label=_("Responsible for the content"), max_length=150, required=False)
    data_protection = forms.CharField(
        label=_("Data protection officer: name and contact"), max_length=250, required=False
    )
    coordinator_role = forms.CharField(
        label=_("Coordinator of the programme: role"),
        max_length=150,
        required=False,
        help_text=_("The office and department, for example coordinator of crime prevention."),
    )
    coordinator_name = forms.CharField(
        label=_("Coordinator: name"),
        max_length=150,
        required=False,
        help_text=_("Name and contact only as the office has published them."),
    )
    coordinator_phone = forms.CharField(
        label=_("Coordinator: phone"), max_length=40, required=False
    )
    coordinator_email = forms.EmailField(label=_("Coordinator: e-mail"), required=False)


class StatementForm(forms.Form):
    conformance = forms.ChoiceField(
        label=pgettext_lazy("conformance of a site", "Degree"),
        choices=Conformance,
        widget=forms.RadioSelect,
        help_text=_("Say “fully” only after an assessment of this site that found no fault."),
    )
    published_on = DayField(label=_("Site published on"))
    changed_on = DayField(label=_("Last important change of the site"))
    prepared_on = DayField(label=_("Statement prepared on"))
    reviewed_on = DayField(label=_("Statement last reviewed on"))
    method = forms.CharField(
        label=_("How it was assessed"),
        max_length=300,
        help_text=_("By the office itself, or by whom else; against which standard."),
    )
    exceptions = forms.CharField(
        label=_("What is not accessible, and why"), widget=LONG, required=False, max_length=4000
    )
    substitutes = forms.CharField(
        label=_("What can be used instead"), widget=LONG, required=False, max_length=4000
    )
    shortcuts = forms.CharField(
        label=_("Keyboard shortcuts"), widget=LONG, required=False, max_length=2000
    )
    contact_name = forms.CharField(label=_("Who answers"), max_length=150)
    contact_email = forms.EmailField(label=_("E-mail"))
    contact_phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    building = forms.CharField(
        label=_("Access to the building"),
        widget=LONG,
        required=False,
        max_length=4000,
        help_text=_("Entrances, lift, parking, guide dogs, induction loop."),
    )
    sign_language = forms.CharField(label=_("Sign language"), max_length=300, required=False)

    def clean(self) -> dict[str, object]:
        """What is not fully accessible has to be named."""
        values = self.cleaned_data
        if values.get("conformance") in {Conformance.PARTIAL, Conformance.NONE} and not values.get(
            "exceptions"
        ):
            self.add_error("exceptions", _("Say what is not accessible, and why."))
        return values
