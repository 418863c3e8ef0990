"""What a review says: the facts of a period at a moment, as frozen values; words come later."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max

from prevenio.journal.operations import canonical
from prevenio.kernel.text import fold
from prevenio.kernel.working_days import working_days_until
from prevenio.people.access import today_in
from prevenio.returns.models import (
    ActionReturn,
    Part,
    ReportingPeriod,
    ReturnEvent,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.queries.discipline import BodyDiscipline, discipline_of
from prevenio.reviews import queries
from prevenio.reviews.models import Assessment, CorrectiveAction
from prevenio.reviews.queries.carrying import CarriedOver, carried_over_by
from prevenio.reviews.queries.corrections import follow_ups_before


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action: what its lead body says in its accepted return, and how the bureau judges it.

    `return_state` is empty where no return was asked for; the degree where nobody has judged yet.
    """

    code: str
    title: str
    lead: str
    return_state: str
    outcome: str = ""
    counts: tuple[tuple[str, str, str], ...] = ()
    degree: str = ""
    reason_codes: tuple[str, ...] = ()
    verdict: str = ""
    finding: str = ""
    follow_up: str = ""
    follow_up_by: str = ""


@dataclass(frozen=True, slots=True)
class AreaPart:
    """One area of action with its actions."""

    code: str
    title: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class BodyLine:
    """How one body kept the day on which the returns were due.

    `longest_late` is in working days, over what was sent; what is missing stands apart.
    """

    name: str
    expected: int
    on_time: int
    late: int
    longest_late: int
    missing: int


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What the review of the year before asked for, and what became of it.

    `state` is empty where no corrective action was opened; `words` are those of its last step.
    """

    code: str
    title: str
    body: str
    to_do: str
    due_on: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class FateLine:
    """What becomes of one action in the next programme, its number there and why."""

    code: str
    title: str
    fate: str
    code_after: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """What it took to have the returns of one body; reminders are those from the due day on.

    `steps` are (rung of the ladder, day), `leaves` the days until which it might send after the
    lock.
    """

    name: str
    reminders: int
    sent_back: int
    steps: tuple[tuple[str, str], ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewContent:
    """Everything a review says, without a word of its own.

    `earlier` are the follow-ups of the year before. `fates` are there in the last year of a
    programme that is carried over into the next one. `reminded` says what it took to have the
    returns.
    """

    authority: str
    programme: str
    period: str
    first_day: str
    last_day: str
    due_on: str
    as_of: str
    areas: tuple[AreaPart, ...]
    bodies: tuple[BodyLine, ...]
    earlier: tuple[FollowUpLine, ...] = ()
    fates: tuple[FateLine, ...] = ()
    reminded: tuple[ReminderLine, ...] = ()

    @property
    def actions(self) -> list[ActionLine]:
        return [line for area in self.areas for line in area.actions]

    @property
    def as_of_moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)


def content_of(period: ReportingPeriod) -> ReviewContent:
    """What the review of a period would say now: only accepted returns of lead bodies count."""
    returns = list(
        period.returns.select_related("body", "action").order_by("body__short_name", "pk")
    )
    assessments = {one.action_id: one for one in period.assessments.all()}
    before = follow_ups_before(period)
    carried = carried_over_by(period)
    moments = [as_of(period, assessments.values())]
    moments += [_iso(correction.changed_at) for _one, correction in before if correction]
    moments += [_iso(carried.carry_over.changed_at)] if carried else []
    zone = ZoneInfo(period.authority.time_zone)
    until = datetime.fromisoformat(max(moments)).astimezone(zone).date()
    found = discipline_of(period, today=until)
    moments += [_iso(step.at) for one in found for step in one.steps]
    return ReviewContent(
        authority=period.authority.name,
        programme=period.programme.title,
        period=period.name,
        first_day=period.first_day.isoformat(),
        last_day=period.last_day.isoformat(),
        due_on=period.window.due_on.isoformat(),
        as_of=max(moments),
        areas=tuple(_areas(period, returns, assessments)),
        bodies=tuple(
            sorted(body_lines(period, returns), key=lambda one: (fold(one.name), one.name))
        ),
        earlier=tuple(_earlier(one, correction) for one, correction in before),
        fates=_fates(carried) if carried else (),
        reminded=tuple(_reminded(found, zone)),
    )


def as_json(content: ReviewContent) -> dict[str, Any]:
    """The content as plain JSON values; a part that has nothing to say is left out.

    Reviews that were frozen before there were such parts keep their digest so.
    """
    said = asdict(content)
    return {name: value for name, value in said.items() if value or name not in _PARTS}


def from_json(stored: Mapping[str, Any]) -> ReviewContent:
    """The content that was frozen as JSON."""
    areas = [
        {**area, "actions": tuple(map(action_line, area["actions"]))} for area in stored["areas"]
    ]
    return ReviewContent(
        **{
            **stored,
            "areas": tuple(AreaPart(**area) for area in areas),
            "bodies": tuple(BodyLine(**body) for body in stored["bodies"]),
            "earlier": tuple(FollowUpLine(**one) for one in stored.get("earlier", ())),
            "fates": tuple(FateLine(**one) for one in stored.get("fates", ())),
            "reminded": tuple(map(_reminder, stored.get("reminded", ()))),
        }
    )


def digest_of(content: ReviewContent) -> str:
    """SHA-256 over the content in canonical JSON, as hexadecimal digits."""
    return hashlib.sha256(canonical(as_json(content)).encode()).hexdigest()


_PARTS = frozenset({"earlier", "fates", "reminded"})


def _reminder(stored: Mapping[str, Any]) -> ReminderLine:
    steps = tuple((rung, on) for rung, on in stored["steps"])
    return ReminderLine(**{**stored, "steps": steps, "leaves": tuple(stored["leaves"])})


def action_line(stored: Mapping[str, Any]) -> ActionLine:
    """A line that was frozen as JSON."""
    counts = tuple(tuple(row) for row in stored["counts"])
    return ActionLine(**{**stored, "counts": counts, "reason_codes": tuple(stored["reason_codes"])})


def as_of(period: ReportingPeriod, assessments: Iterable[Assessment]) -> str:
    """The moment of the newest change of what the content is made of."""
    events = ReturnEvent.objects.filter(action_return__period=period)
    newest = events.aggregate(newest=Max("at"))["newest"] or period.opened_at
    moments = [newest, *(one.assessed_at for one in assessments)]
    moment: datetime = max(moments)
    return _iso(moment)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _earlier(assessment: Assessment, correction: CorrectiveAction | None) -> FollowUpLine:
    action, body = assessment.action, correction.body if correction else None
    until = correction.due_on if correction else assessment.follow_up_by
    events = list(correction.events.all()) if correction else []
    return FollowUpLine(
        code=action.code,
        title=action.shown_title,
        body=(body.public_name or body.short_name) if body else "",
        to_do=assessment.follow_up,
        due_on=until.isoformat() if until else "",
        state=correction.state if correction else "",
        words=events[-1].words if events else "",
    )


def _reminded(found: Iterable[BodyDiscipline], zone: ZoneInfo) -> Iterator[ReminderLine]:
    """The bodies for which it took more than the first letter."""
    for one in found:
        if one.reminders or one.steps or one.exceptions or one.sent_back:
            yield ReminderLine(
                name=one.body.public_name or one.body.short_name,
                reminders=one.reminders,
                sent_back=one.sent_back,
                steps=tuple((step.rung, _day_of(step.at, zone)) for step in one.steps),
                leaves=tuple(leave.until.isoformat() for leave in one.exceptions),
            )


def _day_of(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()


def _fates(carried: CarriedOver) -> tuple[FateLine, ...]:
    return tuple(
        FateLine(
            code=row.action.code,
            title=row.action.shown_title,
            fate=row.decision.fate if row.decision else "",
            code_after=row.code_after,
            reason=row.decision.reason if row.decision else "",
        )
        for area in carried.areas
        for row in area.rows
    )


def _areas(
    period: ReportingPeriod,
    returns: Sequence[ActionReturn],
    assessments: Mapping[int, Assessment],
) -> Iterator[AreaPart]:
    leads = {one.action_id: one for one in returns if one.part == Part.LEAD}
    sealed = sealed_contents(period)
    lines: dict[int, list[ActionLine]] = {}
    areas = {}
    for action in queries.actions_of(period):
        found = leads.get(action.pk)
        said = sealed.get(found.pk, {}) if found else {}
        lead = queries.lead_name(action)
        areas[action.area_id] = action.area
        lines.setdefault(action.area_id, []).append(
            ActionLine(
                code=action.code,
                title=action.shown_title,
                lead=shown_name_of(found) if found else lead,
                return_state=found.state if found else "",
                outcome=said.get("outcome", ""),
                counts=tuple(tuple(row) for row in said.get("counts", ())),
                **judged(assessments.get(action.pk)),
            )
        )
    for area_id, area in areas.items():
        yield AreaPart(area.code, area.title, tuple(lines[area_id]))


def shown_name_of(action_return: ActionReturn) -> str:
    """The name of a return's body for a narrow column."""
    return action_return.body.public_name or action_return.body.short_name


