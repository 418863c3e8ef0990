"""A problem place is opened out of reports; reports join it and leave it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.written import words_of
from prevenio.people.models import Authority, Body, User
from prevenio.reports import access
from prevenio.reports.clustering import Point, cluster_of
from prevenio.reports.models import (
    EventKind,
    PlaceEvent,
    PlaceEventKind,
    ProblemPlace,
    Report,
)
from prevenio.reports.operations.problem_places.events import (
    add_event,
    for_staff,
    locked_place,
    record_fact,
)
from prevenio.reports.operations.problem_places.reviewing import check_trigger
from prevenio.reports.operations.problem_places.working import ActionElsewhere
from prevenio.reports.operations.steps import locked, take_step
from prevenio.reports.queries.similar import metres_between
from prevenio.reports.queries.voices import reports_in

LONGEST_NAME = 160


class ReportsMissing(Refused):
    message = _("Choose at least one report that belongs to this place.")


class PlaceNameMissing(Refused):
    message = _("Give the place a name by which your colleagues know it.")


class AnotherPlace(Refused):
    message = _("Report %(reference)s belongs to another problem place. Take it out there first.")


class ReportsElsewhere(Refused):
    message = _("Choose reports of the same programme.")


class NotInPlace(Refused):
    message = _("This report does not belong to this problem place.")


@transaction.atomic
def open_place(
    *,
    authority: Authority,
    name: str,
    reports: Sequence[Report],
    body: Body | None = None,
    by: User | None,
    at: datetime,
) -> ProblemPlace:
    """Open a problem place out of reports. Nobody in `by` is the clock.

    Raises NotAllowed (also of a report that `by` does not see), ReportsMissing, PlaceNameMissing,
    ReportsElsewhere or AnotherPlace.
    """
    if by is not None and not access.can_take_reports(by, authority, at):
        raise NotAllowed
    if not reports:
        raise ReportsMissing
    name = words_of(name, most=LONGEST_NAME, missing=PlaceNameMissing)
    reports = _all_locked(reports, by, at)
    first = reports[0]
    place = ProblemPlace.objects.create(
        authority=authority,
        key=uuid4(),
        name=name,
        category_id=first.category_id,
        latitude=first.latitude,
        longitude=first.longitude,
        municipality_id=first.municipality_id,
        precinct_id=first.precinct_id,
        body=body or first.body,
        revision=1,
        opened_at=at,
        changed_at=at,
    )
    PlaceEvent(place=place, number=1, kind=PlaceEventKind.OPENED, by=by, at=at).save()
    record_fact("reports.place.opened", place, by, at, {"reports": len(reports)})
    return _joined(place, reports, by, at)


@transaction.atomic
def join_reports(
    *, place: ProblemPlace, reports: Sequence[Report], by: User | None, at: datetime
) -> ProblemPlace:
    """Add reports to a place; those that belong to it already change nothing.

    Raises NotAllowed, WrongState, ReportsElsewhere or AnotherPlace.
    """
    if by is not None and not access.can_take_reports(by, place.authority, at):
        raise NotAllowed
    place = locked_place(place, None)
    if not place.is_open:
        raise WrongState
    return _joined(place, _all_locked(reports, by, at), by, at)


@transaction.atomic
def take_out(*, place: ProblemPlace, report: Report, by: User, at: datetime) -> ProblemPlace:
    """Take a report out of a place: it is not the same. The clock does not put it back.

    Reports that were joined with it leave with it. Raises NotAllowed or NotInPlace.
    """
    place = for_staff(place, None, by, at)
    report = locked(report)
    if report.place_id != place.pk:
        raise NotInPlace
    following = report.merged.filter(place=place).order_by("pk")
    for one in [report, *map(locked, following)]:
        one.place = None
        one.apart_from_places = sorted({*one.apart_from_places, place.pk})
        take_step(one, EventKind.LEFT, by=by, at=at)
    _measured(place)
    return add_event(place, PlaceEventKind.LEFT, by=by, at=at)


@transaction.atomic
def rename(
    *, place: ProblemPlace, seen: int, name: str, body: Body | None, by: User, at: datetime
) -> ProblemPlace:
    """Change the name of a place and the body it is with.

    Raises NotAllowed, PlaceChangedMeanwhile, PlaceNameMissing or ActionElsewhere.
    """
    place = for_staff(place, seen, by, at)
    if body is not None and body.authority_id != place.authority_id:
        raise ActionElsewhere
    place.name = words_of(name, most=LONGEST_NAME, missing=PlaceNameMissing)
    place.body = body
    return add_event(place, PlaceEventKind.CHANGED, by=by, at=at)


def _all_locked(reports: Sequence[Report], by: User | None, at: datetime) -> Sequence[Report]:
    """The reports under their locks, in one order, before anything is written.

    An entry of the journal locks its chain: whoever waited for a report after that would wait for
    somebody who holds the report and waits for the chain.
    """
    known = sorted({one.pk: one for one in reports}.values(), key=lambda one: one.pk)
    if by is not None and not all(access.can_work_on(by, one, at) for one in known):
        raise NotAllowed
    return [locked(one) for one in known]


def _joined(
    place: ProblemPlace, reports: Sequence[Report], by: User | None, at: datetime
) -> ProblemPlace:
    added = 0
    for report in reports:
        if report.authority_id != place.authority_id:
            raise ReportsElsewhere
        if report.place_id == place.pk:
            continue
        if report.place_id is not None:
            raise AnotherPlace(reference=report.reference)
        report.place = place
        report.apart_from_places = [key for key in report.apart_from_places if key != place.pk]
        take_step(report, EventKind.JOINED, by=by, at=at)
        added += 1
    if not added:
        return place
    _measured(place)
    place = add_event(place, PlaceEventKind.JOINED, counts=(added, None), by=by, at=at)
    return check_trigger(place, at)


@transaction.atomic
def measure_again(place_id: int) -> None:
    """Give a place its middle anew once points of its reports were erased or corrected."""
    place = ProblemPlace.objects.select_for_update(of=("self",), no_key=True).get(pk=place_id)
    _measured(place)
    place.save(update_fields=["latitude", "longitude", "radius", "municipality", "precinct"])


def _measured(place: ProblemPlace) -> None:
    """The middle and the reach of the reports that speak for the place. Does not save it.

    Where none does any more, that of all: what was withdrawn lies in the middle of its square.
    Town and precinct are those of the report that lies nearest to the middle.
    """
    rows = list(reports_in(place).order_by("pk")) or list(place.reports.order_by("pk"))
    if not rows:
        return
    cluster = cluster_of([_point_of(one) for one in rows])
    place.latitude, place.longitude = cluster.latitude, cluster.longitude
    place.radius = max(cluster.radius, 20)
    middle = (cluster.latitude, cluster.longitude)
    nearest = min(rows, key=lambda one: metres_between(*middle, one.latitude, one.longitude))
    place.municipality_id, place.precinct_id = nearest.municipality_id, nearest.precinct_id


def _point_of(report: Report) -> Point:
    return Point(
        report.pk, report.latitude, report.longitude, report.person_key, report.received_at
    )
