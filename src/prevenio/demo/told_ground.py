"""The ground of the sample as reports need it: read once, then asked for many points."""

from datetime import date

from prevenio.people.models import Authority
from prevenio.places.locating import index_of
from prevenio.places.models import Address
from prevenio.reports.blurring import Square
from prevenio.reports.queries.ground import Ground, ground_in, public_square


class SampleGround:
    """What lies at a point, and which square residents see, without a statement for each point."""

    def __init__(self, authority: Authority, day: date) -> None:
        self._index = index_of(authority.pk, day)
        self.addresses = list(
            Address.objects.filter(authority=authority).select_related("municipality")
        )

    def at(self, latitude: float, longitude: float) -> Ground:
        return ground_in(self._index, latitude, longitude)

    def square(self, latitude: float, longitude: float, width: int) -> Square:
        return public_square(index=self._index, latitude=latitude, longitude=longitude, width=width)
