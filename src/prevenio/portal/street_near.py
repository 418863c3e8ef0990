"""What comes soon near a point: the next public events within some kilometres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians

from django.db.models import F, Q

from prevenio.activities.models import Activity, ActivityState
from prevenio.activities.queries.calendar import public_events
from prevenio.people.models import Authority
from prevenio.web.outlines import Mark

NEAR_KM = 3
MOST_NEAR = 3
_MOST_READ = 60
_KM_IN_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Near:
    """An event with the number by which list and map know it; events without a point have none."""

    activity: Activity
    number: int | None

    @property
    def mark(self) -> Mark | None:
        """The number on the outline."""
        longitude, latitude = self.activity.longitude, self.activity.latitude
        if self.number is None or longitude is None or latitude is None:
            return None
        return Mark(float(longitude), float(latitude), "number", str(self.number))


def near(
    authority: Authority,
    *,
    latitude: float | None,
    longitude: float | None,
    municipality_id: int | None,
    today: date,
) -> Sequence[Near]:
    """The next events within three kilometres, else those of the municipality; one statement."""
    where = Q(municipality_id=municipality_id) if municipality_id else Q(pk__in=[])
    if latitude is not None and longitude is not None:
        where |= _box(latitude, longitude)
    coming = (
        public_events(authority)
        .filter(where, state=ActivityState.PLANNED, last_day__gte=today)
        .select_related("kind", "authority")
        .order_by("first_day", F("begins_at").asc(nulls_first=True), "pk")[:_MOST_READ]
    )
    events = list(coming)
    close = [one for one in events if _is_close(one, latitude, longitude)]
    here = [one for one in events if one.municipality_id == municipality_id]
    return numbered((close or here)[:MOST_NEAR])


def numbered(activities: Sequence[Activity]) -> Sequence[Near]:
    """Numbers from 1 for the events that have a point, in their order."""
    numbers = iter(range(1, len(activities) + 1))
    return [Near(one, next(numbers) if one.latitude is not None else None) for one in activities]


def _box(latitude: float, longitude: float) -> Q:
    high = NEAR_KM / _KM_IN_DEGREE
    wide = high / max(cos(radians(latitude)), 0.05)
    return Q(
        latitude__range=(round(latitude - high, 6), round(latitude + high, 6)),
        longitude__range=(round(longitude - wide, 6), round(longitude + wide, 6)),
    )


def _is_close(activity: Activity, latitude: float | None, longitude: float | None) -> bool:
    if activity.latitude is None or activity.longitude is None or latitude is None:
        return False
    assert longitude is not None
    north = (float(activity.latitude) - latitude) * _KM_IN_DEGREE
    east = (float(activity.longitude) - longitude) * _KM_IN_DEGREE * cos(radians(latitude))
    return north * north + east * east <= NEAR_KM**2
