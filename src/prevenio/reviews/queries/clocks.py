"""The periods of an authority with the days that their reviews go by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prevenio.people.models import Authority
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews.models import AnnualReview, ReviewState


@dataclass(frozen=True, slots=True)
class PeriodClock:
    """What the clock has to know of one period."""

    period_id: int
    name: str
    country: str
    due_on: date
    is_open: bool
    state: str
    commission_planned_on: date | None
    council_planned_on: date | None
    council_on: date | None


def clocks_of(authority: Authority) -> Sequence[PeriodClock]:
    """The clocks of the periods whose review is not published; one statement."""
    periods = (
        ReportingPeriod.objects.filter(authority=authority)
        .exclude(review__state=ReviewState.PUBLISHED)
        .select_related("authority", "window", "review")
        .order_by("last_day", "pk")
    )
    return [clock_of(period) for period in periods]


def review_of(period: ReportingPeriod) -> AnnualReview | None:
    """The review of a period; None while nobody has begun one."""
    review: AnnualReview | None = getattr(period, "review", None)
    return review


def clock_of(period: ReportingPeriod) -> PeriodClock:
    """What the clock has to know of a period that came with its window and its review."""
    review = review_of(period)
    return PeriodClock(
        period_id=period.pk,
        name=period.name,
        country=period.authority.country,
        due_on=period.window.due_on,
        is_open=period.is_open,
        state=review.state if review else ReviewState.DRAFT,
        commission_planned_on=review.commission_planned_on if review else None,
        council_planned_on=review.council_planned_on if review else None,
        council_on=review.council_on if review else None,
    )
