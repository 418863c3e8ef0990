"""Facts of the rooms below that readers are told of: changed boundaries."""

from datetime import date, timedelta

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.places.models import PlaceImport
from prevenio.subscriptions.operations.boundaries import announce_boundaries

_DAY = timedelta(days=1)
# Whoever writes down what was long ago changes nothing for anybody.
_NEWS = timedelta(days=30)


@on("places.import.applied")
@on("places.boundary.drawn")
@on("places.precinct.ended")
def announce_changed_boundaries(entry: Entry) -> None:
    """Announce what changes from the day of the boundaries on; the clock writes to readers."""
    authority = Authority.objects.get(pk=entry.authority_id)
    day = _day_of(entry)
    if day is not None and day >= today_in(authority, entry.at) - _NEWS:
        announce_boundaries(authority=authority, on=day, at=entry.at)


def _day_of(entry: Entry) -> date | None:
    """The first day of the boundaries that a fact is about; the first ones ever have none."""
    if entry.about_kind == "places.placeimport":
        return PlaceImport.objects.get(pk=entry.about_id).valid_from
    if first_day := entry.details.get("first_day"):
        return date.fromisoformat(str(first_day))
    last_day = entry.details.get("last_day")
    return date.fromisoformat(str(last_day)) + _DAY if last_day else None
