"""What the staff fill in to correct the place of a report: looked at first, then moved."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prevenio.places.queries.nearest import nearest_address
from prevenio.places.queries.searching import AddressHit, search_addresses
from prevenio.reports.forms.staff import StepForm, words_field
from prevenio.reports.forms.taking import MOST_HITS, Spot, TakeForm, place_missing
from prevenio.reports.models import Report
from prevenio.reports.operations.moving import LONGEST_NAME, Onward

_BUREAU = "bureau"


class MoveForm(StepForm):
    """Another place, by an address or a point on the map.

    `looked` is the point of which the person saw what would change, `named` what was offered as its
    name, `to` where the rules send the report from there.
    """

    place_name = forms.CharField(
        label=_("What is the place called?"), required=False, max_length=LONGEST_NAME
    )
    reason = words_field(_("Why?"), rows=3, hint=_("For colleagues only."))
    hands_over = forms.BooleanField(required=False)
    hit = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput)
    offered = TakeForm.base_fields["offered"]
    looked = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    named = forms.CharField(required=False, max_length=LONGEST_NAME, widget=forms.HiddenInput)
    to = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    # Asked for as where a report is taken.
    address = TakeForm.base_fields["address"]
    latitude = TakeForm.base_fields["latitude"]
    longitude = TakeForm.base_fields["longitude"]

    def __init__(self, data: Any = None, *, report: Report, typed: Mapping[str, Any]) -> None:
        super().__init__(data, report=report)
        self.initial = {"place_name": report.place_name, **self.initial, **typed}
        self.hits: Sequence[AddressHit] = ()
        self.missing = ""
        self.spot: Spot | None = None

    def find_place(self) -> None:
        """Look up what was typed, for the page to offer."""
        typed = str(self["address"].value() or "")[:200].replace("\x00", "").strip()
        self.hits = search_addresses(self.report.authority, typed).hits[:MOST_HITS]
        self.missing = "" if self.hits else place_missing(())

    def settle_place(self) -> bool:
        """Whether it is clear where it is: by a point, a choice, or an address found for sure.

        A point that was looked at before gives way to an address that was typed since.
        """
        given = self.cleaned_data
        point, typed = _point_of(given), given["address"].replace("\x00", "").strip()
        if typed and (point is None or _key_of(point) == given["looked"]):
            self.spot = self._found(typed)
        else:
            self.spot = point
        if self.spot is None:
            self.add_error("address", place_missing(self.hits))
        return self.spot is not None

    @property
    def is_looked_at(self) -> bool:
        return self.spot is not None and self.cleaned_data["looked"] == _key_of(self.spot)

    @property
    def given(self) -> Mapping[str, Any]:
        """What the operation asks for, once the place is settled."""
        said, spot = self.cleaned_data, self.spot
        assert spot is not None
        onward = _onward_of(said["to"]) if said["hands_over"] else None
        return {
            "seen": said["seen"],
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "place_name": self._name,
            "reason": said["reason"],
            "onward": onward,
        }

    def show_looked_at(self, onward: Onward | None, goes_to: str) -> None:
        """The point in the fields, to be sent once more; `onward` where the rules would send it."""
        assert self.spot is not None
        data: Any = copy(self.data)
        data["latitude"] = f"{self.spot.latitude:.6f}"
        data["longitude"] = f"{self.spot.longitude:.6f}"
        data["place_name"] = self._name
        if not self._is_name_seen:
            data["named"] = self._name
        data["looked"] = _key_of(self.spot)
        data["address"] = data["hit"] = ""
        to = "" if onward is None else str(onward.body_id or _BUREAU)
        if to != data.get("to", ""):
            data.pop("hands_over", None)
        data["to"] = to
        self.data = data
        self["hands_over"].label = gettext("Hand it over: %(body)s") % {"body": goes_to}

    @property
    def _is_name_seen(self) -> bool:
        """Whether the page offered a name for this point: what stands there now is meant."""
        return self.is_looked_at and "named" in self.data

    @property
    def _name(self) -> str:
        """What was typed; else the address at the place, which is not called as the one before."""
        spot, typed = self.spot, self.cleaned_data["place_name"].strip()
        assert spot is not None
        is_typed = typed not in (self.report.place_name, self.cleaned_data["named"])
        if is_typed or self._is_name_seen:
            return str(typed)
        found = nearest_address(self.report.authority, spot.latitude, spot.longitude)
        return (spot.name or found)[:LONGEST_NAME]

    def _found(self, typed: str) -> Spot | None:
        found = search_addresses(self.report.authority, typed)
        self.hits = found.hits[:MOST_HITS]
        chosen, offered = self.cleaned_data["hit"], self.cleaned_data["offered"]
        hit = None
        if offered in ("", typed) and _is_one_of(self.hits, chosen):
            hit = self.hits[int(chosen)]
        elif found.is_clear and offered != typed:
            hit = found.first
        return Spot(hit.latitude, hit.longitude, hit.title) if hit else None


def _is_one_of(hits: Sequence[AddressHit], chosen: str) -> bool:
    return chosen.isascii() and chosen.isdecimal() and int(chosen) < len(hits)


def _point_of(given: Mapping[str, Any]) -> Spot | None:
    latitude, longitude = given.get("latitude"), given.get("longitude")
    return None if latitude is None or longitude is None else Spot(latitude, longitude)


def _key_of(spot: Spot) -> str:
    return f"{spot.latitude:.6f},{spot.longitude:.6f}"


def _onward_of(said: str) -> Onward | None:
    if said == _BUREAU:
        return Onward(None)
    return Onward(int(said)) if said.isascii() and said.isdecimal() and len(said) < 19 else None
