"""What of the work itself waits for somebody: plans, faults, residents' questions, tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from prevenio.activities.access import activities_visible_to, findings_visible_to
from prevenio.activities.models import Activity, ActivityState, FindingState
from prevenio.advice.models import QuestionState
from prevenio.advice.queries.desk import questions_seen
from prevenio.desk.queries import number_of
from prevenio.people.access import body_ids_of, can_manage_authority
from prevenio.people.models import AccessibilityStatement, Authority, Membership, User
from prevenio.region.queries.groups import tasks_for
from prevenio.reports.models import ProblemPlace, ReportState
from prevenio.reports.queries.desk import reports_seen
from prevenio.reports.queries.problem_places import places_to_review
from prevenio.reviews.access import can_read_reviews
from prevenio.reviews.models import WAITING, CorrectiveAction

# What waits for the resident waits for nobody here; what is with a partner waits for the partner.
_TO_WORK_ON = (ReportState.RECEIVED, ReportState.VERIFYING, ReportState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class WorkDone:
    """How much waits; for a body its own, for the bureau of everybody."""

    unsettled_plans: int = 0
    """Planned activities whose day has passed, and nobody said whether they took place."""
    overdue_findings: int = 0
    findings_to_check: int = 0
    """Findings that were reported as remedied and not looked at again."""
    overdue_corrections: int = 0
    open_questions: int = 0
    """Questions of residents that wait for an answer, of those the person may see."""
    late_questions: int = 0
    held_questions: int = 0
    """Questions that may be spam: somebody has to look at them."""
    open_reports: int = 0
    """Reports of residents that wait for the next step, of those the person may see."""
    late_reports: int = 0
    held_reports: int = 0
    """Reports that may be no reports: somebody has to look at them."""
    due_reviews: int = 0
    """Problem places whose review is due: reports force it, or the last review planned it."""
    late_reviews: int = 0
    first_review: date | None = None
    """The first day of these reviews."""
    own_tasks: int = 0
    """Tasks of working groups that were given to the person or to a body of theirs."""
    late_tasks: int = 0
    statements_due: int = 0
    """Accessibility statements whose yearly review is due."""


def work_done(
    *, authority: Authority, user: User, memberships: Sequence[Membership], today: date
) -> WorkDone:
    """One statement, whatever there is."""
    questions = questions_seen(user, memberships, authority, today)
    reports = reports_seen(memberships, authority)
    with_us = Q(state=ReportState.WITH_PARTNER, partner__in=body_ids_of(memberships))
    open_reports = reports.filter(Q(state__in=_TO_WORK_ON) | with_us)
    places = places_to_review(memberships, authority)
    tasks = tasks_for(user, authority, memberships)
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
            open_questions=number_of(questions.filter(state=QuestionState.OPEN), "authority"),
            late_questions=number_of(
                questions.filter(state=QuestionState.OPEN, due_on__lt=today), "authority"
            ),
            held_questions=number_of(questions.filter(state=QuestionState.HELD), "authority"),
            open_reports=number_of(open_reports, "authority"),
            late_reports=number_of(open_reports.filter(due_on__lt=today), "authority"),
            held_reports=number_of(reports.filter(state=ReportState.HELD), "authority"),
            due_reviews=number_of(places, "authority"),
            late_reviews=number_of(places.filter(review_due_on__lt=today), "authority"),
            first_review=_first_review(places),
            own_tasks=number_of(tasks, "authority"),
            late_tasks=number_of(tasks.filter(due_on__lt=today), "authority"),
            statements_due=number_of(_statements(memberships, today), "authority"),
        )
        .values_list(*WorkDone.__dataclass_fields__)
        .get()
    )
    return WorkDone(*row)


def _first_review(places: QuerySet[ProblemPlace]) -> Subquery:
    own = places.filter(authority=OuterRef("pk")).order_by("review_due_on", "pk")
    return Subquery(own.values("review_due_on")[:1])


def _unsettled(
    memberships: Sequence[Membership], authority: Authority, today: date
) -> QuerySet[Activity]:
    seen = activities_visible_to(memberships, authority)
    return seen.filter(state=ActivityState.PLANNED, last_day__lt=today)


def _corrections(memberships: Sequence[Membership]) -> QuerySet[CorrectiveAction]:
    seen = CorrectiveAction.objects.all()
    return seen if can_read_reviews(memberships) else seen.none()


def _statements(memberships: Sequence[Membership], today: date) -> QuerySet[AccessibilityStatement]:
    if not can_manage_authority(memberships):
        return AccessibilityStatement.objects.none()
    return AccessibilityStatement.objects.filter(
        reviewed_on__lte=AccessibilityStatement.last_day_too_old(today)
    )
