"""Where and from when residents see a report: a square and a day, never a point and an hour."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from prevenio.people.models import Authority
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.queries.ground import public_square
from prevenio.reports.tiles import cell_of


def public_from(version: CategoryVersion, received_at: datetime, authority: Authority) -> datetime:
    """The first midnight after the hours of the category, by the authority's own clock.

    By whole days: who looks at the map again and again would else learn when somebody reported.
    A category without a delay is shown at once.
    """
    if not version.delay_hours:
        return received_at
    zone = ZoneInfo(authority.time_zone)
    delayed = (received_at + timedelta(hours=version.delay_hours)).astimezone(zone)
    return datetime.combine(delayed.date() + timedelta(days=1), time(), zone)


def show_blurred(report: Report) -> None:
    """Set the square and the moment by the category; neither gets more exact than it was.

    One statement. Does not save the report.
    """
    square = public_square(
        authority=report.authority,
        latitude=report.latitude,
        longitude=report.longitude,
        width=max(report.blur_metres or 0, report.version.blur_metres),
    )
    report.blur_metres = square.width
    report.public_latitude, report.public_longitude = square.middle
    report.public_cell = cell_of(*square.middle)
    first = public_from(report.version, report.received_at, report.authority)
    report.public_at = max(report.public_at or first, first)
