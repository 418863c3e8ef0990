"""What there is to say of one body's work in a period: its returns, days, assessments."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from prevenio.journal.operations import canonical
from prevenio.people.access import today_in
from prevenio.people.models import Body
from prevenio.returns.models import ActionReturn, Part, ReportingPeriod
from prevenio.reviews import contents
from prevenio.reviews.contents import ActionLine, BodyLine
from prevenio.reviews.models import CorrectiveAction


@dataclass(frozen=True, slots=True)
class SentLine:
    """When one return was first sent, and by how many working days too late."""

    code: str
    title: str
    part: str
    state: str
    sent_on: str
    days_late: int


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One corrective action of the body that was opened for the period or still waited then."""

    number: int
    code: str
    wrong: str
    to_do: str
    due_on: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class BodyContent:
    """Everything a statement on a body's work says, without a word of its own.

    `led` are the actions that the body leads, as they stand in the annual review.
    """

    authority: str
    programme: str
    period: str
    first_day: str
    last_day: str
    due_on: str
    body: str
    as_of: str
    line: BodyLine
    led: tuple[ActionLine, ...]
    sent: tuple[SentLine, ...]
    corrections: tuple[CorrectionLine, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over the content in canonical JSON, as hexadecimal digits."""
        return hashlib.sha256(canonical(plain(self)).encode()).hexdigest()

    @property
    def as_of_moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)


def content_of_body(period: ReportingPeriod, body: Body) -> BodyContent:
    """What the statement on a body would say now; the returns of its actions are its own."""
    rows = period.returns.filter(body=body).select_related("body", "action__area")
    returns = list(rows.order_by("action__area__position", "action__position", "pk"))
    assessments = {one.action_id: one for one in period.assessments.all()}
    corrections = _corrections(period, body)
    moments = [contents.as_of(period, assessments.values())]
    moments += [one.changed_at.astimezone(UTC).isoformat() for one in corrections]
    sealed = contents.sealed_contents(period)
    name = body.public_name or body.short_name
    return BodyContent(
        authority=period.authority.name,
        programme=period.programme.title,
        period=period.name,
        first_day=period.first_day.isoformat(),
        last_day=period.last_day.isoformat(),
        due_on=period.window.due_on.isoformat(),
        body=body.name or name,
        as_of=max(moments),
        line=next(contents.body_lines(period, returns), BodyLine(name, 0, 0, 0, 0, 0)),
        led=tuple(
            _led(one, sealed, assessments.get(one.action_id))
            for one in returns
            if one.part == Part.LEAD
        ),
        sent=tuple(_sent(one, period) for one in returns),
        corrections=tuple(map(_correction, corrections)),
    )


def plain(content: BodyContent) -> dict[str, Any]:
    """The content as plain JSON values."""
    return asdict(content)


def from_plain(stored: Mapping[str, Any]) -> BodyContent:
    """The content that was frozen as JSON."""
    return BodyContent(
        **{
            **stored,
            "line": BodyLine(**stored["line"]),
            "led": tuple(contents.action_line(one) for one in stored["led"]),
            "sent": tuple(SentLine(**one) for one in stored["sent"]),
            "corrections": tuple(CorrectionLine(**one) for one in stored["corrections"]),
        }
    )


def _led(one: ActionReturn, sealed: Mapping[int, dict[str, Any]], assessment: Any) -> ActionLine:
    said = sealed.get(one.pk, {})
    return ActionLine(
        code=one.action.code,
        title=one.action.shown_title,
        lead=contents.shown_name_of(one),
        return_state=one.state,
        outcome=said.get("outcome", ""),
        counts=tuple(tuple(row) for row in said.get("counts", ())),
        **contents.judged(assessment),
    )


def _sent(one: ActionReturn, period: ReportingPeriod) -> SentLine:
    first = one.first_submitted_at
    return SentLine(
        code=one.action.code,
        title=one.action.shown_title,
        part=one.part,
        state=one.state,
        sent_on=today_in(period.authority, first).isoformat() if first else "",
        days_late=contents.days_late(one, period),
    )


def _corrections(period: ReportingPeriod, body: Body) -> list[CorrectiveAction]:
    """Those opened for the period, and those opened by its last day that were still waiting."""
    rows = CorrectiveAction.objects.filter(authority=period.authority_id, body=body)
    rows = rows.select_related("action").prefetch_related("events").order_by("number")
    return [one for one in rows if one.period_id == period.pk or _waited(one, period)]


def _waited(one: CorrectiveAction, period: ReportingPeriod) -> bool:
    opened_on = today_in(period.authority, one.opened_at)
    return one.is_waiting and opened_on <= period.last_day


def _correction(one: CorrectiveAction) -> CorrectionLine:
    events = sorted(one.events.all(), key=lambda event: event.number)
    return CorrectionLine(
        number=one.number,
        code=one.action.code if one.action else "",
        wrong=one.wrong,
        to_do=one.to_do,
        due_on=one.due_on.isoformat(),
        state=one.state,
        words=events[-1].words if events else "",
    )
