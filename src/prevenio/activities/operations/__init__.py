"""Everything a person can do to activities and their findings."""

from prevenio.activities.operations.events import (
    ReasonMissing,
    call_off_activity,
    hold_activity,
    withdraw_activity,
)
from prevenio.activities.operations.files import FileTooLarge, TooManyFiles, add_file, remove_file
from prevenio.activities.operations.findings import (
    BeforeItWasFound,
    DueTooEarly,
    DueTooLate,
    Found,
    KindHasNoFindings,
    NothingChecked,
    NothingFound,
    Outcome,
    add_finding,
    drop_finding,
    extend_finding,
    likely_due_day,
    reinspect,
    report_remedied,
)
from prevenio.activities.operations.recording import (
    BodyFixed,
    ChangedMeanwhile,
    KindFixed,
    SentBefore,
    change_activity,
    record_activity,
)
from prevenio.activities.operations.whole import record_whole, save_whole

__all__ = [
    "BeforeItWasFound",
    "BodyFixed",
    "ChangedMeanwhile",
    "DueTooEarly",
    "DueTooLate",
    "FileTooLarge",
    "Found",
    "KindFixed",
    "KindHasNoFindings",
    "NothingChecked",
    "NothingFound",
    "Outcome",
    "ReasonMissing",
    "SentBefore",
    "TooManyFiles",
    "add_file",
    "add_finding",
    "call_off_activity",
    "change_activity",
    "drop_finding",
    "extend_finding",
    "hold_activity",
    "likely_due_day",
    "record_activity",
    "record_whole",
    "reinspect",
    "remove_file",
    "report_remedied",
    "save_whole",
    "withdraw_activity",
]
