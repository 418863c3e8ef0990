"""Reads about assessments and reviews."""

from prevenio.reviews.queries.actions import actions_of, lead_name, waiting_with_return
from prevenio.reviews.queries.clocks import PeriodClock, clocks_of, review_of

__all__ = [
    "PeriodClock",
    "actions_of",
    "clocks_of",
    "lead_name",
    "review_of",
    "waiting_with_return",
]
