"""Problem places: opened from reports, taken up by the programme, reviewed, solved."""

from prevenio.reports.operations.problem_places.ending import end, reopen_place, show
from prevenio.reports.operations.problem_places.events import PlaceChangedMeanwhile
from prevenio.reports.operations.problem_places.forgetting import forget_voices
from prevenio.reports.operations.problem_places.opening import (
    LONGEST_NAME,
    AnotherPlace,
    NotInPlace,
    PlaceNameMissing,
    ReportsElsewhere,
    ReportsMissing,
    join_reports,
    measure_again,
    open_place,
    rename,
    take_out,
)
from prevenio.reports.operations.problem_places.reviewing import (
    BodiesMissing,
    NextTooEarly,
    NotHeldYet,
    check_plan,
    check_trigger,
    due_review,
    review,
    set_trigger,
    trigger_of,
)
from prevenio.reports.operations.problem_places.telling import remind_of_reviews
from prevenio.reports.operations.problem_places.working import (
    ActionElsewhere,
    plan_activity,
    propose_action,
    say_tried,
    take_up,
    tell_result,
)

__all__ = [
    "LONGEST_NAME",
    "ActionElsewhere",
    "AnotherPlace",
    "BodiesMissing",
    "NextTooEarly",
    "NotHeldYet",
    "NotInPlace",
    "PlaceChangedMeanwhile",
    "PlaceNameMissing",
    "ReportsElsewhere",
    "ReportsMissing",
    "check_plan",
    "check_trigger",
    "due_review",
    "end",
    "forget_voices",
    "join_reports",
    "measure_again",
    "open_place",
    "plan_activity",
    "propose_action",
    "remind_of_reviews",
    "rename",
    "reopen_place",
    "review",
    "say_tried",
    "set_trigger",
    "show",
    "take_out",
    "take_up",
    "tell_result",
    "trigger_of",
]
