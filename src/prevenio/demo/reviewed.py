"""The review of the sample's closed year: assessed, read by commission and council, published."""

from datetime import UTC, date, datetime
from typing import Any

from prevenio.people.models import Membership, Role, User
from prevenio.returns.models import ActionReturn, Outcome, Part, ReportingPeriod, ReturnState
from prevenio.reviews import operations
from prevenio.reviews.models import Assessment, Degree, ReasonCode, Verdict
from prevenio.reviews.proposing import proposed_degree

Words = dict[str, Any]
_ASSESSED = datetime(2023, 2, 17, 9, 0, tzinfo=UTC)
_FOLLOW_UP_BY = date(2023, 6, 30)


def review_sample_year(period: ReportingPeriod, words: Words) -> None:
    """Judge every action of the period, and take its review all the way to residents."""
    by = _head(period)
    leads = period.returns.filter(part=Part.LEAD).select_related("action").order_by("pk")
    Assessment.objects.bulk_create(
        Assessment(
            period=period,
            action=one.action,
            assessed_by=by,
            assessed_at=_ASSESSED,
            **_judged(one, number, words),
        )
        for number, one in enumerate(leads)
    )
    operations.hand_to_commission(period=period, by=by, at=_ASSESSED.replace(day=20))
    operations.record_opinion(
        period=period,
        opinion=operations.Opinion(
            on=date(2023, 2, 28),
            number="",
            text=words["opinion"],
            chair_name=words["chair"],
            chair_office=words["chair_office"],
        ),
        by=by,
        at=_ASSESSED.replace(month=3, day=1),
    )
    council = date(2023, 3, 30)
    operations.record_council(
        period=period, on=council, number="", by=by, at=_ASSESSED.replace(month=3, day=31)
    )
    operations.publish_review(period=period, by=by, at=_ASSESSED.replace(month=4, day=3))


def _judged(one: ActionReturn, number: int, words: Words) -> dict[str, Any]:
    outcome = one.outcome if one.state == ReturnState.ACCEPTED else ""
    degree = proposed_degree(outcome) if outcome else Degree.NOT_AT_ALL
    if outcome == Outcome.IN_COURSE and number % 2:
        degree = Degree.LARGELY
    if outcome == Outcome.ABANDONED:
        return {
            "degree": degree,
            "verdict": Verdict.STOP,
            "reason_codes": [ReasonCode.OTHER],
            "finding": words["findings"]["abandoned"],
        }
    if degree != Degree.NOT_AT_ALL:
        return {"degree": degree, "verdict": Verdict.KEEP}
    return {
        "degree": degree,
        "verdict": Verdict.CHANGE,
        "reason_codes": [[ReasonCode.STAFF, ReasonCode.MONEY, ReasonCode.PLAN][number % 3]],
        "finding": words["findings"]["not_started" if outcome else "silent"],
        "follow_up": words["follow_up"],
        "follow_up_by": _FOLLOW_UP_BY,
    }


def _head(period: ReportingPeriod) -> User:
    found = Membership.objects.filter(authority=period.authority, role=Role.HEAD_OF_BUREAU)
    return found.select_related("user").order_by("pk")[0].user
