"""Assessments, the annual review, corrective actions, the carrying over, papers and batches."""

from prevenio.reviews.models.annual import AnnualReview, ReviewState
from prevenio.reviews.models.assessments import COUNTED, Assessment, Degree, ReasonCode, Verdict
from prevenio.reviews.models.carrying import (
    GOING_ON,
    NEEDS_REASON,
    CarryDecision,
    CarryOver,
    Fate,
)
from prevenio.reviews.models.corrections import (
    WAITING,
    CorrectionEvent,
    CorrectionEventKind,
    CorrectionState,
    CorrectiveAction,
)
from prevenio.reviews.models.papers import Batch, BatchItem, BatchState, ReleasedStatement

__all__ = [
    "COUNTED",
    "GOING_ON",
    "NEEDS_REASON",
    "WAITING",
    "AnnualReview",
    "Assessment",
    "Batch",
    "BatchItem",
    "BatchState",
    "CarryDecision",
    "CarryOver",
    "CorrectionEvent",
    "CorrectionEventKind",
    "CorrectionState",
    "CorrectiveAction",
    "Degree",
    "Fate",
    "ReasonCode",
    "ReleasedStatement",
    "ReviewState",
    "Verdict",
]
