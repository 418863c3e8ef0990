from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.api.operations import LONGEST_NAME, MOST_A_DAY


class KeyForm(forms.Form):
    """A key for another system."""

    name = forms.CharField(
        label=_("Which system uses it?"),
        help_text=_("For example “Reports in the city's app”."),
        max_length=LONGEST_NAME,
    )
    daily_limit = forms.IntegerField(
        label=_("Reports a day, at most"), min_value=1, max_value=MOST_A_DAY, initial=500
    )
