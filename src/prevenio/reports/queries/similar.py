"""Similar reports near a place: for who is about to report, and for who works on one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.reports.blurring import METRES_PER_DEGREE
from prevenio.reports.models import (
    OPEN_STATES,
    UNSEEN_OUTCOMES,
    UNSEEN_STATES,
    CategoryVersion,
    Report,
    ReportClass,
)
from prevenio.reports.queries.voices import said_by_others
from prevenio.reports.states import STATES

NEAR = 120
RECENT = timedelta(days=180)
_MOST = 3
_EARTH = 6_371_000.0


@dataclass(frozen=True, slots=True)
class Similar:
    """A report like the one that is being written, as residents may know it.

    `metres` is measured to the middle of its public square, never to its point.
    """

    key: UUID
    metres: int
    people: int
    received_on: date
    state: object


def similar_to(
    *,
    authority: Authority,
    version: CategoryVersion,
    latitude: float,
    longitude: float,
    at: datetime,
    width: int = 0,
) -> Sequence[Similar]:
    """Public, open reports of the same category near a point, the nearest first.

    Near is also what is shown in a square that the point lies in, however wide it is, and what lies
    no further than the square is wide in which the point will be shown (`width` in metres). Only
    what residents see of reports is compared. Two statements at most.
    """
    near = max(NEAR, version.blur_metres, width)
    rows = public_reports(authority, at).filter(
        Q(**_around(latitude, longitude, near, "public_"))
        | Q(**_around(latitude, longitude, F("blur_metres") / 2.0, "public_")),
        category_id=version.category_id,
        state__in=OPEN_STATES,
        received_at__gte=at - RECENT,
    )
    measured = [
        (metres_between(latitude, longitude, one.public_latitude, one.public_longitude), one)
        for one in rows.order_by("-received_on", "key")[:50]
    ]
    nearest = sorted(measured, key=lambda pair: round(pair[0], -1))[:_MOST]
    said = said_by_others([one.pk for _metres, one in nearest]) if nearest else {}
    return [
        Similar(
            key=one.key,
            metres=round(metres, -1),
            people=len(said[one.pk].there | {one.person_key}),
            received_on=timezone.localdate(one.received_at),
            state=STATES[one.state].public,
        )
        for metres, one in nearest
    ]


def near_to(report: Report, *, metres: int = NEAR) -> QuerySet[Report]:
    """Other reports of the same category near a report, for the staff; joined ones left out."""
    around = _around(report.latitude, report.longitude, metres, "")
    rows = Report.objects.filter(
        authority_id=report.authority_id, category_id=report.category_id, **around
    )
    hidden = rows.exclude(pk=report.pk).exclude(outcome__in=UNSEEN_OUTCOMES)
    return hidden.exclude(state__in=UNSEEN_STATES).filter(
        received_at__gte=report.received_at - RECENT, received_at__lte=report.received_at + RECENT
    )


def public_reports(authority: Authority, at: datetime) -> QuerySet[Report]:
    """The reports that residents may see one by one at a moment."""
    rows = Report.objects.filter(
        authority=authority, public_at__lte=at, version__data_class=ReportClass.PUBLIC
    )
    return rows.exclude(state__in=UNSEEN_STATES).exclude(outcome__in=UNSEEN_OUTCOMES)


def counted_reports(authority: Authority, at: datetime) -> QuerySet[Report]:
    """The reports that residents may see in totals."""
    classes = (ReportClass.PUBLIC, ReportClass.COUNTS)
    rows = Report.objects.filter(
        authority=authority, public_at__lte=at, version__data_class__in=classes
    )
    return rows.exclude(state__in=UNSEEN_STATES).exclude(outcome__in=UNSEEN_OUTCOMES)


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> int:
    """The distance of two points (WGS84 degrees) on a sphere, in metres."""
    a, b, c, d = map(radians, (lat, lon, other_lat, other_lon))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return round(2 * _EARTH * asin(min(1.0, sqrt(half))))


def _around(latitude: float, longitude: float, metres: Any, prefix: str) -> dict[str, Any]:
    high = metres / METRES_PER_DEGREE
    wide = high / max(cos(radians(latitude)), 0.01)
    return {
        f"{prefix}latitude__range": (latitude - high, latitude + high),
        f"{prefix}longitude__range": (longitude - wide, longitude + wide),
    }
