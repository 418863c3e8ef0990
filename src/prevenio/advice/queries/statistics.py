"""How the advice desk keeps its promise, in numbers for the staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, F, Q, QuerySet

from prevenio.advice.models import RUNNING, Question, QuestionState


@dataclass(frozen=True, slots=True)
class Row:
    """Questions of one topic in a span of days."""

    topic_id: int
    asked: int
    answered: int
    in_time: int
    late: int
    mean_days: float | None


def by_topic(seen: QuerySet[Question], *, first: date, last: date, today: date) -> Sequence[Row]:
    """For each topic how many were asked, answered, answered in time, are late; spam left out."""
    rows = seen.filter(asked_at__date__gte=first, asked_at__date__lte=last)
    counted = (
        rows.exclude(state=QuestionState.SPAM)
        .order_by()
        .values("topic_id")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            in_time=Count("pk", filter=Q(answered_in__lte=F("topic__promised_days"))),
            late=Count("pk", filter=Q(state__in=RUNNING, due_on__lt=today)),
            mean_days=Avg("answered_in"),
        )
    )
    return [Row(**row) for row in counted]


def a_year_to(today: date) -> tuple[date, date]:
    return today - timedelta(days=365), today
