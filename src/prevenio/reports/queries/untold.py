"""What the staff are yet to be told of: reports that came, and reports that call for them again."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from prevenio.people.models import Authority
from prevenio.reports.letters import Occasion
from prevenio.reports.models import EventKind, Report, ReportEvent, ReportReminder, ReportState
from prevenio.reports.states import ANYWHERE

# What came longer ago is no news.
_NEWS = timedelta(days=3)
# With these a resident, or the withdrawal of another report, makes a report go on.
_GOES_ON = (EventKind.UNHAPPY, EventKind.REOPENED)
_ADDS = (EventKind.REPLIED, EventKind.ADDED_PHOTO)
# A report that stands so since its last step is with nobody until somebody reads the new words.
_RESTS = (EventKind.ASKED_BACK, EventKind.RESUMED, EventKind.CLOSED)
_CHANGES_NOTHING = (*ANYWHERE, EventKind.REPLIED, EventKind.PRAISED, EventKind.ERASED)


def new_reports(authority: Authority, at: datetime) -> QuerySet[Report]:
    """Reports to be read that nobody was told of, in one statement.

    One that was held is news from the moment on when it was let through. Of one that was handed
    over its body was told at once.
    """
    since = at - _NEWS
    events = ReportEvent.objects.filter(report=OuterRef("pk"))
    released = events.filter(kind=EventKind.RELEASED, at__gt=since)
    told = ReportReminder.objects.filter(report=OuterRef("pk"), occasion=Occasion.NEW)
    return Report.objects.filter(
        Q(received_at__gt=since) | Exists(released),
        ~Exists(told),
        ~Exists(events.filter(kind=EventKind.HANDED_OVER)),
        authority=authority,
        state=ReportState.RECEIVED,
    )


def held_reports(authority: Authority, at: datetime) -> QuerySet[Report]:
    """Reports that somebody has to look at first, which nobody was told of; in one statement."""
    told = ReportReminder.objects.filter(report=OuterRef("pk"), occasion=Occasion.HELD)
    return Report.objects.filter(
        ~Exists(told),
        authority=authority,
        state=ReportState.HELD,
        received_at__gt=at - _NEWS,
    )


def calls(authority: Authority, at: datetime) -> QuerySet[ReportEvent]:
    """Steps that no one of the staff took and that need one, in one statement.

    A report opened again as it is not solved, somebody added to one that waited or was closed, or
    somebody else says that what a closed one says is still there. Where somebody has taken a step
    since, it has been seen.
    """
    since = at - _NEWS
    others = ReportEvent.objects.filter(report=OuterRef("report"))
    seen = others.filter(number__gt=OuterRef("number"), by__isnull=False)
    before = others.filter(number__lt=OuterRef("number")).exclude(kind__in=_CHANGES_NOTHING)
    told = ReportReminder.objects.filter(
        report=OuterRef("report"),
        occasion=Concat(Value(mark_of("")), Cast(OuterRef("number"), CharField())),
    )
    rows: QuerySet[ReportEvent] = ReportEvent.objects.annotate(
        stood=Subquery(before.order_by("-number").values("kind")[:1])
    )
    return rows.filter(
        (Q(kind__in=_GOES_ON) & ~Q(report__state=ReportState.CLOSED))
        | Q(kind__in=_ADDS, stood__in=_RESTS)
        | Q(kind=EventKind.BACKED, stood=EventKind.CLOSED),
        ~Exists(seen),
        ~Exists(told),
        ~Q(report__state=ReportState.WITHDRAWN),
        report__authority=authority,
        report__changed_at__gt=since,
        at__gt=since,
        by=None,
    )


def mark_of(number: object) -> str:
    """As what the reminder of a call is kept: each step is an occasion of its own."""
    return f"{Occasion.AGAIN}:{number}"
