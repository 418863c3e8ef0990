"""What lies at a point, as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import Municipality, Precinct


@dataclass(frozen=True, slots=True)
class PlacesAt:
    """The municipality and the precincts of a point, precincts in the order of their kinds."""

    municipality: Municipality | None
    precincts: tuple[Precinct, ...]

    @property
    def is_outside(self) -> bool:
        """Whether nothing at all is known of the point."""
        return self.municipality is None and not self.precincts


def places_at(*, authority: Authority, latitude: float, longitude: float, day: date) -> PlacesAt:
    """What lies at a point (WGS84 degrees) on a day; one precinct of each kind at the most.

    A point on a border belongs to the place with the lower code. At most 3 statements once the
    process holds the boundaries: their version, the municipality, the precincts with their kinds.
    """
    found = index_of(authority.pk, day).locate(latitude, longitude)
    return places_of(found)


def places_of(found: Mapping[int, int]) -> PlacesAt:
    """Rows for the ids that an index answered with, by layer. At most 2 statements."""
    municipality = None
    if MUNICIPALITIES in found:
        rows = Municipality.objects.select_related("office")
        municipality = rows.filter(pk=found[MUNICIPALITIES]).first()
    ids = [one for kind, one in found.items() if kind != MUNICIPALITIES]
    if not ids:
        return PlacesAt(municipality, ())
    precincts = Precinct.objects.filter(pk__in=ids).select_related("kind", "municipality")
    return PlacesAt(municipality, tuple(precincts.order_by("kind__position", "kind__code", "pk")))
