"""What of the work itself waits for somebody: plans to be settled, faults to be put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from prevenio.activities.access import activities_visible_to, body_ids_of, findings_visible_to
from prevenio.activities.models import Activity, ActivityState, FindingState
from prevenio.desk.queries import number_of
from prevenio.people.models import Authority, Membership
from prevenio.reviews.access import can_read_reviews
from prevenio.reviews.models import WAITING, CorrectiveAction


@dataclass(frozen=True, slots=True)
class WorkDone:
    """How much waits; for a body its own, for the bureau of everybody."""

    unsettled_plans: int = 0
    """Planned activities whose day has passed, and nobody said whether they took place."""
    overdue_findings: int = 0
    findings_to_check: int = 0
    """Findings that were reported as remedied and not looked at again."""
    overdue_corrections: int = 0


def work_done(*, authority: Authority, memberships: Sequence[Membership], today: date) -> WorkDone:
    """One statement, whatever there is."""
    findings = findings_visible_to(memberships, authority)
    reported = Q(state=FindingState.REPORTED, activity__body__in=body_ids_of(memberships))
    row = (
        Authority.objects.filter(pk=authority.pk)
        .annotate(
            unsettled_plans=number_of(_unsettled(memberships, authority, today), "authority"),
            overdue_findings=number_of(
                findings.filter(state=FindingState.OPEN, due_on__lt=today), "activity__authority"
            ),
            findings_to_check=number_of(findings.filter(reported), "activity__authority"),
            overdue_corrections=number_of(
                _corrections(memberships).filter(due_on__lt=today, state__in=WAITING), "authority"
            ),
        )
        .values_list(*WorkDone.__dataclass_fields__)
        .get()
    )
    return WorkDone(*row)


def _unsettled(
    memberships: Sequence[Membership], authority: Authority, today: date
) -> QuerySet[Activity]:
    seen = activities_visible_to(memberships, authority)
    return seen.filter(state=ActivityState.PLANNED, last_day__lt=today)


def _corrections(memberships: Sequence[Membership]) -> QuerySet[CorrectiveAction]:
    seen = CorrectiveAction.objects.all()
    return seen if can_read_reviews(memberships) else seen.none()
