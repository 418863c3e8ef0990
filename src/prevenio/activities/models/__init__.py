"""Tables of the activities: the catalogue of kinds, what was done, findings, sign-ups."""

from prevenio.activities.models.activities import (
    Activity,
    ActivityFile,
    ActivitySeries,
    ActivityState,
    Delivery,
    MeasureValue,
)
from prevenio.activities.models.announcements import Announcement
from prevenio.activities.models.batches import ActivityBatch, BatchState
from prevenio.activities.models.findings import Finding, FindingState, FindingStep, FindingStepKind
from prevenio.activities.models.kinds import (
    ActivityKind,
    DataClass,
    KindMeasure,
    MeasureRole,
    word_in,
)
from prevenio.activities.models.sign_ups import SignUp, SignUpState

__all__ = [
    "Activity",
    "ActivityBatch",
    "ActivityFile",
    "ActivityKind",
    "ActivitySeries",
    "ActivityState",
    "Announcement",
    "BatchState",
    "DataClass",
    "Delivery",
    "Finding",
    "FindingState",
    "FindingStep",
    "FindingStepKind",
    "KindMeasure",
    "MeasureRole",
    "MeasureValue",
    "SignUp",
    "SignUpState",
    "word_in",
]
