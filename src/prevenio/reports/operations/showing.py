"""Where and from when residents see a report: a square and a day, never a point and an hour."""

from zoneinfo import ZoneInfo

from prevenio.people.access import today_in
from prevenio.places.locating import PlacesIndex, index_of
from prevenio.reports.blurring import NEVER, shown_from, square_of
from prevenio.reports.models import Report, ReportClass
from prevenio.reports.queries.ground import ground_in, public_square
from prevenio.reports.tiles import cell_of


def show_blurred(report: Report, index: PlacesIndex | None = None) -> None:
    """Set what residents see: by the category, and no more exact than it was.

    What no square hides is not shown, nor counted in public: a report of one lone house for miles.
    The town and the precinct are those of the middle of the square, on the day of receipt; `index`
    is that of this day: without it one statement more. Does not save the report.
    """
    report.received_on = today_in(report.authority, report.received_at)
    index = index or index_of(report.authority_id, report.received_on)
    square = public_square(
        index=index,
        latitude=report.latitude,
        longitude=report.longitude,
        width=report.version.blur_metres,
    )
    hides = square.hides
    if report.blur_metres > square.width:
        square = square_of(report.latitude, report.longitude, report.blur_metres)
    report.blur_metres = square.width
    report.public_latitude, report.public_longitude = square.middle
    report.public_cell = cell_of(*square.middle)
    seen = ground_in(index, *square.middle)
    report.public_municipality_id = seen.municipality_id
    report.public_precinct_id = seen.precinct_id
    zone = ZoneInfo(report.authority.time_zone)
    first = shown_from(report.received_at, report.version.delay_hours, zone)
    if report.version.data_class == ReportClass.PUBLIC and not hides:
        first = NEVER
    report.public_at = max(report.public_at or first, first)
