"""Opening a reporting period: its window, its returns, the first letters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.working_days import is_working_day, working_day_from
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.programme.models import Action, ProgrammeVersion, VersionState
from prevenio.returns import access, calendars, queries
from prevenio.returns.models import (
    PeriodKind,
    PlannedPeriod,
    ReportingPeriod,
    SubmissionWindow,
)
from prevenio.returns.models.periods import default_reminders
from prevenio.returns.operations.mailing import write_due_letters
from prevenio.returns.operations.preparing import Asked, prepare_returns

_REPEATABLE = {PeriodKind.COMPLETION, PeriodKind.REQUEST}
# More letters than a person would wait for at the screen are left to the clock.
_MOST_LETTERS_AT_ONCE = 40


class NotAdopted(Refused):
    message = _("Only an adopted version can be reported on.")


class PeriodExists(Refused):
    message = _("A reporting period with these days is there already: %(name)s.")


class RequestUnexplained(Refused):
    message = _("Write who asks, and why: the bodies read it.")


class DueOnFreeDay(Refused):
    message = _(
        "%(day)s is not a working day. Choose %(before)s or %(after)s as the day on which the "
        "returns are due."
    )


@dataclass(frozen=True, slots=True)
class Window:
    """When returns may be sent, as a person asks for it.

    The lock is a day, or a number of working days after the due day.
    """

    opens_on: date
    due_on: date
    locks_on: date | None = None
    lock_days: int | None = None
    needs_certifier: bool = True
    reminder_days: Sequence[int] = field(default_factory=default_reminders)

    def locks_in(self, country: str) -> date | None:
        if self.lock_days is None:
            return self.locks_on
        return calendars.lock_day_of(self.due_on, self.lock_days, country=country)


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
    asked: Asked | None = None,
) -> ReportingPeriod:
    """Open a period: one return for every action due in it, a part for each co-responsible body.

    With `actions` only these are asked about; `asked` narrows more. The letters with the links go
    out at once if the window is open and they are few, else by the clock. Raises NotAllowed,
    NotAdopted, PeriodExists, NothingToReport, RequestUnexplained or DueOnFreeDay.
    """
    authority, asked = version.programme.authority, asked or Asked(actions)
    if not access.can_run_periods(by, authority, at):
        raise NotAllowed
    refuse_opening(
        version=version, kind=kind, first_day=first_day, last_day=last_day, due_on=window.due_on
    )
    if kind == PeriodKind.REQUEST and not (asked.by.strip() and asked.why.strip()):
        raise RequestUnexplained
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
        asked_by=asked.by.strip(),
        asked_in=asked.in_act.strip(),
        asked_why=asked.why.strip(),
    )
    _set_window(period, window)
    PlannedPeriod.objects.filter(
        authority=authority, kind=kind, first_day=first_day, last_day=last_day, period=None
    ).update(period=period)
    returns = prepare_returns(period, asked, by, at)
    details = {"returns": len(returns), "due_on": window.due_on.isoformat(), "kind": kind}
    if asked.by:
        details |= {"asked_by": period.asked_by, "asked_in": period.asked_in}
    record(
        "returns.period.opened",
        about=period,
        by=by,
        at=at,
        authority_id=authority.pk,
        details=details,
    )
    if len({one.body_id for one in returns}) <= _MOST_LETTERS_AT_ONCE:
        write_due_letters(period=period, today=today_in(authority, at), at=at)
    return period


def refuse_opening(
    *, version: ProgrammeVersion, kind: PeriodKind, first_day: date, last_day: date, due_on: date
) -> None:
    """What stands against a period, asked before anything is written.

    Two calendars beside each other do not hinder one another. Raises NotAdopted, PeriodExists or
    DueOnFreeDay.
    """
    _refuse_wrong_period(version, kind, first_day, last_day)
    refuse_free_day(due_on, version.programme.authority)


def _set_window(period: ReportingPeriod, window: Window) -> SubmissionWindow:
    return SubmissionWindow.objects.create(
        period=period,
        opens_on=window.opens_on,
        due_on=window.due_on,
        locks_on=window.locks_in(period.authority.country),
        needs_certifier=window.needs_certifier,
        reminder_days=list(window.reminder_days),
        ladder=queries.ladder_of(period.authority),
    )


def _refuse_wrong_period(
    version: ProgrammeVersion, kind: PeriodKind, first_day: date, last_day: date
) -> None:
    if version.state != VersionState.ADOPTED:
        raise NotAdopted
    if kind in _REPEATABLE:
        return
    same = ReportingPeriod.objects.filter(
        programme=version.programme, kind=kind, first_day=first_day, last_day=last_day
    )
    if (found := same.first()) is not None:
        raise PeriodExists(name=found.name)


def refuse_free_day(day: date, authority: Authority) -> None:
    """Raises DueOnFreeDay, with the nearest working days."""
    country = authority.country
    if not is_working_day(day, country=country):
        raise DueOnFreeDay(
            day=day,
            before=working_day_from(day, -1, country=country),
            after=working_day_from(day, 0, country=country),
        )
