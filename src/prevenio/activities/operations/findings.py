"""The life of a finding: found, given more time, reported, re-inspected, remedied or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities import access, states
from prevenio.activities.models import (
    Activity,
    ActivityState,
    Finding,
    FindingStep,
    FindingStepKind,
)
from prevenio.activities.operations.events import ReasonMissing
from prevenio.activities.operations.recording import opened, record_activity
from prevenio.activities.written import (
    DayNotYet,
    OfAnotherAuthority,
    Written,
    refuse_personal,
)
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.working_days import working_day_from
from prevenio.people.models import Body, User

LONGEST_REMEDY_YEARS = 10


_FACTS = {
    FindingStepKind.FOUND: "activities.finding.found",
    FindingStepKind.EXTENDED: "activities.finding.extended",
    FindingStepKind.REPORTED: "activities.finding.reported",
    FindingStepKind.NOT_REMEDIED: "activities.finding.not_remedied",
    FindingStepKind.REMEDIED: "activities.finding.remedied",
    FindingStepKind.DROPPED: "activities.finding.dropped",
}


class NothingFound(Refused):
    message = _("Say what is wrong.")


class KindHasNoFindings(Refused):
    message = _("Activities of this kind have no findings.")


class DueTooEarly(Refused):
    message = _("The day for the remedy must come after %(day)s.")


class DueTooLate(Refused):
    message = _("The day for the remedy is too far away: ten years at most.")


class BeforeItWasFound(Refused):
    message = _("This day is before the finding was made.")


class NothingChecked(Refused):
    message = _("Say of at least one finding whether it is remedied.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding as a person writes it; without a day the kind's working days count."""

    what: str
    due_on: date | None = None
    is_ordered: bool = False
    answers_body: Body | None = None
    answers_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a re-inspection says of one finding; what is not remedied gets a new day."""

    finding: Finding
    is_remedied: bool
    due_on: date | None = None
    note: str = ""


def likely_due_day(activity: Activity, from_day: date | None = None) -> date:
    """The day that a kind's working days give, counted from the inspection or another day."""
    return working_day_from(
        from_day or activity.last_day,
        activity.kind.remedy_days,
        country=activity.authority.country,
    )


@transaction.atomic
def add_finding(*, activity: Activity, found: Found, by: User, at: datetime) -> Finding:
    """Add what an inspection or exercise found to be wrong.

    Raises NotAllowed, WrongState, KindHasNoFindings, NothingFound, DueTooEarly, DueTooLate,
    OfAnotherAuthority or NamesAPerson.
    """
    activity = opened(activity, by, at)
    if not activity.kind.has_findings or activity.kind.is_sensitive:
        raise KindHasNoFindings
    if activity.state != ActivityState.DONE:
        raise WrongState
    if not found.what.strip():
        raise NothingFound
    refuse_personal([found.what, found.answers_text])
    due_on = found.due_on or likely_due_day(activity)
    _refuse_due(due_on, after=activity.last_day)
    finding = Finding.objects.create(
        activity=activity,
        what=found.what.strip(),
        is_ordered=found.is_ordered,
        answers_body=_own_body(activity, found.answers_body),
        answers_text=found.answers_text.strip()[:200],
        due_on=due_on,
    )
    _add_step(finding, FindingStepKind.FOUND, by, at, on=activity.last_day, due_on=due_on)
    return finding


@transaction.atomic
def extend_finding(
    *, finding: Finding, due_on: date, reason: str, by: User, at: datetime, today: date
) -> Finding:
    """Give more time for the remedy, with the reason.

    Raises NotAllowed, WrongState, ReasonMissing, DueTooEarly, DueTooLate or NamesAPerson.
    """
    finding = _opened(finding)
    if not access.can_change(by, finding.activity, at):
        raise NotAllowed
    _refuse_step(finding, FindingStepKind.EXTENDED)
    _refuse_due(due_on, after=max(finding.due_on, today))
    _add_step(
        finding, FindingStepKind.EXTENDED, by, at, on=today, due_on=due_on, reason=_said(reason)
    )
    return finding


@transaction.atomic
def report_remedied(
    *, finding: Finding, on: date, reason: str, by: User, at: datetime, today: date
) -> Finding:
    """Say that it has been put right; a re-inspection decides.

    Raises NotAllowed, WrongState, DayNotYet, BeforeItWasFound or NamesAPerson.
    """
    finding = _opened(finding)
    if not access.can_report_remedy(by, finding, at):
        raise NotAllowed
    _refuse_step(finding, FindingStepKind.REPORTED)
    _refuse_day(finding, on, today)
    refuse_personal([reason])
    _add_step(finding, FindingStepKind.REPORTED, by, at, on=on, reason=reason.strip())
    return finding


