"""When the next digest is due, by the authority's own clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from prevenio.subscriptions.models import Cadence

_HOUR = time(7, 0)
_MONDAY = 0
_DAY = timedelta(days=1)


def next_digest(cadence: str, *, after: datetime, time_zone: str) -> datetime:
    """The first seven o'clock after a moment; for weekly digests, of a Monday."""
    zone = ZoneInfo(time_zone)
    day = after.astimezone(zone).date()
    moment = datetime.combine(day, _HOUR, zone)
    while moment <= after or (cadence == Cadence.WEEKLY and day.weekday() != _MONDAY):
        day += _DAY
        moment = datetime.combine(day, _HOUR, zone)
    return moment
