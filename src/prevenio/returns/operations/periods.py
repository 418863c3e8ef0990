"""Opening and closing a reporting period, and leave to send after its lock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.working_days import is_working_day, working_day_from
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Action, ActionRoleKind, ProgrammeVersion, VersionState
from prevenio.returns import access, queries
from prevenio.returns.models import (
    ActionReturn,
    EventKind,
    LockException,
    Part,
    PeriodKind,
    Purpose,
    ReportingPeriod,
    ReturnEvent,
    SubmissionWindow,
)
from prevenio.returns.models.periods import default_reminders
from prevenio.returns.operations.links import address_of, send_link
from prevenio.returns.operations.mailing import write_due_letters

_PARTS = {ActionRoleKind.LEAD: Part.LEAD, ActionRoleKind.CO_RESPONSIBLE: Part.CO_RESPONSIBLE}


class NotAdopted(Refused):
    message = _("Only an adopted version can be reported on.")


class PeriodExists(Refused):
    message = _("A reporting period with these days is there already: %(name)s.")


class NothingToReport(Refused):
    message = _("In these days no action with a lead body is due: there is nothing to report.")


class DueOnFreeDay(Refused):
    message = _(
        "%(day)s is not a working day. Choose %(before)s or %(after)s as the day on which the "
        "returns are due."
    )


class UntilHasPassed(Refused):
    message = _("Choose a day after the lock, today or later.")


@dataclass(frozen=True, slots=True)
class Window:
    """When returns may be sent, as a person asks for it."""

    opens_on: date
    due_on: date
    locks_on: date | None = None
    needs_certifier: bool = True
    reminder_days: Sequence[int] = field(default_factory=default_reminders)


@transaction.atomic
def open_period(
    *,
    version: ProgrammeVersion,
    kind: PeriodKind,
    name: str,
    first_day: date,
    last_day: date,
    window: Window,
    by: User,
    at: datetime,
    actions: Sequence[Action] | None = None,
) -> ReportingPeriod:
    """Open a period: one return for every action due in it, a part for each co-responsible body.

    With `actions` only these are asked about. The letters with the links go out at once if the
    window is open, else on its first day. Raises NotAllowed, NotAdopted, PeriodExists,
    NothingToReport or DueOnFreeDay.
    """
    authority = version.programme.authority
    if not access.can_run_periods(by, authority, at):
        raise NotAllowed
    refuse_opening(
        version=version, kind=kind, first_day=first_day, last_day=last_day, due_on=window.due_on
    )
    if actions is None:
        actions = queries.actions_due(version, first_day=first_day, last_day=last_day)
    period = ReportingPeriod.objects.create(
        authority=authority,
        programme=version.programme,
        version=version,
        kind=kind,
        name=name,
        first_day=first_day,
        last_day=last_day,
        opened_at=at,
        opened_by=by,
    )
    SubmissionWindow.objects.create(
        period=period,
        opens_on=window.opens_on,
        due_on=window.due_on,
        locks_on=window.locks_on,
        needs_certifier=window.needs_certifier,
        reminder_days=list(window.reminder_days),
    )
    prepared = _prepare_returns(period, actions, by, at)
    record(
        "returns.period.opened",
        about=period,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"returns": prepared, "due_on": window.due_on.isoformat()},
    )
    write_due_letters(period=period, today=today_in(authority, at), at=at)
    return period


def refuse_opening(
    *, version: ProgrammeVersion, kind: PeriodKind, first_day: date, last_day: date, due_on: date
) -> None:
    """What stands against a period, asked before anything is written.

    Raises NotAdopted, PeriodExists or DueOnFreeDay.
    """
    _refuse_wrong_period(version, kind, first_day, last_day)
    _refuse_free_day(due_on, version.programme.authority)


@transaction.atomic
def close_period(*, period: ReportingPeriod, by: User, at: datetime) -> ReportingPeriod:
    """End a period: no more returns are taken and nobody is reminded.

    Raises NotAllowed or WrongState.
    """
    period = ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
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


def _refuse_wrong_period(
    version: ProgrammeVersion, kind: PeriodKind, first_day: date, last_day: date
) -> None:
    if version.state != VersionState.ADOPTED:
        raise NotAdopted
    if kind == PeriodKind.COMPLETION:
        return
    same = ReportingPeriod.objects.filter(
        programme=version.programme, first_day=first_day, last_day=last_day
    ).exclude(kind=PeriodKind.COMPLETION)
    if (found := same.first()) is not None:
        raise PeriodExists(name=found.name)


def _refuse_free_day(day: date, authority: Authority) -> None:
    country = authority.country
    if not is_working_day(day, country=country):
        raise DueOnFreeDay(
            day=day,
            before=working_day_from(day, -1, country=country),
            after=working_day_from(day, 0, country=country),
        )


def _prepare_returns(
    period: ReportingPeriod, actions: Sequence[Action], by: User, at: datetime
) -> int:
    due_on = period.window.due_on
    roles = queries.answering_roles(actions)
    returns = ActionReturn.objects.bulk_create(
        ActionReturn(
            period=period,
            action=role.action,
            body=role.body,
            part=_PARTS[ActionRoleKind(role.role)],
            due_on=due_on,
        )
        for role in roles
    )
    if not any(one.part == Part.LEAD for one in returns):
        raise NothingToReport
    ReturnEvent.objects.bulk_create(
        ReturnEvent(
            action_return=one,
            number=1,
            kind=EventKind.PREPARED,
            at=at,
            by_id=by.pk,
            by_name=str(by),
            due_on=due_on,
        )
        for one in returns
    )
    return len(returns)
