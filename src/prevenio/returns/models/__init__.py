"""Periods, returns with their events and seals, the links by which bodies answer."""

from prevenio.returns.models.links import (
    BodyContact,
    ContactKind,
    Escalation,
    Mailing,
    Purpose,
    ReturnLink,
)
from prevenio.returns.models.periods import (
    EscalationStep,
    LockException,
    PeriodKind,
    PlannedPeriod,
    ReportingPeriod,
    Rung,
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
    "ContactKind",
    "Escalation",
    "EscalationStep",
    "EventKind",
    "LockException",
    "Mailing",
    "Outcome",
    "Part",
    "PeriodKind",
    "PlannedPeriod",
    "Purpose",
    "ReportingPeriod",
    "ReturnEvent",
    "ReturnFile",
    "ReturnLink",
    "ReturnState",
    "Rung",
    "SealedReturn",
    "SubmissionWindow",
]
