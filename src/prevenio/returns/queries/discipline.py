"""Discipline of reporting: what each body of a period sent in time, how late, what it took."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from prevenio.kernel.text import fold
from prevenio.kernel.working_days import working_days_until
from prevenio.people.models import Body
from prevenio.returns.models import (
    ActionReturn,
    Escalation,
    EventKind,
    LockException,
    Mailing,
    ReportingPeriod,
    ReturnEvent,
)

_REMINDER = "reminder:"


@dataclass(frozen=True, slots=True)
class BodyDiscipline:
    """One body in one period. Late is measured from the due day of the period.

    `days_late` are working days, of the latest return; of what is still missing up to today.
    """

    body: Body
    asked: int
    sent: int
    on_time: int
    days_late: int
    reminders: int
    """Reminders that went out on the due day or after it."""
    steps: Sequence[Escalation]
    exceptions: Sequence[LockException]
    sent_back: int

    @property
    def late(self) -> int:
        """Sent after the due day."""
        return self.sent - self.on_time

    @property
    def missing(self) -> int:
        return self.asked - self.sent

    @property
    def is_of_note(self) -> bool:
        return bool(self.days_late or self.steps or self.exceptions or self.sent_back)


def discipline_of(period: ReportingPeriod, *, today: date) -> Sequence[BodyDiscipline]:
    """How each body of a period reported, by name. Six statements, however many bodies."""
    zone, country = ZoneInfo(period.authority.time_zone), period.authority.country
    due_on = period.window.due_on
    sent: dict[int, list[date | None]] = {}
    for body_id, first in period.returns.order_by("pk").values_list(
        "body_id", "first_submitted_at"
    ):
        sent.setdefault(body_id, []).append(_day_in(first, zone))
    until = min(today, _day_in(period.closed_at, zone) or today)
    late: dict[date, int] = {}
    reminders, sent_back = _reminders(period), _sent_back(period)
    steps = _by_body(Escalation.objects.filter(period=period).order_by("at", "days", "pk"))
    leaves = _by_body(LockException.objects.filter(window=period.window).order_by("until", "pk"))
    found = []
    for body in Body.objects.filter(
        pk__in=ActionReturn.objects.filter(period=period).values("body")
    ):
        days = sent[body.pk]
        latest = max(one or until for one in days)
        if latest not in late:
            late[latest] = max(-working_days_until(due_on, today=latest, country=country), 0)
        found.append(
            BodyDiscipline(
                body=body,
                asked=len(days),
                sent=sum(one is not None for one in days),
                on_time=sum(one is not None and one <= due_on for one in days),
                days_late=late[latest],
                reminders=reminders[body.pk],
                steps=steps.get(body.pk, ()),
                exceptions=leaves.get(body.pk, ()),
                sent_back=sent_back[body.pk],
            )
        )
    return sorted(found, key=lambda one: (fold(one.body.shown_name), one.body.pk))


def _day_in(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None


def _reminders(period: ReportingPeriod) -> Counter[int]:
    """Reminders written on the due day or later, by body."""
    written = Mailing.objects.filter(
        period=period, was_written=True, occasion__startswith=_REMINDER
    ).exclude(occasion__startswith=f"{_REMINDER}-")
    return Counter(written.values_list("body_id", flat=True))


def _sent_back(period: ReportingPeriod) -> Counter[int]:
    back = ReturnEvent.objects.filter(action_return__period=period, kind=EventKind.SENT_BACK)
    counted = back.order_by().values_list("action_return__body_id").annotate(number=Count("pk"))
    return Counter(dict(counted))


def _by_body[R: (Escalation, LockException)](rows: Iterable[R]) -> Mapping[int, Sequence[R]]:
    found: dict[int, list[R]] = {}
    for row in rows:
        found.setdefault(row.body_id, []).append(row)
    return found
