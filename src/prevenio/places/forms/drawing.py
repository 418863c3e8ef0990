"""A boundary as it comes from the map, or as text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.places.drawn import Drawing, read_drawing
from prevenio.web.forms import DayField
from prevenio.web.refusals import sentence

LONGEST_DRAWING = 2_000_000


class BoundaryForm(forms.Form):
    drawing = forms.CharField(
        label=_("Boundary as GeoJSON"),
        required=False,
        max_length=LONGEST_DRAWING,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("The map writes it. You can also paste what a map program gave you."),
    )
    first_day = DayField(label=_("Valid from"))
    is_confirmed = forms.BooleanField(
        label=_("It may cover ground of its neighbours"), required=False
    )

    def clean_drawing(self) -> Drawing:
        try:
            return read_drawing(self.cleaned_data["drawing"])
        except Refused as refusal:
            raise forms.ValidationError(sentence(refusal)) from refusal

    def drawn(self) -> dict[str, Any]:
        """What the operation needs."""
        return {
            "shape": self.cleaned_data["drawing"].shape,
            "first_day": self.cleaned_data["first_day"],
            "is_confirmed": self.cleaned_data["is_confirmed"],
        }
