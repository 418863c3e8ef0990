"""What the clock does with reports: letters, reminders, problem places that show themselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation

from prevenio.kernel.working_days import working_days_until
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reports import letters
from prevenio.reports.clustering import Cluster
from prevenio.reports.letters import Occasion
from prevenio.reports.models import (
    OPEN_STATES,
    CategoryVersion,
    PlaceState,
    ProblemPlace,
    Report,
    ReportReminder,
    ReportState,
)
from prevenio.reports.operations.problem_places import (
    check_trigger,
    join_reports,
    open_place,
    trigger_of,
)
from prevenio.reports.queries.problem_places import unplaced_clusters
from prevenio.reports.queries.similar import metres_between

# Working days after the day that was to be kept.
ESCALATES_AFTER = 3
# What came longer ago is no news.
_NEWS = timedelta(days=3)
# A report belongs to a place that it lies in, or so many metres beside.
_BESIDE = 60
# Degrees of latitude that no place reaches over: more than a kilometre.
_FAR = 0.01


@transaction.atomic
def tell_of_new(*, authority: Authority, at: datetime) -> int:
    """One letter to each body about the reports that came to it since the last one."""
    told = ReportReminder.objects.filter(report=OuterRef("pk"), occasion=Occasion.NEW)
    rows = _rows(authority).filter(
        ~Exists(told), state=ReportState.RECEIVED, received_at__gt=at - _NEWS
    )
    return _tell(authority, Occasion.NEW, rows, at)


@transaction.atomic
def remind(*, authority: Authority, at: datetime) -> int:
    """One letter to each body about what is late, and to the bureau about what stays late.

    Each occasion once for each day that was not kept.
    """
    today = today_in(authority, at)
    late = _late(authority, Occasion.LATE).filter(due_on__lt=today)
    told = _tell(authority, Occasion.LATE, late, at)
    stays = [
        one
        for one in _late(authority, Occasion.ESCALATED).filter(due_on__lt=today)
        if one.due_on is not None
        and -working_days_until(one.due_on, today=today, country=authority.country)
        >= ESCALATES_AFTER
    ]
    return told + _tell(authority, Occasion.ESCALATED, stays, at)


@transaction.atomic
def find_places(*, authority: Authority, at: datetime) -> int:
    """Open problem places where reports force a review and nobody has opened one yet.

    Reports near a place that is open join it. How many places were opened.
    """
    trigger = trigger_of(authority)
    since = at - relativedelta(months=trigger.months)
    known = _open_places(authority)
    opened = 0
    for code, cluster in unplaced_clusters(authority, at=at, since=since, fewest=1):
        near = _nearest(known.get(code, ()), cluster)
        if near is not None:
            join_reports(place=near, reports=_reports_of(cluster), by=None, at=at)
        elif len(cluster.points) >= trigger.reports and cluster.people >= trigger.people:
            reports = _reports_of(cluster)
            name = _name_of(reports)
            open_place(authority=authority, name=name, reports=reports, by=None, at=at)
            opened += 1
    return opened


@transaction.atomic
def set_reviews(*, authority: Authority, at: datetime) -> int:
    """Set the day of a review where confirmations since force one; how many were set."""
    rows = ProblemPlace.objects.select_for_update(of=("self",)).filter(
        authority=authority, state__in=_OPEN_PLACES, review_due_on=None
    )
    checked = [check_trigger(one, at) for one in rows.select_related("authority").order_by("pk")]
    return sum(one.review_due_on is not None for one in checked)


_OPEN_PLACES = (PlaceState.OPEN, PlaceState.IN_ACTION)


def _rows(authority: Authority) -> QuerySet[Report]:
    rows = Report.objects.filter(authority=authority)
    return rows.select_related("authority", "body").order_by("body_id", "due_on", "pk")


def _late(authority: Authority, occasion: Occasion) -> QuerySet[Report]:
    told = ReportReminder.objects.filter(
        report=OuterRef("pk"), occasion=occasion, due_on=OuterRef("due_on")
    )
    return _rows(authority).filter(~Exists(told), state__in=OPEN_STATES)


def _tell(authority: Authority, occasion: Occasion, reports: Iterable[Report], at: datetime) -> int:
    by_body: dict[int | None, list[Report]] = {}
    for report in reports:
        key = None if occasion == Occasion.ESCALATED else report.body_id
        by_body.setdefault(key, []).append(report)
    for key, some in by_body.items():
        body = some[0].body if key is not None else None
        letters.write_about(authority, body, some, occasion, at=at)
        _mark(some, occasion, at)
    return len(by_body)


def _mark(reports: Sequence[Report], occasion: Occasion, at: datetime) -> None:
    ReportReminder.objects.bulk_create(
        ReportReminder(report=one, occasion=occasion, due_on=one.due_on or one.read_due_on, at=at)
        for one in reports
    )


def _open_places(authority: Authority) -> Mapping[str, Sequence[ProblemPlace]]:
    found: dict[str, list[ProblemPlace]] = {}
    rows = ProblemPlace.objects.filter(authority=authority, state__in=_OPEN_PLACES)
    for place in rows.select_related("category", "authority").order_by("pk"):
        found.setdefault(place.category.code, []).append(place)
    return found


def _nearest(places: Sequence[ProblemPlace], cluster: Cluster) -> ProblemPlace | None:
    measured = [
        (metres_between(cluster.latitude, cluster.longitude, one.latitude, one.longitude), one)
        for one in places
        # Far ones are told by their latitude alone: measuring each of thousands would take long.
        if abs(one.latitude - cluster.latitude) < _FAR
    ]
    within = [pair for pair in measured if pair[0] <= pair[1].radius + _BESIDE]
    return min(within, key=lambda pair: (pair[0], pair[1].pk))[1] if within else None


def _reports_of(cluster: Cluster) -> Sequence[Report]:
    keys = [one.pk for one in cluster.points]
    rows = Report.objects.filter(pk__in=keys).select_related("authority", "precinct", "body")
    return list(rows.order_by("pk"))


def _name_of(reports: Sequence[Report]) -> str:
    """The category and the precinct, in the first language of the authority."""
    first = reports[0]
    with translation.override(first.authority.language):
        versions = CategoryVersion.objects.filter(category_id=first.category_id)
        words = str(versions.order_by("-pk").first() or first.category)
    return f"{words}, {first.precinct.name}" if first.precinct is not None else words
