"""What a point is called: the address that lies nearest to it."""

from math import cos, radians

from prevenio.people.models import Authority
from prevenio.places.models import Address

# An address names a point that lies no further from it.
_NEAR_METRES = 60
_METRES_PER_DEGREE = 111_320.0
_MOST_NEAR = 300


def nearest_address(authority: Authority, latitude: float, longitude: float) -> str:
    """The address at a point (WGS84 degrees), empty where none is near. One statement."""
    high = _NEAR_METRES / _METRES_PER_DEGREE
    narrow = max(cos(radians(latitude)), 0.01)
    rows = Address.objects.filter(
        authority=authority,
        latitude__range=(latitude - high, latitude + high),
        longitude__range=(longitude - high / narrow, longitude + high / narrow),
    ).select_related("municipality")
    near = sorted(
        rows[:_MOST_NEAR],
        key=lambda one: (
            (one.latitude - latitude) ** 2 + ((one.longitude - longitude) * narrow) ** 2
        ),
    )
    return title_of(near[0], authority) if near else ""


def title_of(address: Address, authority: Authority) -> str:
    """Street and number, and where that says too little, the municipality."""
    town = address.municipality
    if town is None or town.name == authority.name:
        return str(address)
    return f"{address}, {town.name}"
