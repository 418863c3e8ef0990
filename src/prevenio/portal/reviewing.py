"""A published review as its public page shows it: the lines of its actions, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.reviews import wording
from prevenio.reviews.contents import ActionLine
from prevenio.reviews.models import COUNTED


@dataclass(frozen=True, slots=True)
class Line:
    """One action of a review: what was reported, how it was assessed, what follows."""

    code: str
    title: str
    lead: str
    outcome: str
    outcome_words: str
    number: str
    degree: str
    counts: bool
    verdict: str
    follow_up: str


def lines_of(actions: Sequence[ActionLine]) -> list[Line]:
    """The actions of an area in the words of the page's language."""
    return [
        Line(
            code=one.code,
            title=one.title,
            lead=one.lead,
            outcome=one.outcome,
            outcome_words=wording.outcome(one),
            number=wording.first_number(one),
            degree=wording.degree(one.degree),
            counts=one.degree in COUNTED,
            verdict=wording.verdict(one.verdict),
            follow_up=one.follow_up,
        )
        for one in actions
    ]
