"""Drawing one boundary by hand: the one in force ends, the new one begins."""

from datetime import date, datetime, timedelta

import shapely
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.places.drawn import overlapping
from prevenio.places.models import Boundary, Municipality, Precinct
from prevenio.places.operations.checks import check_keeper
from prevenio.places.operations.versions import mark_changed

_ONE_DAY = timedelta(days=1)


class LaterBoundaryKnown(Refused):
    message = _("Another boundary begins on %(day)s already. Choose that day or a later one.")


class OverlapsNeighbours(Refused):
    message = _("It covers ground of %(names)s. Change it, or confirm that this is meant.")


@transaction.atomic
def draw_boundary(
    *,
    of: Municipality | Precinct,
    shape: BaseGeometry,
    first_day: date,
    is_confirmed: bool,
    by: User,
    at: datetime,
) -> Boundary:
    """Let a boundary hold from a day on; what was drawn before ends the day before.

    One that begins on this very day is replaced. `is_confirmed` lets it cover ground of its
    neighbours. Raises NotAllowed, LaterBoundaryKnown or OverlapsNeighbours.
    """
    every: QuerySet[Municipality] | QuerySet[Precinct] = type(of).objects.all()
    rows = every.select_for_update(of=("self",), no_key=True).select_related("authority")
    of = rows.get(pk=of.pk)
    check_keeper(by, of.authority, at)
    if later := of.boundaries.filter(first_day__gt=first_day).order_by("first_day").first():
        raise LaterBoundaryKnown(day=later.first_day)
    if not is_confirmed:
        _refuse_overlaps(of, shape, first_day)
    of.boundaries.filter(first_day=first_day).delete()
    lasting = of.boundaries.filter(Q(last_day=None) | Q(last_day__gte=first_day))
    lasting.update(last_day=first_day - _ONE_DAY)
    boundary = _written(of, shape, first_day)
    mark_changed(of.authority_id)
    record(
        "places.boundary.drawn",
        about=of,
        by=by,
        at=at,
        authority_id=of.authority_id,
        details={"first_day": first_day.isoformat(), "code": of.code},
    )
    return boundary


def neighbours_of(
    of: Municipality | Precinct, bounds: tuple[float, float, float, float], day: date
) -> QuerySet[Boundary]:
    """Boundaries of the same kind whose boxes touch a box (west, south, east, north) on a day."""
    west, south, east, north = bounds
    near = Boundary.objects.on(day).filter(
        authority=of.authority_id,
        west__lte=east,
        east__gte=west,
        south__lte=north,
        north__gte=south,
    )
    if isinstance(of, Precinct):
        return near.filter(precinct__kind=of.kind_id).exclude(precinct=of)
    return near.filter(municipality__isnull=False).exclude(municipality=of)


def _refuse_overlaps(of: Municipality | Precinct, shape: BaseGeometry, day: date) -> None:
    around = neighbours_of(of, shapely.bounds(shape), day)
    rows = around.select_related("precinct", "municipality")
    names = overlapping(shape, ((str(one), shapely.from_wkb(bytes(one.shape))) for one in rows))
    if names:
        raise OverlapsNeighbours(names=", ".join(names[:5]))


def _written(of: Municipality | Precinct, shape: BaseGeometry, first_day: date) -> Boundary:
    west, south, east, north = (float(edge) for edge in shapely.bounds(shape))
    return Boundary.objects.create(
        authority=of.authority,
        municipality=of if isinstance(of, Municipality) else None,
        precinct=of if isinstance(of, Precinct) else None,
        shape=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=east,
        north=north,
        first_day=first_day,
    )
