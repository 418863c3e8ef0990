"""What the clock does with reports: letters, reminders, problem places that show themselves."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation

from prevenio.kernel.errors import Refused
from prevenio.kernel.working_days import working_days_until
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body
from prevenio.reports import letters
from prevenio.reports.clustering import FARTHEST, Cluster, cluster_of
from prevenio.reports.letters import Occasion
from prevenio.reports.models import (
    OPEN_STATES,
    EventKind,
    ProblemPlace,
    Report,
    ReportReminder,
    ReportState,
)
from prevenio.reports.operations.problem_places import (
    check_plan,
    check_trigger,
    join_reports,
    open_place,
    trigger_of,
)
from prevenio.reports.operations.steps import take_step
from prevenio.reports.queries import untold
from prevenio.reports.queries.place_page import names_of
from prevenio.reports.queries.problem_places import OPEN_PLACES
from prevenio.reports.queries.similar import metres_between
from prevenio.reports.queries.unplaced import (
    KnownPlace,
    Unplaced,
    known_places,
    unplaced_clusters,
)

# Working days after the day that was to be kept: to the coordinators, to the head of the bureau.
ESCALATES_AFTER, HEAD_AFTER = 3, 8
# Twice what Polish law leaves at least to mend a request (Code of Administrative Procedure,
# art. 64): time enough to read a receipt. Nobody's question stops the days of a report for good.
LONGEST_WAIT = timedelta(days=14)
# A report belongs to a place that it lies in, or so many metres beside.
_BESIDE = 60
# Degrees of latitude that no place reaches over: more than a kilometre.
_FAR = 0.01


@transaction.atomic
def tell_of_new(*, authority: Authority, at: datetime) -> int:
    """One letter to each body about the reports that came to it since the last one.

    The bureau hears in its own of those that were held: it has to look at them before anybody else
    does. Once they are let through they are news to their bodies.
    """
    new = list(_in_order(untold.new_reports(authority, at)))
    held = list(_in_order(untold.held_reports(authority, at)))
    _mark([*((one, Occasion.NEW) for one in new), *((one, Occasion.HELD) for one in held)], at)
    by_body = _by_body(new)
    if held:
        by_body[None] = [*by_body.get(None, ()), *held]
    return _write(authority, Occasion.NEW, by_body, at)


@transaction.atomic
def tell_again(*, authority: Authority, at: datetime) -> int:
    """One letter to each body about its reports that need it again: not solved, or written to.

    Nothing is told twice. A report that waited or was closed is not new, so `tell_of_new` says
    nothing of it; `remind` speaks of days that were not kept, which is another matter. Each step of
    a resident is marked by its number: of several one letter speaks, and of none of them a later
    one.
    """
    calls = untold.calls(authority, at).order_by("pk").values_list("report", "number")
    numbers: dict[int, list[int]] = {}
    for key, number in calls:
        numbers.setdefault(key, []).append(number)
    reports = list(_in_order(Report.objects.filter(pk__in=numbers)))
    marks = [(one, untold.mark_of(number)) for one in reports for number in numbers[one.pk]]
    _mark(marks, at)
    return _write(authority, Occasion.AGAIN, _by_body(reports), at)


def remind(*, authority: Authority, at: datetime) -> int:
    """One letter to each body about what is late, and to the bureau about what stays late.

    What is late with a partner is told to the partner and to the body that passed it on; what
    stays late for longer, to whoever leads the bureau. Each occasion once for each day that was not
    kept.
    """
    # Each is a transaction of its own: what it marks it locks, in one order.
    return (
        _tell_late(authority, at)
        + _tell_stays(authority, Occasion.ESCALATED, ESCALATES_AFTER, at)
        + _tell_stays(authority, Occasion.HEAD, HEAD_AFTER, at)
    )


@transaction.atomic
def _tell_late(authority: Authority, at: datetime) -> int:
    late = list(_late(authority, Occasion.LATE, today_in(authority, at)))
    _mark([(one, Occasion.LATE) for one in late], at)
    return _write(authority, Occasion.LATE, _by_body(late, with_partners=True), at)


@transaction.atomic
def _tell_stays(authority: Authority, occasion: Occasion, days: int, at: datetime) -> int:
    today = today_in(authority, at)
    stays = [one for one in _late(authority, occasion, today) if _is_late_by(one, days, today)]
    _mark([(one, occasion) for one in stays], at)
    return _write(authority, occasion, {None: stays} if stays else {}, at)


@transaction.atomic
def end_waits(*, authority: Authority, at: datetime) -> int:
    """Let reports go on whose question nobody has answered for so long; how many went on.

    One letter to each body: it is its turn again. A reply still counts later.
    """
    last = today_in(authority, at) - LONGEST_WAIT
    rows = Report.objects.select_for_update(of=("self",), no_key=True).filter(
        authority=authority, state=ReportState.WAITING, paused_on__lt=last
    )
    # All are locked, in one order, before the first step: its entry locks the chain of the journal,
    # and whoever replies in this moment holds a report and waits for that chain.
    waiting = list(rows.select_related("authority", "version").order_by("pk"))
    gone_on = [take_step(one, EventKind.RESUMED, by=None, at=at) for one in waiting]
    _write(authority, Occasion.AGAIN, _by_body(gone_on), at)
    return len(gone_on)


def find_places(*, authority: Authority, at: datetime) -> int:
    """Open problem places where reports force a review and nobody has opened one yet.

    Reports near a place that is open join it, if it stays a place and grows into no street; they do
    not go back where the staff took them out. How many places were opened.

    Each is a transaction of its own: one for all would hold the chain of the journal, which whoever
    works on the next place or report waits for. What somebody else changed in this moment is left
    for the next hour.
    """
    trigger = trigger_of(authority)
    since = at - relativedelta(months=trigger.months)
    known = known_places(authority)
    opened = 0
    for found in unplaced_clusters(authority, at=at, since=since):
        cluster, near = found.cluster, _nearest(known.get(found.code, ()), found)
        if near is not None:
            _join(near, found, at)
        elif cluster.voices >= trigger.reports and cluster.people >= trigger.people:
            opened += _open(authority, found, at)
    return opened


def _join(near: KnownPlace, found: Unplaced, at: datetime) -> None:
    with suppress(Refused):
        near.place = join_reports(place=near.place, reports=_reports_of(found), by=None, at=at)
        near.points += found.cluster.points


def _open(authority: Authority, found: Unplaced, at: datetime) -> bool:
    reports = _reports_of(found)
    name = _name_of(reports, today_in(authority, at))
    try:
        open_place(authority=authority, name=name, reports=reports, by=None, at=at)
    except Refused:
        return False
    return True


@transaction.atomic
def set_reviews(*, authority: Authority, at: datetime) -> int:
    """Set the day of a review where confirmations since force one, or where one was planned.

    How many were set.
    """
    rows = ProblemPlace.objects.select_for_update(of=("self",), no_key=True).filter(
        authority=authority, state__in=OPEN_PLACES, review_due_on=None
    )
    rows = rows.select_related("authority", "body").order_by("pk")
    checked = [check_plan(check_trigger(one, at), at) for one in rows]
    return sum(one.review_due_on is not None for one in checked)


def _in_order(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.select_related("authority", "body", "partner").order_by(
        "body_id", "due_on", "pk"
    )


def _late(authority: Authority, occasion: Occasion, today: date) -> QuerySet[Report]:
    """Reports whose day has passed, and nobody was told of it on this occasion."""
    told = ReportReminder.objects.filter(
        report=OuterRef("pk"), occasion=occasion, due_on=OuterRef("due_on")
    )
    rows = Report.objects.filter(
        ~Exists(told), authority=authority, state__in=OPEN_STATES, due_on__lt=today
    )
    return _in_order(rows)


def _is_late_by(report: Report, days: int, today: date) -> bool:
    country = report.authority.country
    due = report.due_on
    return due is not None and -working_days_until(due, today=today, country=country) >= days


def _by_body(
    reports: Iterable[Report], *, with_partners: bool = False
) -> dict[Body | None, list[Report]]:
    """Whom to write to about what; None is the bureau. The same body is there once."""
    found: dict[Body | None, list[Report]] = {}
    for one in reports:
        found.setdefault(one.body, []).append(one)
        if with_partners and one.partner is not None:
            found.setdefault(one.partner, []).append(one)
    return found


def _write(
    authority: Authority,
    occasion: Occasion,
    by_body: Mapping[Body | None, Sequence[Report]],
    at: datetime,
) -> int:
    for body, reports in by_body.items():
        letters.write_about(authority, body, reports, occasion, at=at)
    return len(by_body)


def _mark(told: Sequence[tuple[Report, str]], at: datetime) -> None:
    """First of all, so that of two clocks only one writes.

    In the order in which all who take several reports lock them: a row about a report locks it.
    """
    in_order = sorted(told, key=lambda pair: pair[0].pk)
    ReportReminder.objects.bulk_create(
        ReportReminder(report=one, occasion=mark, due_on=one.due_on or one.read_due_on, at=at)
        for one, mark in in_order
    )


def _nearest(places: Sequence[KnownPlace], found: Unplaced) -> KnownPlace | None:
    """The nearest place that reports may join; None where there is none."""
    cluster = found.cluster
    measured = [
        (metres_between(cluster.latitude, cluster.longitude, one.latitude, one.longitude), known)
        for known in places
        # Far ones are told by their latitude alone: measuring each of thousands would take long.
        if abs((one := known.place).latitude - cluster.latitude) < _FAR
        and one.pk not in found.apart_from
    ]
    within = sorted(
        (pair for pair in measured if pair[0] <= min(pair[1].place.radius + _BESIDE, FARTHEST)),
        key=lambda pair: (pair[0], pair[1].place.pk),
    )
    return next((known for _metres, known in within if _stays_a_place(known, cluster)), None)


def _stays_a_place(known: KnownPlace, cluster: Cluster) -> bool:
    """Whether it reaches no farther with them than a place does, or than the staff have made it."""
    reached = cluster_of([*known.points, *cluster.points]).radius
    return reached <= max(FARTHEST, known.place.radius)


def _reports_of(found: Unplaced) -> Sequence[Report]:
    rows = Report.objects.filter(pk__in=found.report_ids)
    return list(rows.select_related("authority", "precinct", "body").order_by("pk"))


def _name_of(reports: Sequence[Report], today: date) -> str:
    """The category and the precinct, in the first language of the authority."""
    first = reports[0]
    with translation.override(first.authority.language):
        words = names_of([first.category_id], today)[first.category_id]
    return f"{words}, {first.precinct.name}" if first.precinct is not None else words
