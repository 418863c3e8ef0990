"""What the inspections of the sample found, and how it was put right."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from prevenio.activities.models import (
    Activity,
    Finding,
    FindingState,
    FindingStep,
    FindingStepKind,
)


def find_faults(rows: Sequence[tuple[Activity, Mapping[str, Any]]], *, today: date) -> None:
    """Each third inspection found something: long remedied, but for the newest few."""
    found = [(activity, pattern["finding"]) for activity, pattern in rows if "finding" in pattern]
    found = found[::3]
    still_open = {id(activity) for activity, _what in found[-4:]}
    findings = [
        _finding(activity, what, today, is_open=id(activity) in still_open)
        for activity, what in found
    ]
    Finding.objects.bulk_create(findings)
    FindingStep.objects.bulk_create(step for one in findings for step in _steps(one))


def _finding(activity: Activity, what: str, today: date, *, is_open: bool) -> Finding:
    due_on = activity.last_day + timedelta(days=activity.kind.remedy_days)
    if is_open:
        due_on = today + timedelta(days=activity.pk % 9 - 4)
    return Finding(
        activity=activity,
        what=what,
        answers_text=activity.place,
        due_on=due_on,
        state=FindingState.OPEN if is_open else FindingState.REMEDIED,
        settled_on=None if is_open else due_on,
    )


def _steps(finding: Finding) -> Iterator[FindingStep]:
    yield FindingStep(
        finding=finding,
        number=1,
        kind=FindingStepKind.FOUND,
        on=finding.activity.last_day,
        due_on=finding.due_on,
        at=finding.activity.recorded_at,
    )
    if finding.settled_on is not None:
        yield FindingStep(
            finding=finding,
            number=2,
            kind=FindingStepKind.REMEDIED,
            on=finding.settled_on,
            at=datetime.combine(finding.settled_on, time(12), tzinfo=UTC),
        )
