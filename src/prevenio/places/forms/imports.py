"""The form by which a file of boundaries or addresses is uploaded."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority
from prevenio.places.importing.addresses import MOST_BYTES
from prevenio.places.keeping import ADDRESS, MUNICIPALITY
from prevenio.places.models import PrecinctKind
from prevenio.places.operations.readings import ImportSettings
from prevenio.web.forms import DayField

_MOST_MB = MOST_BYTES // 1024 // 1024


class ImportForm(forms.Form):
    """A file, what it holds, from when it is valid, and how it is to be read."""

    kind = forms.ChoiceField(label=_("What the file holds"))
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Boundaries as GeoJSON or GeoPackage (.gpkg), addresses as CSV. In any system of "
            "coordinates that the file declares."
        ),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,.gpkg,.csv,.txt"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another."),
        },
    )
    valid_from = DayField(
        label=_("Valid from"),
        required=False,
        help_text=_(
            "For boundaries. Left empty, the first ones hold since ever, later ones from today."
        ),
    )
    is_complete = forms.BooleanField(
        label=_("The file is complete: what it does not name ends"), required=False
    )
    code_field = forms.CharField(
        label=_("Property with the code"),
        required=False,
        max_length=100,
        help_text=_("Only if it is not found by itself."),
    )
    name_field = forms.CharField(label=_("Property with the name"), required=False, max_length=100)
    layer = forms.CharField(
        label=_("Layer"),
        required=False,
        max_length=100,
        help_text=_("Only for a GeoPackage with several layers."),
    )
    crs = forms.CharField(
        label=_("System of coordinates"),
        required=False,
        max_length=60,
        help_text=_("Only if the file does not say it, for example EPSG:5514 or EPSG:2180."),
    )
    encoding = forms.ChoiceField(
        label=_("Letters of a CSV"),
        required=False,
        choices=[("utf-8", _("UTF-8")), ("cp1250", _("Windows-1250, as in files of RÚIAN"))],
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = PrecinctKind.objects.filter(authority=authority).order_by("position", "pk")
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            (MUNICIPALITY, _("Boundaries of municipalities")),
            *((one.code, _named(one)) for one in kinds),
            (ADDRESS, _("Addresses")),
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            said = _("The file has more than %(most)s MB. Cut it into several files.")
            raise forms.ValidationError(said, params={"most": _MOST_MB})
        return file

    def settings(self) -> ImportSettings:
        cleaned = self.cleaned_data
        return ImportSettings(
            layer=cleaned["layer"],
            crs=cleaned["crs"],
            code_field=cleaned["code_field"],
            name_field=cleaned["name_field"],
            encoding=cleaned["encoding"] or "utf-8",
            is_complete=cleaned["is_complete"],
        )


def _named(kind: PrecinctKind) -> str:
    """The kind's name in the language of the page, else in any, else its code."""
    names: dict[str, str] = kind.names
    named = names.get(get_language() or "") or next(filter(None, names.values()), kind.code)
    return gettext("Precincts: %(kind)s") % {"kind": named}