def judged(assessment: Assessment | None) -> dict[str, Any]:
    """The bureau's judgement as the fields of an `ActionLine`; empty without one."""
    if assessment is None:
        return {}
    until = assessment.follow_up_by
    return {
        "degree": assessment.degree,
        "reason_codes": tuple(assessment.reason_codes),
        "verdict": assessment.verdict,
        "finding": assessment.finding,
        "follow_up": assessment.follow_up,
        "follow_up_by": until.isoformat() if until else "",
    }


def sealed_contents(
    period: ReportingPeriod, *, parts: Sequence[str] = (Part.LEAD,)
) -> dict[int, dict[str, Any]]:
    """What each accepted return says, as it was sealed last; by itself only lead bodies'."""
    rows = SealedReturn.objects.filter(
        action_return__period=period,
        action_return__part__in=parts,
        action_return__state=ReturnState.ACCEPTED,
    )
    return dict(rows.order_by("number").values_list("action_return_id", "content"))


def body_lines(period: ReportingPeriod, returns: Sequence[ActionReturn]) -> Iterator[BodyLine]:
    """How each body kept the day, from its returns of a period."""
    by_body: dict[int, list[ActionReturn]] = {}
    for one in returns:
        by_body.setdefault(one.body_id, []).append(one)
    for mine in by_body.values():
        late = [days for one in mine if (days := days_late(one, period)) > 0]
        missing = sum(one.first_submitted_at is None for one in mine)
        yield BodyLine(
            name=shown_name_of(mine[0]),
            expected=len(mine),
            on_time=len(mine) - len(late) - missing,
            late=len(late),
            longest_late=max(late, default=0),
            missing=missing,
        )


def days_late(action_return: ActionReturn, period: ReportingPeriod) -> int:
    """By how many working days it was first sent after the due day; at least one if it was."""
    if action_return.first_submitted_at is None:
        return 0
    sent: date = today_in(period.authority, action_return.first_submitted_at)
    due = period.window.due_on
    if sent <= due:
        return 0
    return max(1, working_days_until(sent, today=due, country=period.authority.country))