@transaction.atomic
def drop_finding(*, finding: Finding, reason: str, by: User, at: datetime, today: date) -> Finding:
    """Follow a finding no longer, with the reason. Raises what `extend_finding` raises."""
    finding = _opened(finding)
    if not access.can_change(by, finding.activity, at):
        raise NotAllowed
    _refuse_step(finding, FindingStepKind.DROPPED)
    _add_step(finding, FindingStepKind.DROPPED, by, at, on=today, reason=_said(reason))
    return finding


@transaction.atomic
def reinspect(
    *,
    activity: Activity,
    on: date,
    outcomes: Sequence[Outcome],
    by: User,
    at: datetime,
    today: date,
    form_key: UUID | None = None,
) -> Activity:
    """Look again: a new activity of the same kind and place, and what it says of each finding.

    A form that is sent twice makes one re-inspection. Raises NotAllowed, WrongState,
    NothingChecked, BeforeItWasFound, DueTooEarly, DueTooLate or what `record_activity` raises.
    """
    activity = opened(activity, by, at)
    if form_key and (known := Activity.objects.filter(form_key=form_key, recorded_by=by).first()):
        return known
    if not outcomes:
        raise NothingChecked
    again = record_activity(
        authority=activity.authority,
        written=_same_place(activity, on),
        by=by,
        at=at,
        today=today,
        form_key=form_key,
    )
    for outcome in outcomes:
        _settle(activity, outcome, again, by, at, today)
    return again


def _settle(
    activity: Activity, outcome: Outcome, again: Activity, by: User, at: datetime, today: date
) -> None:
    finding = _opened(outcome.finding)
    if finding.activity_id != activity.pk:
        raise NotAllowed
    kind = FindingStepKind.REMEDIED if outcome.is_remedied else FindingStepKind.NOT_REMEDIED
    _refuse_step(finding, kind)
    on = again.last_day
    _refuse_day(finding, on, today)
    refuse_personal([outcome.note])
    due_on = None
    if not outcome.is_remedied:
        due_on = outcome.due_on or likely_due_day(activity, on)
        _refuse_due(due_on, after=on)
    reason = outcome.note.strip()
    _add_step(finding, kind, by, at, on=on, due_on=due_on, reason=reason, reinspection=again)


def _same_place(activity: Activity, on: date) -> Written:
    return Written(
        kind=activity.kind,
        body=activity.body,
        first_day=on,
        last_day=on,
        title=activity.title,
        place=activity.place,
        precinct=activity.precinct,
        municipality=activity.municipality,
        latitude=activity.latitude,
        longitude=activity.longitude,
        action=activity.action,
        initiative=activity.initiative,
    )


def _opened(finding: Finding) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",), no_key=True).select_related(
        "activity__authority", "activity__kind"
    )
    return rows.get(pk=finding.pk)


def _add_step(
    finding: Finding,
    kind: FindingStepKind,
    by: User,
    at: datetime,
    *,
    on: date,
    due_on: date | None = None,
    reason: str = "",
    reinspection: Activity | None = None,
) -> None:
    """Add a step, and write what all steps add up to beside them."""
    FindingStep.objects.create(
        finding=finding,
        number=finding.steps.count() + 1,
        kind=kind,
        on=on,
        due_on=due_on,
        reinspection=reinspection,
        note=reason,
        by_name=str(by)[:150],
        at=at,
    )
    project(finding)
    if due_on is not None:
        finding.reminded_at = None
    finding.save()
    details: dict[str, object] = {"activity": str(finding.activity_id), "on": on.isoformat()}
    if due_on is not None:
        details["due_on"] = due_on.isoformat()
    record(
        _FACTS[kind],
        about=finding,
        by=by,
        at=at,
        authority_id=finding.activity.authority_id,
        details=details,
    )


def project(finding: Finding) -> None:
    """Set what the steps of a finding add up to. Does not save."""
    rows = finding.steps.order_by("number").values_list("kind", "on", "due_on")
    standing = states.standing_after(states.Step(*row) for row in rows)
    finding.state, finding.due_on = standing.state, standing.due_on
    finding.settled_on = standing.settled_on


def _refuse_step(finding: Finding, kind: str) -> None:
    if not states.can_follow(finding.state, kind):
        raise WrongState


def _refuse_due(due_on: date, *, after: date) -> None:
    if due_on <= after:
        raise DueTooEarly(day=after)
    if due_on.year > after.year + LONGEST_REMEDY_YEARS:
        raise DueTooLate


def _refuse_day(finding: Finding, on: date, today: date) -> None:
    if on > today:
        raise DayNotYet
    if on < finding.activity.last_day:
        raise BeforeItWasFound


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    refuse_personal([reason])
    return reason.strip()


def _own_body(activity: Activity, body: Body | None) -> Body | None:
    if body is not None and body.authority_id != activity.authority_id:
        raise OfAnotherAuthority
    return body
