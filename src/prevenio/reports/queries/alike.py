"""Which reports may say the same as those of a page: near, of one category, not long ago."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians

from django.db.models import Q, QuerySet
from django.utils import timezone

from prevenio.reports.blurring import METRES_PER_DEGREE
from prevenio.reports.models import OPEN_STATES, ProblemPlace, Report
from prevenio.reports.queries.similar import metres_between
from prevenio.reports.routing import hours_in

NEAR = 60
RECENT = timedelta(days=60)
_MOST_DAYS = 3
_ASKED = (
    *("category_id", "latitude", "longitude", "received_at"),
    *("apart_from", "from_hour", "to_hour", "place__name", "place__state"),
)
# Two in three say the same hours: then it is usual.
_USUAL = 2 / 3


@dataclass(frozen=True, slots=True)
class Alike:
    """Open reports like one: which, and when they came; `hours` is the span usual among them all.

    Those that staff said are another matter are left out. `free` belong to no problem place,
    `places` are the open ones to which the others belong.
    """

    ids: Sequence[int]
    days: Sequence[date]
    metres: int
    hours: tuple[int, int] | None
    free: Sequence[int]
    places: Sequence[ProblemPlace]

    @property
    def number(self) -> int:
        return len(self.ids)


def alike_of(reports: Sequence[Report], seen: QuerySet[Report]) -> Mapping[int, Alike]:
    """For each report the ones like it that the person sees too; one statement for all.

    A report that ended or belongs to a problem place has found its company.
    """
    asking = [one for one in reports if one.is_open and one.place_id is None]
    if not asking:
        return {}
    near = Q()
    for one in asking:
        near |= _near(one)
    moments = [one.received_at for one in asking]
    rows = seen.filter(
        near,
        category__in={one.category_id for one in asking},
        state__in=OPEN_STATES,
        merged_into=None,
        received_at__range=(min(moments) - RECENT, max(moments) + RECENT),
    )
    known: dict[int, list[Report]] = defaultdict(list)
    for one in rows.select_related("place").only(*_ASKED).order_by("pk"):
        known[one.category_id].append(one)
    found = {one.pk: _alike(one, known[one.category_id]) for one in asking}
    return {key: alike for key, alike in found.items() if alike is not None}


def _near(report: Report) -> Q:
    high = NEAR / METRES_PER_DEGREE
    wide = high / max(cos(radians(report.latitude)), 0.01)
    # With the authority in each part, the database reads each from its index of latitudes.
    return Q(
        authority_id=report.authority_id,
        latitude__range=(report.latitude - high, report.latitude + high),
        longitude__range=(report.longitude - wide, report.longitude + wide),
    )


def _alike(report: Report, known: Sequence[Report]) -> Alike | None:
    others = [one for one in known if _is_alike(report, one)]
    if not others:
        return None
    places = {one.place_id: one.place for one in others if one.place and one.place.is_open}
    newest = sorted(others, key=lambda one: one.received_at, reverse=True)
    return Alike(
        ids=[one.pk for one in others],
        days=[timezone.localdate(one.received_at) for one in newest[:_MOST_DAYS]],
        metres=NEAR,
        hours=_usual_hours([report, *others]),
        free=[one.pk for one in others if one.place_id is None],
        places=list(places.values()),
    )


def _is_alike(report: Report, other: Report) -> bool:
    return (
        other.pk != report.pk
        and abs(other.received_at - report.received_at) <= RECENT
        and metres_between(report.latitude, report.longitude, other.latitude, other.longitude)
        <= NEAR
        and other.pk not in report.apart_from
        and report.pk not in other.apart_from
    )


def _usual_hours(reports: Sequence[Report]) -> tuple[int, int] | None:
    """The span that most of those who named hours named together; None where there is none."""
    told = [
        hours_in((one.from_hour, one.to_hour))
        for one in reports
        if one.from_hour is not None and one.to_hour is not None
    ]
    if len(told) < 2:
        return None
    counted = Counter(hour for hours in told for hour in hours)
    usual = {hour for hour, times in counted.items() if times >= _USUAL * len(told)}
    first = [hour for hour in usual if (hour - 1) % 24 not in usual]
    last = [hour for hour in usual if (hour + 1) % 24 not in usual]
    return (first[0], last[0]) if len(first) == 1 else None
