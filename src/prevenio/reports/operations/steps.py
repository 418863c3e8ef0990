"""One step of a report: locked, allowed, possible, written as an event, recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Authority, Body, User
from prevenio.reports import access, states
from prevenio.reports.days import Allowed, Calendar
from prevenio.reports.models import (
    CategoryVersion,
    EventKind,
    Nature,
    Outcome,
    Report,
    ReportEvent,
    ReportText,
)
from prevenio.reports.projection import Projection


class ChangedMeanwhile(Refused):
    message = _(
        "Somebody took another step with this report while you were writing. What you wrote is "
        "kept here. Look at the report, then send it once more."
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What an event says besides its kind."""

    text: ReportText | None = None
    body: Body | None = None
    person: User | None = None
    outcome: Outcome = Outcome.OPEN
    due_on: date | None = None


_NOTHING = Taken()


def locked(report: Report, seen: int | None = None) -> Report:
    """The report under its lock, as it is now. Raises ChangedMeanwhile.

    `seen` is the revision that the person had before their eyes: who comes second is told.
    """
    rows = Report.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("authority", "version").get(pk=report.pk)
    if seen is not None and found.revision != seen:
        raise ChangedMeanwhile
    return found


def for_staff(report: Report, seen: int | None, by: User, at: datetime) -> Report:
    """The same for whoever works on it. Raises NotAllowed or ChangedMeanwhile."""
    if not access.can_work_on(by, report, at):
        raise NotAllowed
    return locked(report, seen)


def say(report: Report, kind: str, text: str, *, by: User | None, at: datetime) -> ReportText:
    said = ReportText(report=report, kind=kind, text=text, by=by, at=at)
    said.save()
    return said


def take_step(
    report: Report,
    kind: EventKind,
    taken: Taken = _NOTHING,
    *,
    by: User | None,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> Report:
    """Add an event to a locked report and project it. Raises WrongState."""
    event = ReportEvent(
        report=report,
        number=report.revision + 1,
        kind=kind,
        outcome=taken.outcome,
        text=taken.text,
        body=taken.body,
        person=taken.person,
        due_on=taken.due_on,
        by=by,
        at=at,
    )
    calendar = calendar_of(report.authority)
    reached = states.after(
        now_of(report), event, allowed_by(report.version, report.nature), calendar
    )
    event.save()
    put(report, reached, event.number, at)
    report.save()
    record(
        FACTS[kind],
        about=report,
        by=by,
        at=at,
        authority_id=report.authority_id,
        details={"state": str(report.state), "outcome": str(report.outcome), **(details or {})},
    )
    return report


def calendar_of(authority: Authority) -> Calendar:
    return Calendar(authority.country, ZoneInfo(authority.time_zone))


def allowed_by(version: CategoryVersion, nature: str) -> Allowed:
    is_request = nature == Nature.REQUEST
    return Allowed(version.read_days, version.verify_days, version.act_days, is_request)


_PROJECTED = tuple(one.name for one in fields(Projection))


def now_of(report: Report) -> Projection:
    return Projection(**{name: getattr(report, name) for name in _PROJECTED})


def put(report: Report, reached: Projection, revision: int, at: datetime) -> None:
    for name in _PROJECTED:
        setattr(report, name, getattr(reached, name))
    report.revision, report.changed_at = revision, at


def require(report: Report, kind: EventKind) -> None:
    """Raises WrongState where the step cannot follow, before anything is written."""
    if not states.can_follow(report.state, kind):
        raise WrongState


# The facts stand whole here: a search for one finds it.
FACTS = {
    EventKind.RECEIVED: "reports.report.received",
    EventKind.HELD: "reports.report.held",
    EventKind.RELEASED: "reports.report.released",
    EventKind.READ: "reports.report.read",
    EventKind.CONFIRMED: "reports.report.confirmed",
    EventKind.ASKED_BACK: "reports.report.asked_back",
    EventKind.REPLIED: "reports.report.replied",
    EventKind.RESUMED: "reports.report.resumed",
    EventKind.INFORMED: "reports.report.informed",
    EventKind.NOTED: "reports.report.noted",
    EventKind.ASSIGNED: "reports.report.assigned",
    EventKind.HANDED_OVER: "reports.report.handed_over",
    EventKind.PASSED: "reports.report.passed_to_partner",
    EventKind.RETURNED: "reports.report.returned_by_partner",
    EventKind.SORTED: "reports.report.sorted",
    EventKind.MOVED: "reports.report.moved",
    EventKind.JOINED: "reports.report.joined_to_place",
    EventKind.LEFT: "reports.report.taken_out_of_place",
    EventKind.BACKED: "reports.report.backed",
    EventKind.DENIED: "reports.report.denied",
    EventKind.ADDED_PHOTO: "reports.photo.added",
    EventKind.REDACTED: "reports.report.redacted",
    EventKind.SHOWN: "reports.photo.shown",
    EventKind.HIDDEN: "reports.photo.hidden",
    EventKind.CLOSED: "reports.report.closed",
    EventKind.REOPENED: "reports.report.reopened",
    EventKind.PRAISED: "reports.report.praised",
    EventKind.UNHAPPY: "reports.report.not_solved",
    EventKind.WITHDRAWN: "reports.report.withdrawn",
    EventKind.ERASED: "reports.report.erased",
}
