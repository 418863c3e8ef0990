from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.reports.models import AsideReason


class AsideForm(forms.Form):
    """Why an e-mail becomes no report."""

    reason = forms.ChoiceField(
        label=_("Why does it become no report?"),
        choices=AsideReason.choices,
        widget=forms.RadioSelect,
    )
