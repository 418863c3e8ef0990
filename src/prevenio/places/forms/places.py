"""What is typed about kinds, municipalities and precincts."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, MunicipalityKind, PrecinctKind
from prevenio.places.operations.kinds import KindParticulars
from prevenio.places.operations.municipalities import MunicipalityParticulars
from prevenio.places.operations.precincts import PrecinctParticulars

ICONS = (
    ("shield", _("shield")),
    ("siren", _("siren")),
    ("traffic-cone", _("traffic cone")),
    ("heart-handshake", _("handshake")),
    ("landmark", _("town hall")),
    ("flame", _("flame")),
    ("building-2", _("house")),
    ("users", pgettext_lazy("icon", "people")),
)
_WORDS = {
    "names": (_("Name of the kind"), 80),
    "roles": (_("Name of the role"), 80),
    "purposes": (_("What people turn to it for"), 200),
}


class KindForm(forms.Form):
    """A kind of precincts, worded in each language of the authority."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        validators=[validate_slug],
        help_text=_("Small letters and hyphens; files are joined by it."),
    )
    icon = forms.ChoiceField(label=_("Picture"), choices=ICONS)
    is_expected = forms.BooleanField(label=_("Every address should have one"), required=False)

    def __init__(self, *args: Any, authority: Authority, kind: PrecinctKind | None, **rest: Any):
        rest["initial"] = initial_of_kind(kind, authority) if kind else {"is_expected": True}
        super().__init__(*args, **rest)
        self.languages = [one for one in authority.languages if one in dict(settings.LANGUAGES)]
        for language in self.languages:
            for name, (label, longest) in _WORDS.items():
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=_now("%(label)s (%(language)s)")
                    % {"label": label, "language": dict(settings.LANGUAGES)[language]},
                    max_length=longest,
                    required=name == "names" and language == authority.language,
                )
        if kind is not None:
            del self.fields["code"]
        self.kind = kind

    def particulars(self) -> KindParticulars:
        kept = self.kind
        return KindParticulars(
            code=kept.code if kept else self.cleaned_data["code"],
            icon=self.cleaned_data["icon"],
            is_expected=self.cleaned_data["is_expected"],
            **{name: self._words(name) for name in _WORDS},
        )

    def _words(self, name: str) -> dict[str, str]:
        """What was typed, and the words of languages that are not asked for."""
        kept: dict[str, str] = dict(getattr(self.kind, name)) if self.kind else {}
        return kept | {one: self.cleaned_data[f"{name}_{one}"] for one in self.languages}


def initial_of_kind(kind: PrecinctKind, authority: Authority) -> dict[str, Any]:
    """A kind as the form shows it."""
    words = {
        f"{name}_{language}": getattr(kind, name).get(language, "")
        for name in _WORDS
        for language in authority.languages
    }
    return words | {"icon": kind.icon, "is_expected": kind.is_expected}


class MunicipalityForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(
        label=_("Official code"),
        max_length=12,
        required=False,
        help_text=_("TERYT in Poland, RÚIAN in Czechia."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MunicipalityKind, required=False)
    office = forms.ModelChoiceField(
        label=_("Its office"),
        queryset=Body.objects.none(),
        required=False,
        help_text=_("The body whose people work for the municipality here."),
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("In degrees, for example 49.7475."),
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180
    )

    def __init__(self, *args: Any, authority: Authority, **rest: Any) -> None:
        super().__init__(*args, **rest)
        office: Any = self.fields["office"]
        office.queryset = Body.objects.filter(authority=authority).order_by("short_name", "pk")

    def particulars(self) -> MunicipalityParticulars:
        return MunicipalityParticulars(**self.cleaned_data)


class PrecinctForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=120)
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.none(), required=False
    )
    about = forms.CharField(
        label=_("Where it runs, in words"),
        max_length=300,
        required=False,
        help_text=_("For example: from the railway to the river."),
    )

    def __init__(self, *args: Any, authority: Authority, **rest: Any) -> None:
        super().__init__(*args, **rest)
        municipality: Any = self.fields["municipality"]
        towns = Municipality.objects.filter(authority=authority)
        municipality.queryset = towns.order_by("name", "pk")

    def particulars(self) -> PrecinctParticulars:
        return PrecinctParticulars(**self.cleaned_data)
