"""What the pages of the desk show: periods, areas with their actions, one action and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from prevenio.people.models import Authority
from prevenio.programme.models import Action, AreaOfAction
from prevenio.returns.models import (
    ActionReturn,
    Outcome,
    Part,
    ReportingPeriod,
    ReturnState,
    SealedReturn,
)
from prevenio.reviews.contents import ActionLine
from prevenio.reviews.figures import Tally, tally_of
from prevenio.reviews.models import Assessment, Degree, Verdict
from prevenio.reviews.proposing import proposed_degree
from prevenio.reviews.queries.actions import actions_of, lead_name


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One action on the board: its return, what that speaks for, how it was judged."""

    action: Action
    lead: str
    action_return: ActionReturn | None
    assessment: Assessment | None

    @property
    def is_accepted(self) -> bool:
        return self.action_return is not None and self.action_return.state == ReturnState.ACCEPTED

    @property
    def outcome(self) -> str:
        """What the accepted return says; what was not accepted says nothing."""
        if self.action_return is None or not self.is_accepted:
            return ""
        return self.action_return.outcome

    @property
    def proposed(self) -> Degree | None:
        return proposed_degree(self.outcome) if self.outcome else None

    @property
    def outcome_label(self) -> str:
        return str(Outcome(self.outcome).label)

    @property
    def waits_with_return(self) -> bool:
        return self.assessment is None and self.proposed is not None


@dataclass(frozen=True, slots=True)
class AreaBoard:
    """One area on the board."""

    area: AreaOfAction
    rows: Sequence[BoardRow]

    @property
    def assessed(self) -> int:
        return sum(row.assessment is not None for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many could be judged at once by what their accepted returns speak for."""
        return sum(row.waits_with_return for row in self.rows)

    @property
    def tally(self) -> Tally:
        return tally_of(_line(row) for row in self.rows)


def listed_periods(authority: Authority) -> QuerySet[ReportingPeriod]:
    """The periods of an authority with their reviews, the newest first."""
    return (
        ReportingPeriod.objects.filter(authority=authority)
        .select_related("review", "programme", "window")
        .annotate(
            assessed=Count("assessments", distinct=True),
            asked=Count("returns", filter=Q(returns__part=Part.LEAD), distinct=True),
        )
        .order_by("-last_day", "-pk")
    )


def periods_with_review() -> QuerySet[ReportingPeriod]:
    """Periods with everything around them that a review needs."""
    return ReportingPeriod.objects.select_related(
        "authority", "programme", "version", "window", "review"
    )


def board_of(period: ReportingPeriod) -> Sequence[AreaBoard]:
    """Every area of a period with its actions; three statements."""
    leads = ActionReturn.objects.filter(period=period, part=Part.LEAD)
    returns = {one.action_id: one for one in leads}
    assessments = Assessment.objects.filter(period=period).select_related("corrective_action")
    judged = {one.action_id: one for one in assessments}
    areas: dict[int, tuple[AreaOfAction, list[BoardRow]]] = {}
    for action in actions_of(period):
        _area, rows = areas.setdefault(action.area_id, (action.area, []))
        found = returns.get(action.pk)
        rows.append(BoardRow(action, lead_name(action), found, judged.get(action.pk)))
    return [AreaBoard(area, rows) for area, rows in areas.values()]


def whole_tally(board: Sequence[AreaBoard]) -> Tally:
    """The figures of all areas together."""
    return tally_of(_line(row) for area in board for row in area.rows)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one body has sent on an action: sealed and accepted, or that it is not there yet."""

    action_return: ActionReturn
    content: dict[str, Any] | None

    @property
    def is_evidence(self) -> bool:
        """Only what the bureau has accepted counts."""
        return self.action_return.state == ReturnState.ACCEPTED and self.content is not None

    @property
    def outcome_label(self) -> str:
        return str(Outcome((self.content or {}).get("outcome", "")).label)


def evidence_on(period: ReportingPeriod, action: Action) -> Sequence[Evidence]:
    """The returns on an action, the lead body's first; one statement."""
    sealed = SealedReturn.objects.filter(action_return=OuterRef("pk")).order_by("-number")
    returns = ActionReturn.objects.filter(period=period, action=action).select_related("body")
    found = returns.annotate(said=Subquery(sealed.values("content")[:1]))
    rows = sorted(found, key=lambda one: (one.part != Part.LEAD, one.body.short_name, one.pk))
    return [Evidence(one, one.said) for one in rows]


def proposed_by(evidence: Sequence[Evidence]) -> str:
    """The degree for which the accepted return of the lead body speaks; empty without one."""
    for one in evidence:
        if one.action_return.part == Part.LEAD and one.is_evidence:
            return proposed_degree((one.content or {}).get("outcome", "")) or ""
    return ""


def verdicts_to_carry(board: Sequence[AreaBoard]) -> int:
    """How many verdicts ask for a change and are no proposal yet."""
    asking = {Verdict.CHANGE, Verdict.STOP}
    judged = [row.assessment for area in board for row in area.rows if row.assessment]
    return sum(one.verdict in asking and one.proposal_id is None for one in judged)


def to_follow_up(board: Sequence[AreaBoard]) -> tuple[int, int]:
    """How many follow-ups are no corrective action yet: with a day, without one."""
    judged = [row.assessment for area in board for row in area.rows if row.assessment]
    waiting = [one for one in judged if one.follow_up and not hasattr(one, "corrective_action")]
    dated = sum(one.follow_up_by is not None for one in waiting)
    return dated, len(waiting) - dated


def _line(row: BoardRow) -> ActionLine:
    degree = row.assessment.degree if row.assessment else ""
    return ActionLine(row.action.code, "", row.lead, "", degree=degree)
