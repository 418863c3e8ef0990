"""The bureau's judgement: one action, or all of an area by what their returns speak for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import User
from prevenio.programme.models import Action, AreaOfAction, Proposal
from prevenio.programme.operations.proposals import propose_change
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import access, queries
from prevenio.reviews.models import AnnualReview, Assessment, Degree, ReasonCode, Verdict
from prevenio.reviews.proposing import proposed_degree


class AssessmentsFrozen(Refused):
    message = _(
        "The review of this period has been handed over. Its assessments can only be changed after "
        "the commission has sent it back."
    )


class NotOfThePeriod(Refused):
    message = _("This action is not due in this period.")


class FindingMissing(Refused):
    message = _("Write what should change, or why it should stop.")


class FollowUpMissing(Refused):
    message = _("Write what is to be done until that day.")


class NothingProposed(Refused):
    message = _("No accepted return of this area waits for an assessment.")


class NothingToCarry(Refused):
    message = _("Every verdict that asks for a change is a proposal already.")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of one action."""

    degree: Degree
    reason_codes: Sequence[str] = field(default_factory=tuple)
    verdict: Verdict = Verdict.KEEP
    finding: str = ""
    follow_up: str = ""
    follow_up_by: date | None = None


def judgement_with(kept: Assessment | None, degree: Degree) -> Judgement:
    """What was said of an action before, with another degree."""
    if kept is None:
        return Judgement(degree)
    return Judgement(
        degree,
        tuple(kept.reason_codes),
        Verdict(kept.verdict),
        kept.finding,
        kept.follow_up,
        kept.follow_up_by,
    )


@transaction.atomic
def assess_action(
    *, period: ReportingPeriod, action: Action, judgement: Judgement, by: User, at: datetime
) -> Assessment:
    """Judge one action of a period, or judge it anew.

    Raises NotAllowed, AssessmentsFrozen, NotOfThePeriod, FindingMissing or FollowUpMissing.
    """
    _open_for_judgement(period, by, at)
    if action.pk not in {one.pk for one in queries.actions_of(period)}:
        raise NotOfThePeriod
    if judgement.verdict != Verdict.KEEP and not judgement.finding.strip():
        raise FindingMissing
    if judgement.follow_up_by and not judgement.follow_up.strip():
        raise FollowUpMissing
    assessment = _store(period, action, judgement, by, at)
    record(
        "reviews.action.assessed",
        about=assessment,
        by=by,
        at=at,
        authority_id=period.authority_id,
        details={"degree": judgement.degree, "verdict": judgement.verdict},
    )
    return assessment


@transaction.atomic
def take_proposed_degrees(
    *, period: ReportingPeriod, area: AreaOfAction, by: User, at: datetime
) -> int:
    """Judge every action of an area that nobody has judged by what its accepted return speaks for.

    Raises NotAllowed, AssessmentsFrozen or NothingProposed.
    """
    _open_for_judgement(period, by, at)
    waiting = queries.waiting_with_return(period, area)
    if not waiting:
        raise NothingProposed
    for action, outcome in waiting:
        degree = proposed_degree(outcome)
        if degree is not None:
            _store(period, action, Judgement(degree), by, at)
    record(
        "reviews.area.assessed",
        about=area,
        by=by,
        at=at,
        authority_id=period.authority_id,
        details={"period": period.pk, "actions": len(waiting)},
    )
    return len(waiting)


@transaction.atomic
def carry_into_amendment(*, period: ReportingPeriod, by: User, at: datetime) -> list[Proposal]:
    """Turn each verdict that asks for a change into a proposal to change the programme, once.

    Raises NotAllowed or NothingToCarry.
    """
    if not access.can_assess(by, period.authority, at):
        raise NotAllowed
    rows = Assessment.objects.select_for_update(of=("self",), no_key=True).select_related("action")
    asking = rows.filter(period=period, proposal=None, verdict__in=[Verdict.CHANGE, Verdict.STOP])
    waiting = list(asking.order_by("action__area__position", "action__position", "pk"))
    if not waiting:
        raise NothingToCarry
    return [_carry(one, period, by, at) for one in waiting]


def _open_for_judgement(period: ReportingPeriod, by: User, at: datetime) -> None:
    ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    if not access.can_assess(by, period.authority, at):
        raise NotAllowed
    review = AnnualReview.objects.filter(period=period).first()
    if review is not None and review.is_frozen:
        raise AssessmentsFrozen


def _store(
    period: ReportingPeriod, action: Action, judgement: Judgement, by: User, at: datetime
) -> Assessment:
    known = [code for code in ReasonCode.values if code in judgement.reason_codes]
    assessment, _is_new = Assessment.objects.update_or_create(
        period=period,
        action=action,
        defaults={
            "degree": judgement.degree,
            "reason_codes": known,
            "verdict": judgement.verdict,
            "finding": judgement.finding.strip(),
            "follow_up": judgement.follow_up.strip(),
            "follow_up_by": judgement.follow_up_by,
            "assessed_by": by,
            "assessed_at": at,
        },
    )
    return assessment


def _carry(assessment: Assessment, period: ReportingPeriod, by: User, at: datetime) -> Proposal:
    action = assessment.action
    text = translate("%(code)s %(title)s: %(verdict)s. %(finding)s (%(period)s)") % {
        "code": action.code,
        "title": action.shown_title,
        "verdict": assessment.get_verdict_display(),
        "finding": assessment.finding,
        "period": period.name,
    }
    proposal = propose_change(programme=period.programme, text=text, body=None, by=by, at=at)
    assessment.proposal = proposal
    assessment.save(update_fields=["proposal"])
    record(
        "reviews.verdict.carried",
        about=assessment,
        by=by,
        at=at,
        authority_id=period.authority_id,
        details={"proposal": proposal.pk},
    )
    return proposal
