"""What the staff fill in for somebody who calls, comes to the desk or writes an e-mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prevenio.places.queries.searching import AddressHit, search_addresses
from prevenio.reports import receipts
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import CategoryVersion, Channel, Nature
from prevenio.reports.operations.taking import Contact, ContactNeeded
from prevenio.web.forms import one_of_needed
from prevenio.web.refusals import sentence

_LANGUAGES = {"pl": "Polski", "cs": "Čeština", "en": "English"}
_GUARD = ("guard_token", "guard_work", "guard_proof", "website", "danger_seen")
MOST_HITS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in WGS84 degrees with what people call it."""

    latitude: float
    longitude: float
    name: str = ""


class TakeForm(ReportForm):
    """A report on one page; the extra questions are those of the category that was chosen."""

    guard_name = "report-desk"

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(one, one.label) for one in (Channel.PHONE, Channel.DESK, Channel.EMAIL)],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=CategoryVersion.objects.none(),
        empty_label=pgettext_lazy("category", "choose a category"),
    )
    address = forms.CharField(
        label=_("Address or place"),
        help_text=_("Street and number, or what the place is called. Or enter the point below."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hit = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    # For which address places stood there to choose from: a choice holds for no other one.
    offered = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.NumberInput(attrs={"step": "any", "class": "govuk-input--width-10"}),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.NumberInput(attrs={"step": "any", "class": "govuk-input--width-10"}),
    )
    postal_address = forms.CharField(
        label=_("Postal address"),
        help_text=_("For whoever has no e-mail: the answer to a request goes there."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: CategoryVersion, versions: Any, **options: Any) -> None:
        super().__init__(*args, version=version, **options)
        for name in _GUARD:
            del self.fields[name]
        self.fields["words"].help_text = _("Without names of people. Only the staff read it.")
        self.fields["category"].queryset = versions  # type: ignore[attr-defined]
        one_of_needed(self.fields["address"])
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language are the words of the receipt?"),
            choices=[(code, _LANGUAGES[code]) for code in receipts.LANGUAGES],
        )
        natures = [
            (Nature.INFORMATION, _("Information: we check it and tell what came of it.")),
            (
                Nature.REQUEST,
                _("A request: answered by law; it needs a name and an e-mail or postal address."),
            ),
        ]
        cast(forms.ChoiceField, self.fields["nature"]).choices = natures
        self.hits: Sequence[AddressHit] = ()
        self.missing = ""
        self.spot: Spot | None = None

    def _ask_for_contact(self, given: Mapping[str, Any]) -> None:
        """The answer to a request may go by post as well."""
        if not given.get("contact_name", "-").strip():
            self.add_error("contact_name", sentence(ContactNeeded()))
        elif not (given.get("email", "-") or given.get("postal_address", "-").strip()):
            self.add_error("postal_address", sentence(ContactNeeded()))

    @property
    def contact(self) -> Contact:
        return replace(super().contact, postal_address=self.cleaned_data["postal_address"])

    def find_place(self, authority: Any) -> None:
        """Look up what was typed, for the page to offer."""
        typed = str(self["address"].value() or "")[:200].replace("\x00", "")
        if typed.strip():
            self.hits = search_addresses(authority, typed).hits[:MOST_HITS]
            self.missing = "" if self.hits else place_missing(())

    def settle_place(self, authority: Any) -> bool:
        """Whether it is clear where it is: by a point, a choice, or an address found for sure."""
        given = self.cleaned_data
        is_other = given["offered"] not in ("", given["address"])
        self.spot = _of_point(given) or (None if is_other else _of_hit(given["hit"]))
        if self.spot is None and given["address"].strip():
            found = search_addresses(authority, given["address"])
            self.hits = found.hits[:MOST_HITS]
            is_clear = found.is_clear and given["offered"] != given["address"]
            if is_clear and found.first is not None:
                hit = found.first
                self.spot = Spot(hit.latitude, hit.longitude, hit.title)
        if self.spot is None:
            self.add_error("address", place_missing(self.hits))
        return self.spot is not None


def place_missing(hits: Sequence[AddressHit]) -> str:
    """What is said where it is not clear which place is meant."""
    if hits:
        return gettext("Choose one of the places that were found.")
    return gettext("Enter an address that can be found, or a point on the map.")


def _of_point(given: Mapping[str, Any]) -> Spot | None:
    latitude, longitude = given.get("latitude"), given.get("longitude")
    if latitude is None or longitude is None:
        return None
    return Spot(latitude, longitude, given["address"].strip())


def _of_hit(said: str) -> Spot | None:
    """A choice as the page offers it: `50.866,20.628,Ogrodowa 3`."""
    latitude, _comma, rest = said.partition(",")
    longitude, _comma, name = rest.partition(",")
    try:
        spot = Spot(float(latitude), float(longitude), name.strip())
    except ValueError:
        return None
    is_on_earth = abs(spot.latitude) <= 90 and abs(spot.longitude) <= 180
    return spot if isfinite(spot.latitude + spot.longitude) and is_on_earth else None
