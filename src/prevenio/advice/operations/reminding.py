"""What the clock does: reminds, escalates, closes what nobody writes to any more."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from prevenio.advice import letters
from prevenio.advice.models import (
    RUNNING,
    EventKind,
    Question,
    QuestionReminder,
    QuestionState,
)
from prevenio.advice.operations.steps import Step, locked, take_step
from prevenio.kernel.working_days import working_days_until
from prevenio.people.access import today_in
from prevenio.people.models import Authority

# Working days: one before the due day, the first after it, and when the coordinator hears of it.
_SOON, _LATE, _ESCALATED = 1, -1, -3
_QUIET_AFTER_ANSWER = timedelta(days=30)
_QUIET_AFTER_ASKING_BACK = timedelta(days=60)


def occasions_on(due_on: date, today: date, country: str) -> Iterator[str]:
    """The occasions that have come by a day, the newest last."""
    left = working_days_until(due_on, today=today, country=country)
    if left <= _SOON and due_on >= today:
        yield letters.SOON
    if left <= _LATE or due_on < today:
        yield letters.LATE
    if left <= _ESCALATED:
        yield letters.ESCALATED


def remind(*, authority: Authority, at: datetime) -> int:
    """Write the reminders that are due, each occasion of a due day once; how many it were.

    A clock that stood still writes the newest occasion only.
    """
    today = today_in(authority, at)
    rows = Question.objects.filter(authority=authority, state__in=RUNNING, due_on__isnull=False)
    # Nobody is reminded more than a long weekend ahead.
    near = rows.filter(due_on__lte=today + timedelta(days=7))
    return sum(_remind_of(question, today, at) for question in near.order_by("due_on", "pk"))


@transaction.atomic
def _remind_of(question: Question, today: date, at: datetime) -> bool:
    question = locked(question)
    if not question.is_running or question.due_on is None:
        return False
    come = list(occasions_on(question.due_on, today, question.authority.country))
    known = set(
        question.reminders.filter(due_on=question.due_on).values_list("occasion", flat=True)
    )
    new = [occasion for occasion in come if occasion not in known]
    QuestionReminder.objects.bulk_create(
        QuestionReminder(question=question, occasion=one, due_on=question.due_on, at=at)
        for one in new
    )
    if new:
        letters.write_to_staff(question, new[-1], at=at)
    return bool(new)


def close_quiet(*, authority: Authority, at: datetime) -> int:
    """Close what was answered a month ago, and what no resident replied to for two."""
    rows = Question.objects.filter(authority=authority)
    answered = rows.filter(state=QuestionState.ANSWERED, changed_at__lt=at - _QUIET_AFTER_ANSWER)
    waiting = rows.filter(state=QuestionState.WAITING, changed_at__lt=at - _QUIET_AFTER_ASKING_BACK)
    return sum(_close(one, at) for one in (*answered, *waiting))


@transaction.atomic
def _close(question: Question, at: datetime) -> int:
    state = question.state
    question = locked(question)
    if question.state != state:
        return 0
    take_step(question, EventKind.CLOSED, Step(), by=None, at=at)
    return 1
