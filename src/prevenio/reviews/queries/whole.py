"""A review with everything its documents are made of."""

from dataclasses import dataclass
from datetime import datetime

from prevenio.people.models import Authority
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import contents
from prevenio.reviews.models import AnnualReview, ReviewState
from prevenio.reviews.queries.clocks import review_of


@dataclass(frozen=True, slots=True)
class WholeReview:
    """What a review says, frozen or as of now, and how far it has come."""

    authority: Authority
    review: AnnualReview | None
    content: contents.ReviewContent
    changed_at: datetime

    @property
    def digest(self) -> str:
        return contents.digest_of(self.content)

    @property
    def is_published(self) -> bool:
        return self.review is not None and self.review.state == ReviewState.PUBLISHED


def whole_review(period: ReportingPeriod) -> WholeReview:
    """The frozen content of a review that was handed over, else what it would say now."""
    review = review_of(period)
    if review is not None and review.content is not None:
        content = contents.from_json(review.content)
    else:
        content = contents.content_of(period)
    moments = [content.as_of_moment, *([review.changed_at] if review else [])]
    return WholeReview(period.authority, review, content, max(moments))
