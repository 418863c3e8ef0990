"""Where on the map an activity is: found from the place that was written."""

from dataclasses import replace
from decimal import Decimal

from prevenio.activities.models import Delivery
from prevenio.activities.written import Written
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.places.queries.searching import search_addresses

type Point = tuple[Decimal, Decimal] | tuple[None, None]

NOWHERE: Point = (None, None)
_STEP = Decimal("0.000001")


def pointed(written: Written, authority: Authority) -> Written:
    """The same with the point of its place, where residents may read of it and none was given."""
    if written.latitude is not None or not written.is_on_calendar:
        return written
    if written.delivery == Delivery.ONLINE:
        return written
    latitude, longitude = point_of(written.place, written.municipality, authority)
    return replace(written, latitude=latitude, longitude=longitude)


def point_of(place: str, municipality: Municipality | None, authority: Authority) -> Point:
    """The point of an address of the authority that the words clearly name.

    A place that only resembles one has no point: people are not sent to a wrong door.
    """
    if not any(sign.isdigit() for sign in place):
        return NOWHERE
    words = f"{place}, {municipality.name}" if municipality else place
    found = search_addresses(authority, words)
    hit = found.first
    if hit is None or not found.is_clear or hit.address_id is None:
        return NOWHERE
    return _rounded(hit.latitude), _rounded(hit.longitude)


def _rounded(degrees: float) -> Decimal:
    return Decimal(degrees).quantize(_STEP)
