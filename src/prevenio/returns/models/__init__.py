"""Periods, returns with their events and seals, the links by which bodies answer."""

from prevenio.returns.models.links import BodyContact, Mailing, Purpose, ReturnLink
from prevenio.returns.models.periods import (
    LockException,
    PeriodKind,
    ReportingPeriod,
    SubmissionWindow,
)
from prevenio.returns.models.returns import (
    ActionReturn,
    EventKind,
    Outcome,
    Part,
    ReturnEvent,
    ReturnFile,
    ReturnState,
    SealedReturn,
)

__all__ = [
    "ActionReturn",
    "BodyContact",
    "EventKind",
    "LockException",
    "Mailing",
    "Outcome",
    "Part",
    "PeriodKind",
    "Purpose",
    "ReportingPeriod",
    "ReturnEvent",
    "ReturnFile",
    "ReturnLink",
    "ReturnState",
    "SealedReturn",
    "SubmissionWindow",
]
