"""Facts of the rooms below that readers are told of: changed boundaries."""

from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.places.models import Boundary, PlaceImport
from prevenio.subscriptions.operations.boundaries import announce_boundaries
from prevenio.subscriptions.tasks import tell_of_boundaries

_DAY = timedelta(days=1)
# Whoever writes down what was long ago changes nothing for anybody.
_NEWS = timedelta(days=30)


@on("places.import.applied")
@on("places.boundary.changed")
@on("places.precinct.ended")
def announce_changed_boundaries(entry: Entry) -> None:
    """Announce what changes from the day of the boundaries on, and write to whom it concerns."""
    authority = Authority.objects.get(pk=entry.authority_id)
    day = _day_of(entry)
    if day is None or day < today_in(authority, entry.at) - _NEWS:
        return
    if announce_boundaries(authority=authority, on=day, at=entry.at):
        later = partial(tell_of_boundaries.enqueue, authority.pk, day.isoformat())
        transaction.on_commit(later)


def _day_of(entry: Entry) -> date | None:
    """The first day of the boundaries that a fact is about; the first ones ever have none."""
    if entry.about_kind == "places.placeimport":
        return PlaceImport.objects.get(pk=entry.about_id).valid_from
    if last_day := entry.details.get("last_day"):
        return date.fromisoformat(str(last_day)) + _DAY
    about = Q(pk=entry.about_id)
    if entry.about_kind == "places.precinct":
        about = Q(precinct=entry.about_id)
    rows = Boundary.objects.filter(
        about, authority_id=entry.authority_id, precinct__isnull=False, first_day__isnull=False
    )
    return rows.order_by("-first_day").values_list("first_day", flat=True).first()
