"""Naming the place of a report, and finding it without a map: by search, or from lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.gazetteer import Place
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import Municipality, Precinct
from prevenio.places.queries.nearest import nearest_address
from prevenio.places.queries.searching import AddressHit, gazetteer_of
from prevenio.portal.street_ground import outline_of_precinct
from prevenio.web.outlines import Mark

_MOST_LISTED = 400


@dataclass(frozen=True, slots=True)
class Here:
    """What lies at a point: the nearest address, the precinct; nothing where it is outside."""

    address: str = ""
    precinct: str = ""
    precinct_id: int | None = None
    town: str = ""
    is_outside: bool = False

    @property
    def name(self) -> str:
        return self.address or self.precinct or self.town

    @property
    def note(self) -> str:
        """Where the named place lies: what the name does not say itself."""
        return next((one for one in (self.precinct, self.town) if one not in ("", self.name)), "")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: a place to choose (`hit`), or a narrower list to open (`list`)."""

    name: str
    field: str
    value: str
    note: str = ""


def here(authority: Authority, latitude: float, longitude: float) -> Here:
    """What the page says of a point (WGS84 degrees). At most four statements."""
    found = index_of(authority.pk, timezone.localdate()).locate(latitude, longitude)
    town_id = found.pop(MUNICIPALITIES, None)
    rows = Precinct.objects.filter(pk__in=found.values()).order_by("kind__position", "kind__code")
    precinct = rows.only("name").first() if found else None
    town = Municipality.objects.filter(pk=town_id).only("name").first() if town_id else None
    if precinct is None and town is None:
        return Here(is_outside=True)
    return Here(
        address=nearest_address(authority, latitude, longitude),
        precinct=precinct.name if precinct else "",
        precinct_id=precinct.pk if precinct else None,
        town=town.name if town else "",
    )


def name_of(authority: Authority, latitude: float, longitude: float) -> str:
    """A point in words: its address, else what lies there, else its degrees."""
    return here(authority, latitude, longitude).name or f"{latitude:.4f}, {longitude:.4f}"


def lines_of_hits(hits: Iterable[AddressHit]) -> Sequence[Line]:
    """What a search found, as places to choose."""
    return [
        Line(
            hit.title, "hit", _said(hit.latitude, hit.longitude, hit.title, hit.within), hit.within
        )
        for hit in hits
    ]


def lines_of_list(authority: Authority, asked: str) -> Sequence[Line]:
    """The list that is asked for: towns (`towns`), letters of a town (`12`), streets (`12 K`)."""
    places = gazetteer_of(authority).places
    towns = {one.municipality_id: one.municipality for one in places if one.municipality_id}
    town, _space, letter = asked.partition(" ")
    if len(towns) > 1 and not town.isdecimal():
        ordered = sorted(towns.items(), key=lambda one: fold(one[1]))
        return [Line(name, "list", str(pk)) for pk, name in ordered]
    town_id = int(town) if town.isdecimal() and len(town) < 18 else next(iter(towns), None)
    own = [one for one in places if one.municipality_id == town_id]
    if letter or len(own) <= 40:
        return _streets(own, letter[:1])
    letters = sorted({fold(one.name)[:1].upper() for one in own if one.name})
    return [Line(one, "list", f"{town_id or 0} {one}") for one in letters]


def _streets(places: Iterable[Place], letter: str) -> Sequence[Line]:
    chosen = [one for one in places if fold(one.name).upper().startswith(letter)]
    return [
        Line(one.name, "hit", _said(one.latitude, one.longitude, one.name, one.municipality))
        for one in sorted(chosen, key=lambda place: fold(place.name))[:_MOST_LISTED]
        if one.latitude is not None and one.longitude is not None
    ]


def _said(latitude: float, longitude: float, name: str, within: str) -> str:
    whole = ", ".join(part for part in (name, within) if part)
    return f"{latitude:.6f},{longitude:.6f},{whole}"


def picture_of(authority: Authority, place: Here, latitude: float, longitude: float) -> SafeString:
    """The precinct of a point with a pin, drawn on the server; empty where none is drawn."""
    if place.precinct_id is None:
        return SafeString("")
    pin = Mark(longitude, latitude)
    today = timezone.localdate()
    outline = outline_of_precinct(authority, place.precinct_id, day=today, marks=[pin])
    return outline.svg if outline else SafeString("")
