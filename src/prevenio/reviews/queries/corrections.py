"""The log of corrective actions: what waits, what is overdue, what became of follow-ups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from prevenio.people.models import Authority, Body
from prevenio.returns.models import PeriodKind, ReportingPeriod
from prevenio.reviews.models import (
    WAITING,
    Assessment,
    CorrectionEvent,
    CorrectionState,
    CorrectiveAction,
)

OVERDUE = "OVERDUE"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is narrowed to; empty means everything."""

    state: str = ""
    body: int | None = None
    words: str = ""


def corrections_of(authority: Authority) -> QuerySet[CorrectiveAction]:
    """The corrective actions of an authority with what a row shows, the newest number first."""
    rows = CorrectiveAction.objects.filter(authority=authority)
    return rows.select_related("body", "action", "period", "authority").order_by("-number")


def corrections_found(
    authority: Authority, choice: Choice, *, today: date
) -> QuerySet[CorrectiveAction]:
    """The corrective actions that a choice leaves; what is most urgent first."""
    found = _narrowed(corrections_of(authority), choice)
    if choice.state == OVERDUE:
        found = found.filter(_overdue(today))
    elif choice.state:
        found = found.filter(state=choice.state)
    if choice.state in {OVERDUE, *WAITING}:
        return found.order_by("due_on", "number")
    return found


def counts_of(authority: Authority, choice: Choice, *, today: date) -> Mapping[str, int]:
    """How many there are in each state, overdue ones also by themselves; one statement."""
    states = {one: Count("pk", filter=Q(state=one)) for one in CorrectionState.values}
    found = _narrowed(CorrectiveAction.objects.filter(authority=authority), choice)
    return found.aggregate(
        **states, **{OVERDUE: Count("pk", filter=_overdue(today)), "ALL": Count("pk")}
    )


def bodies_with_corrections(authority: Authority) -> QuerySet[Body]:
    """The bodies that a corrective action was ever given to."""
    asked = CorrectiveAction.objects.filter(authority=authority).values("body")
    return Body.objects.filter(pk__in=asked).order_by("short_name")


def correction_with_events(authority: Authority) -> QuerySet[CorrectiveAction]:
    """Corrective actions with their events, the oldest first."""
    events = CorrectionEvent.objects.select_related("by").order_by("number")
    return corrections_of(authority).prefetch_related(Prefetch("events", events))


def period_before(period: ReportingPeriod) -> ReportingPeriod | None:
    """The last year of the same authority that ended before a period begins."""
    years = ReportingPeriod.objects.filter(authority=period.authority_id, kind=PeriodKind.YEAR)
    return years.filter(last_day__lt=period.first_day).order_by("-last_day", "-pk").first()


def follow_ups_before(
    period: ReportingPeriod,
) -> Sequence[tuple[Assessment, CorrectiveAction | None]]:
    """The follow-ups of the year before, each with its corrective action; three statements."""
    before = period_before(period)
    if before is None:
        return []
    asked = before.assessments.exclude(follow_up="").select_related("action", "corrective_action")
    events = CorrectionEvent.objects.order_by("number")
    rows = asked.prefetch_related(
        Prefetch("corrective_action__events", events), "corrective_action__body"
    ).order_by("action__area__position", "action__position", "pk")
    return [(one, getattr(one, "corrective_action", None)) for one in rows]


def _narrowed(rows: QuerySet[CorrectiveAction], choice: Choice) -> QuerySet[CorrectiveAction]:
    if choice.body is not None:
        rows = rows.filter(body=choice.body)
    if choice.words:
        words = choice.words
        said = Q(wrong__icontains=words) | Q(to_do__icontains=words) | Q(action__code=words)
        rows = rows.filter(said)
    return rows


def _overdue(today: date) -> Q:
    return Q(state__in=WAITING, due_on__lt=today)
