"""The schedule of reporting: periods planned before they are opened."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User
from prevenio.returns import access
from prevenio.returns.models import PeriodKind, PlannedPeriod
from prevenio.returns.operations.opening import refuse_free_day


class AlreadyOpened(Refused):
    message = _("This period has been opened. Its due day stands on its own page.")


class DueBeforeEnd(Refused):
    message = _("Returns cannot be due before the period has ended.")


@transaction.atomic
def plan_period(
    *,
    authority: Authority,
    kind: PeriodKind,
    name: str,
    first_day: date,
    last_day: date,
    due_on: date,
    by: User,
    at: datetime,
) -> PlannedPeriod:
    """Put a period into the schedule, or give the one that stands there another due day.

    Raises NotAllowed, AlreadyOpened, DueBeforeEnd or DueOnFreeDay.
    """
    if not access.can_run_periods(by, authority, at):
        raise NotAllowed
    if due_on <= last_day:
        raise DueBeforeEnd
    refuse_free_day(due_on, authority)
    of_span = PlannedPeriod.objects.select_for_update(of=("self",), no_key=True).filter(
        authority=authority, kind=kind, first_day=first_day, last_day=last_day
    )
    row = of_span.first()
    if row is not None and row.period_id is not None:
        raise AlreadyOpened
    earlier = row.due_on if row else None
    if row is None:
        row = PlannedPeriod(authority=authority, kind=kind, first_day=first_day, last_day=last_day)
    row.name, row.due_on = name, due_on
    row.save()
    if earlier != due_on:
        record(
            "returns.schedule.changed" if earlier else "returns.schedule.planned",
            about=row,
            by=by,
            at=at,
            authority_id=authority.pk,
            details={
                "due_on": due_on.isoformat(),
                "before": earlier.isoformat() if earlier else "",
            },
        )
    return row


@transaction.atomic
def unplan_period(*, planned: PlannedPeriod, by: User, at: datetime) -> None:
    """Take a period out of the schedule. Raises NotAllowed or AlreadyOpened."""
    planned = PlannedPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=planned.pk)
    if not access.can_run_periods(by, planned.authority, at):
        raise NotAllowed
    if planned.period_id is not None:
        raise AlreadyOpened
    record(
        "returns.schedule.withdrawn",
        about=planned,
        by=by,
        at=at,
        authority_id=planned.authority_id,
        details={"due_on": planned.due_on.isoformat()},
    )
    planned.delete()
