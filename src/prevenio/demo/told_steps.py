"""The steps of a sample report along its way, with what is said at each."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from prevenio.demo.told_paths import PATHS, Beat
from prevenio.demo.told_plans import Plan
from prevenio.demo.told_stage import Stage
from prevenio.people.models import User
from prevenio.reports.models import (
    Channel,
    EventKind,
    Outcome,
    Report,
    ReportEvent,
    ReportText,
    TextKind,
)


def first_step(stage: Stage, report: Report, plan: Plan, body_id: int | None) -> ReportEvent:
    by = stage.acting(body_id) if plan.channel != Channel.WEB else None
    kind = EventKind.HELD if report.doubt else EventKind.RECEIVED
    event = ReportEvent(report=report, kind=kind, body_id=body_id, by=by, at=plan.received_at)
    if plan.words:
        event.text = _text(report, TextKind.DESCRIPTION, plan.words, by, plan.received_at)
    return event


def steps(stage: Stage, report: Report, plan: Plan, body_id: int | None) -> Iterator[ReportEvent]:
    """The way of the report, as far as it came by the moment of loading."""
    latest, by = plan.received_at, stage.acting(body_id)
    for beat in PATHS[plan.path]:
        latest = _moment(stage, plan, beat, latest)
        if latest >= stage.at:
            return
        yield _step(stage, report, plan, beat, None if beat.is_of_resident else by, latest)


def _moment(stage: Stage, plan: Plan, beat: Beat, after: datetime) -> datetime:
    meant = plan.received_at + timedelta(days=beat.days)
    day = stage.calendar.day_of(max(meant, after))
    if not beat.is_of_resident:
        return stage.office_hour(day, after=after)
    evening = datetime.combine(day, time(18, stage.chance.randrange(60)), stage.calendar.zone)
    return max(evening, after + timedelta(hours=1))


def _step(
    stage: Stage, report: Report, plan: Plan, beat: Beat, by: User | None, at: datetime
) -> ReportEvent:
    event = ReportEvent(report=report, kind=beat.kind, outcome=beat.outcome, by=by, at=at)
    if beat.says:
        event.text = _text(report, beat.text, _said(stage, plan, beat), by, at)
    if beat.kind in (EventKind.PASSED, EventKind.HANDED_OVER):
        event.body = stage.bodies[stage.words["kinds"][plan.code]["partner"]]
    if beat.kind == EventKind.ASSIGNED:
        event.person = by
    if beat.partner_days:
        event.due_on = stage.calendar.after(stage.calendar.day_of(at), beat.partner_days)
    if beat.kind == EventKind.CLOSED and beat.outcome != Outcome.SPAM:
        report.feedback_asked_at = at
    return event


def _said(stage: Stage, plan: Plan, beat: Beat) -> str:
    """What somebody says: of the kind of report where it has words of its own."""
    own = stage.words["kinds"][plan.code].get(beat.says)
    words: Sequence[str] = own or stage.words["say"][beat.says]
    return stage.chance.choice(words)


def _text(report: Report, kind: TextKind, text: str, by: User | None, at: datetime) -> ReportText:
    return ReportText(report=report, kind=kind, text=text, by=by, at=at)
