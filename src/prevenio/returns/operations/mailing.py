"""Writing the letters of a period that are due: each occasion once for each body, none lost."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from prevenio.people.models import Body
from prevenio.returns import letters, queries
from prevenio.returns.escalating import reporter_days
from prevenio.returns.models import (
    ActionReturn,
    Mailing,
    Purpose,
    ReportingPeriod,
    ReturnLink,
    ReturnState,
)
from prevenio.returns.operations.links import address_of, send_link
from prevenio.returns.reminding import INVITATION, Schedule, schedule_of

_BETWEEN_CALLS_TO_CERTIFY = timedelta(days=2)


def write_due_letters(*, period: ReportingPeriod, today: date, at: datetime) -> int:
    """Write to every body what is due by today and was not written; how many letters it were.

    A day that was missed is caught up with: the newest reminder stands for the ones before it.
    Bodies without an address are left for the day on which one is known.
    """
    if not period.is_open:
        return 0
    window, country = period.window, period.authority.country
    schedule = schedule_of(
        opens_on=window.opens_on,
        due_on=window.due_on,
        reminder_days=[*window.reminder_days, *reporter_days(window.ladder)],
        country=country,
    )
    _pass_over_settled(period, schedule, today, at)
    return sum(
        _write_to(period, waiting, schedule, today, at)
        for waiting in queries.waiting_bodies(period)
    )


def _pass_over_settled(
    period: ReportingPeriod, schedule: Schedule, today: date, at: datetime
) -> None:
    """Whoever had sent everything on a reminder's day does not get it later, after a send-back."""
    Mailing.objects.bulk_create(
        (
            Mailing(period=period, body_id=body_id, occasion=name, at=at, was_written=False)
            for body_id, sent in queries.settled_bodies(period).items()
            for day, name in schedule.letters
            if day <= today and name != INVITATION and name not in sent
        ),
        ignore_conflicts=True,
    )


def _write_to(
    period: ReportingPeriod,
    waiting: queries.WaitingBody,
    schedule: Schedule,
    today: date,
    at: datetime,
) -> bool:
    chosen, overtaken = schedule.due(today=today, sent=waiting.occasions)
    if not chosen or not address_of(waiting.body, Purpose.REPORT):
        return False
    if chosen != INVITATION and _was_revoked(period, waiting.body):
        return False
    try:
        with transaction.atomic():
            _keep(period, waiting, chosen, at)
            for occasion in overtaken:
                _keep(period, waiting, occasion, at, was_written=False)
            _write(period, waiting, chosen, today, at)
    except IntegrityError:
        # Another clock was quicker: its letter is the one that goes out.
        return False
    return True


def _was_revoked(period: ReportingPeriod, body: Body) -> bool:
    """Whether the bureau ended the body's link and has not sent it a new one."""
    links = ReturnLink.objects.filter(
        period=period, body=body, purpose=Purpose.REPORT, email=address_of(body, Purpose.REPORT)
    )
    latest = links.exclude(code_hash="").order_by("-pk").first()
    return latest is not None and latest.revoked_at is not None


def _write(
    period: ReportingPeriod,
    waiting: queries.WaitingBody,
    occasion: str,
    today: date,
    at: datetime,
) -> None:
    """A reminder carries the link; where there is none, or it has run out, a new one is sent."""
    body = waiting.body
    link = live_link(period, body, Purpose.REPORT, at)
    if occasion == INVITATION or link is None:
        send_link(period=period, body=body, purpose=Purpose.REPORT, by=None, at=at)
    else:
        letters.write_reminder(link, codes=waiting.codes, today=today, at=at)


def _keep(
    period: ReportingPeriod,
    waiting: queries.WaitingBody,
    occasion: str,
    at: datetime,
    *,
    was_written: bool = True,
) -> None:
    Mailing.objects.create(
        period=period, body=waiting.body, occasion=occasion, at=at, was_written=was_written
    )


def live_link(
    period: ReportingPeriod, body: Body, purpose: Purpose, at: datetime
) -> ReturnLink | None:
    """The mailed link of a body that works at a moment."""
    return (
        ReturnLink.objects.filter(
            period=period,
            body=body,
            purpose=purpose,
            email=address_of(body, purpose),
            revoked_at=None,
            expires_at__gt=at,
        )
        .exclude(code_hash="")
        .select_related("period__authority", "period__window", "period__opened_by", "body")
        .first()
    )


def call_certifier(*, period: ReportingPeriod, body_id: int, today: date, at: datetime) -> bool:
    """Ask the person who certifies for a body to do so, at most once in two days.

    Whether a letter was written: not where nobody is named, nothing waits or one went out lately.
    """
    waiting = ActionReturn.objects.filter(
        period=period, body_id=body_id, state=ReturnState.SUBMITTED
    ).select_related("body", "action")
    returns: Sequence[ActionReturn] = list(waiting.order_by("action__position", "pk"))
    if not returns or not address_of(returns[0].body, Purpose.CERTIFY):
        return False
    calls = Mailing.objects.filter(period=period, body_id=body_id, occasion__startswith="certify:")
    if calls.filter(at__gt=at - _BETWEEN_CALLS_TO_CERTIFY).exists():
        return False
    try:
        with transaction.atomic():
            Mailing.objects.create(
                period=period, body_id=body_id, occasion=f"certify:{today.isoformat()}", at=at
            )
            body = returns[0].body
            link = live_link(period, body, Purpose.CERTIFY, at)
            if link is None:
                send_link(period=period, body=body, purpose=Purpose.CERTIFY, by=None, at=at)
            else:
                letters.write_call_to_certify(link, count=len(returns), at=at)
    except IntegrityError:
        return False
    return True
