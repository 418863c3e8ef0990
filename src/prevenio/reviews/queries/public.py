"""What residents may see: published reviews, and in them how each action was assessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from prevenio.people.models import Authority
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import contents
from prevenio.reviews.figures import Tally, tally_of
from prevenio.reviews.models import AnnualReview, ReviewState
from prevenio.reviews.queries.board import periods_with_review
from prevenio.reviews.queries.whole import WholeReview, whole_review


@dataclass(frozen=True, slots=True)
class PublishedReview:
    """One published review with the days of its way and its figures."""

    review: AnnualReview
    period: ReportingPeriod
    content: contents.ReviewContent

    @property
    def tally(self) -> Tally:
        return tally_of(self.content.actions)

    @property
    def year(self) -> int:
        return date.fromisoformat(self.content.last_day).year

    @property
    def assessments(self) -> Mapping[str, contents.ActionLine]:
        """How each action was assessed, by its number in the programme."""
        return {line.code: line for line in self.content.actions}


def published_reviews(authority: Authority) -> Sequence[PublishedReview]:
    """The published reviews of an authority, the newest first; one statement."""
    periods = _published().filter(authority=authority)
    return [_public(period) for period in periods.order_by("-last_day", "-pk")]


def published_review(authority: Authority, *, period_id: int) -> PublishedReview | None:
    """One published review; None for what is not published, or not of this authority."""
    period = _published().filter(authority=authority, pk=period_id).first()
    return _public(period) if period else None


def is_published(period_id: int) -> bool:
    """Whether residents can read the review of a period."""
    return AnnualReview.objects.filter(period=period_id, state=ReviewState.PUBLISHED).exists()


def whole_of(published: PublishedReview) -> WholeReview:
    """A published review as its documents want it, for `documents.stored_pdf`; no statement."""
    return whole_review(published.period)


def _published() -> QuerySet[ReportingPeriod]:
    return periods_with_review().filter(review__state=ReviewState.PUBLISHED)


def _public(period: ReportingPeriod) -> PublishedReview:
    review = period.review
    # The database lets no review be published that was not frozen before.
    assert review.content is not None
    return PublishedReview(review, period, contents.from_json(review.content))
