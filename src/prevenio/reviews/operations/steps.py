"""The way of a review: bureau, commission, council, residents; no step comes out of order."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import User
from prevenio.programme.models import Act, ActKind
from prevenio.programme.operations.acts import record_act
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import access, contents
from prevenio.reviews.models import AnnualReview, ReviewState


class NotAllAssessed(Refused):
    message = _("Assess every action first. Still without an assessment: %(codes)s.")


class ReasonMissing(Refused):
    message = _("Write why the review goes back.")


class DayInFuture(Refused):
    message = _("Give the day on which it happened: it cannot be after today.")


class DayTooEarly(Refused):
    message = _("The period ended on %(day)s; this cannot have happened before.")


class ChairMissing(Refused):
    message = _("Write who signs the submission to the council, and in which office.")


class CouncilBeforeCommission(Refused):
    message = _("The commission gave its opinion on %(day)s; the council comes after it.")


class PlanOutOfOrder(Refused):
    message = _("The council comes after the commission: choose the days in this order.")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the commission said, on which day, and who signs the submission to the council."""

    on: date
    number: str
    text: str
    chair_name: str
    chair_office: str


@transaction.atomic
def plan_days(
    *,
    period: ReportingPeriod,
    commission_on: date | None,
    council_on: date | None,
    by: User,
    at: datetime,
) -> AnnualReview:
    """Write down when the commission and the council are to have the review.

    Raises NotAllowed or PlanOutOfOrder.
    """
    review = _locked(period, at)
    if not access.can_assess(by, period.authority, at):
        raise NotAllowed
    if commission_on and council_on and council_on < commission_on:
        raise PlanOutOfOrder
    review.commission_planned_on, review.council_planned_on = commission_on, council_on
    return _step(review, "reviews.review.planned", by, at)


@transaction.atomic
def hand_to_commission(*, period: ReportingPeriod, by: User, at: datetime) -> AnnualReview:
    """Freeze what the review says and hand it to the commission.

    Raises NotAllowed, WrongState or NotAllAssessed.
    """
    review = _locked(period, at)
    _refuse_unless(review, ReviewState.DRAFT, by, at)
    content = contents.content_of(period)
    if missing := [line.code for line in content.actions if not line.degree]:
        raise NotAllAssessed(codes=_first(missing))
    review.content = contents.as_json(content)
    review.content_digest = contents.digest_of(content)
    review.handed_over_at, review.sent_back_reason = at, ""
    review.state = ReviewState.WITH_COMMISSION
    return _step(review, "reviews.review.handed_over", by, at, digest=review.content_digest)


@transaction.atomic
def send_back(*, period: ReportingPeriod, reason: str, by: User, at: datetime) -> AnnualReview:
    """The commission wants it changed: the assessments open again.

    Raises NotAllowed, WrongState or ReasonMissing.
    """
    review = _locked(period, at)
    _refuse_unless(review, ReviewState.WITH_COMMISSION, by, at)
    if not reason.strip():
        raise ReasonMissing
    review.content, review.content_digest, review.handed_over_at = None, "", None
    review.sent_back_reason = reason.strip()
    review.state = ReviewState.DRAFT
    return _step(review, "reviews.review.sent_back", by, at, reason=reason.strip())


@transaction.atomic
def record_opinion(
    *, period: ReportingPeriod, opinion: Opinion, by: User, at: datetime
) -> AnnualReview:
    """Record the commission's opinion; its chair submits the review to the council.

    Raises NotAllowed, WrongState, DayInFuture, DayTooEarly or ChairMissing.
    """
    review = _locked(period, at)
    _refuse_unless(review, ReviewState.WITH_COMMISSION, by, at)
    _refuse_wrong_day(period, opinion.on, at)
    if not opinion.chair_name.strip() or not opinion.chair_office.strip():
        raise ChairMissing
    review.commission_on, review.commission_number = opinion.on, opinion.number.strip()
    review.opinion = opinion.text.strip()
    review.chair_name = opinion.chair_name.strip()
    review.chair_office = opinion.chair_office.strip()
    review.commission_act = _act(review, ActKind.OPINION, opinion.number, opinion.on, by, at)
    review.state = ReviewState.WITH_COUNCIL
    return _step(review, "reviews.review.opinion_given", by, at, on=opinion.on.isoformat())


@transaction.atomic
def record_council(
    *, period: ReportingPeriod, on: date, number: str, by: User, at: datetime
) -> AnnualReview:
    """Record that the council has had the review, with the act if there is one.

    Raises NotAllowed, WrongState, DayInFuture or CouncilBeforeCommission.
    """
    review = _locked(period, at)
    _refuse_unless(review, ReviewState.WITH_COUNCIL, by, at)
    if review.council_on is not None or review.commission_on is None:
        raise WrongState
    _refuse_wrong_day(period, on, at)
    if on < review.commission_on:
        raise CouncilBeforeCommission(day=review.commission_on)
    review.council_on, review.council_number = on, number.strip()
    review.council_act = _act(review, ActKind.RESOLUTION, number, on, by, at)
    return _step(review, "reviews.review.council_had", by, at, on=on.isoformat())


@transaction.atomic
def publish_review(*, period: ReportingPeriod, by: User, at: datetime) -> AnnualReview:
    """Show the review to residents. Raises NotAllowed or WrongState."""
    review = _locked(period, at)
    _refuse_unless(review, ReviewState.WITH_COUNCIL, by, at)
    if review.council_on is None:
        raise WrongState
    review.state, review.published_at = ReviewState.PUBLISHED, at
    return _step(review, "reviews.review.published", by, at, digest=review.content_digest)


def _locked(period: ReportingPeriod, at: datetime) -> AnnualReview:
    """The review of a period, begun if there was none, with both rows locked."""
    ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    review, _is_new = AnnualReview.objects.get_or_create(period=period, defaults={"changed_at": at})
    return review


def _refuse_unless(review: AnnualReview, state: ReviewState, by: User, at: datetime) -> None:
    if not access.can_hand_over(by, review.period.authority, at):
        raise NotAllowed
    if review.state != state:
        raise WrongState


def _refuse_wrong_day(period: ReportingPeriod, day: date, at: datetime) -> None:
    if day > today_in(period.authority, at):
        raise DayInFuture
    if day <= period.last_day:
        raise DayTooEarly(day=period.last_day)


def _act(
    review: AnnualReview, kind: ActKind, number: str, on: date, by: User, at: datetime
) -> Act | None:
    """The act in the register; a sitting without a number has none."""
    if not number.strip():
        return None
    authority = review.period.authority
    subject = translate("Annual review: %(period)s") % {"period": review.period.name}
    known = Act.objects.filter(authority=authority, kind=kind, number=number.strip()).first()
    if known is not None:
        return known
    values = {"kind": kind, "number": number.strip(), "adopted_on": on, "subject": subject}
    return record_act(authority=authority, values=values, by=by, at=at)


def _step(review: AnnualReview, fact: str, by: User, at: datetime, **details: Any) -> AnnualReview:
    review.changed_at = at
    review.save()
    record(
        fact,
        about=review,
        by=by,
        at=at,
        authority_id=review.period.authority_id,
        details=details,
    )
    return review


def _first(codes: list[str], most: int = 12) -> str:
    return ", ".join(codes[:most]) + (" …" if len(codes) > most else "")
