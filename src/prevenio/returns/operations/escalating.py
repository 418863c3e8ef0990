"""Climbing the ladder: telling of late returns whoever comes next, each step once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User
from prevenio.returns import access, late_letters
from prevenio.returns.escalating import Step, reached_by, steps_of
from prevenio.returns.models import (
    ContactKind,
    Escalation,
    EscalationStep,
    ReportingPeriod,
    Rung,
    SubmissionWindow,
)
from prevenio.returns.queries.late import LateBody, heads_of_bureau, late_bodies

_CONTACTS = {Rung.CERTIFIER: ContactKind.CERTIFY, Rung.HEAD_OF_BODY: ContactKind.HEAD}


class StepTooEarly(Refused):
    message = _("Nobody else than the one who fills in is told before the first day of delay.")


@dataclass(frozen=True, slots=True)
class _Reached:
    """One body that has come to one step."""

    late: LateBody
    step: Step
    is_written: bool


def write_escalations(*, period: ReportingPeriod, today: date, at: datetime) -> int:
    """Take every step of the period's ladder that is due by today; how many letters went out.

    Missed days are caught up with: each person gets one letter for all the steps that waited for
    them. Bodies that have sent everything, or have leave, are passed over. At the last rung a fact
    is recorded that the commission's room hears.
    """
    if not period.is_open:
        return 0
    steps, country = steps_of(period.window.ladder), period.authority.country
    reached = [
        _Reached(late, step, is_written)
        for late in late_bodies(period, today=today)
        for step, is_written in reached_by(
            steps, late_from=late.late_from, today=today, told=late.told, country=country
        )
    ]
    written = _tell_bodies(period, reached, today, at)
    return written + _tell_bureau(period, reached, today, at)


@transaction.atomic
def set_ladder(
    *,
    authority: Authority,
    steps: Sequence[Step],
    by: User,
    at: datetime,
    window: SubmissionWindow | None = None,
) -> None:
    """Keep an authority's ladder for the periods it opens from now on, or that of one period.

    Raises NotAllowed or StepTooEarly.
    """
    if not access.can_run_periods(by, authority, at):
        raise NotAllowed
    if any(step.days < 1 for step in steps if step.rung != Rung.REPORTER):
        raise StepTooEarly
    ladder = [[step.rung.value, step.days] for step in steps]
    if window is not None:
        window.ladder = ladder
        window.save(update_fields=["ladder"])
    else:
        EscalationStep.objects.filter(authority=authority).delete()
        EscalationStep.objects.bulk_create(
            EscalationStep(authority=authority, rung=step.rung, days=step.days) for step in steps
        )
    record(
        "returns.ladder.changed",
        about=window.period if window else authority,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"steps": ladder},
    )


def _tell_bodies(
    period: ReportingPeriod, reached: Iterable[_Reached], today: date, at: datetime
) -> int:
    """The certifier and the head of each body, and the fact for the commission."""
    written = 0
    for one in reached:
        if one.step.rung == Rung.HEAD_OF_BUREAU:
            continue
        kind = _CONTACTS.get(one.step.rung)
        contact = one.late.contact(kind) if kind else None
        told = contact.email if contact and one.is_written else ""
        try:
            with transaction.atomic():
                _keep(period, one, told, at)
                if told:
                    late_letters.write_late(period, one.late, to=told, today=today, at=at)
        except IntegrityError:
            # Another clock was quicker: its letter is the one that goes out.
            continue
        written += bool(told)
    return written


def _tell_bureau(
    period: ReportingPeriod, reached: Iterable[_Reached], today: date, at: datetime
) -> int:
    """One letter to each head of the bureau, with all the bodies that have come so far."""
    late = [one for one in reached if one.step.rung == Rung.HEAD_OF_BUREAU]
    if not late:
        return 0
    heads = heads_of_bureau(period.authority, today=today)
    told = ", ".join(head.email for head in heads)[:254]
    try:
        with transaction.atomic():
            for one in late:
                _keep(period, one, told if one.is_written else "", at)
            bodies = [one.late for one in late if one.is_written]
            for head in heads:
                late_letters.write_late_bodies(period, bodies, to=head.email, today=today, at=at)
    except IntegrityError:
        return 0
    return len(heads)


def _keep(period: ReportingPeriod, one: _Reached, told: str, at: datetime) -> None:
    row = Escalation.objects.create(
        period=period,
        body=one.late.body,
        rung=one.step.rung,
        days=one.step.days,
        at=at,
        told=told,
        was_written=one.is_written,
    )
    is_last = one.step.rung == Rung.COMMISSION
    details = {
        "period": period.pk,
        "body": one.late.body.short_name,
        "days": one.step.days,
        "actions": list(one.late.codes),
    }
    record(
        "returns.escalation.reached_commission" if is_last else "returns.escalation.reached",
        about=row,
        by=None,
        at=at,
        authority_id=period.authority_id,
        details=details if is_last else {**details, "rung": one.step.rung.value, "told": told},
    )
