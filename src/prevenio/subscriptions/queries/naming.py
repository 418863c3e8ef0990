"""What a point is called: never in words that somebody sent us, which would go into letters."""

from prevenio.people.models import Authority
from prevenio.places.models import Address
from prevenio.subscriptions.distances import metres_between

_MARGIN = 0.003


def name_of_point(authority: Authority, latitude: float, longitude: float) -> str:
    """The nearest address within some hundred metres, else the rounded coordinates."""
    rows = Address.objects.filter(
        authority=authority,
        latitude__range=(latitude - _MARGIN, latitude + _MARGIN),
        longitude__range=(longitude - _MARGIN, longitude + _MARGIN),
    ).select_related("municipality")
    nearest = min(
        rows[:500],
        key=lambda one: metres_between((latitude, longitude), (one.latitude, one.longitude)),
        default=None,
    )
    if nearest is None:
        return f"{latitude:.3f}, {longitude:.3f}"
    town = nearest.municipality.name if nearest.municipality else ""
    return ", ".join(part for part in (str(nearest), town) if part)
