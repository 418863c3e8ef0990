"""Closing a reporting period, and leave to send after its lock."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import Body, User
from prevenio.returns import access
from prevenio.returns.models import LockException, Purpose, ReportingPeriod, SubmissionWindow
from prevenio.returns.operations.links import address_of, send_link


class UntilHasPassed(Refused):
    message = _("Choose a day after the lock, today or later.")


@transaction.atomic
def close_period(*, period: ReportingPeriod, by: User, at: datetime) -> ReportingPeriod:
    """End a period: no more returns are taken and nobody is reminded.

    Raises NotAllowed or WrongState.
    """
    period = ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    if not access.can_run_periods(by, period.authority, at):
        raise NotAllowed
    if not period.is_open:
        raise WrongState
    period.closed_at = at
    period.save(update_fields=["closed_at"])
    record("returns.period.closed", about=period, by=by, at=at, authority_id=period.authority_id)
    return period


@transaction.atomic
def grant_exception(
    *, window: SubmissionWindow, body: Body, until: date, reason: str, by: User, at: datetime
) -> LockException:
    """Let one body send after the lock, with the reason. Raises NotAllowed or UntilHasPassed."""
    authority = window.period.authority
    if not access.can_run_periods(by, authority, at):
        raise NotAllowed
    if until < today_in(authority, at) or (window.locks_on and until <= window.locks_on):
        raise UntilHasPassed
    exception = LockException.objects.create(
        window=window, body=body, until=until, reason=reason.strip(), granted_by=by, granted_at=at
    )
    record(
        "returns.exception.granted",
        about=exception,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"until": until.isoformat(), "reason": reason.strip()},
    )
    if address_of(body, Purpose.REPORT):
        # The link ended with the lock; the body needs one that works as long as its leave.
        send_link(period=window.period, body=body, purpose=Purpose.REPORT, by=by, at=at)
    return exception
