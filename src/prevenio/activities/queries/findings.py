"""Findings as a list: what is open and overdue first; and which to call to mind today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from prevenio.activities.models import Finding, FindingState
from prevenio.activities.states import UNSETTLED
from prevenio.kernel.text import fold
from prevenio.kernel.working_days import working_day_from
from prevenio.people import access as people
from prevenio.people.models import Authority

OVERDUE, ALL = "OVERDUE", "ALL"
DAYS_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings a person asked to see; without a state those that are not settled."""

    state: str = ""
    body: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings are in which state, among the chosen body and words."""

    unsettled: int
    overdue: int
    reported: int
    remedied: int
    dropped: int

    @property
    def total(self) -> int:
        return self.unsettled + self.remedied + self.dropped


class Occasion(StrEnum):
    """Why a finding is called to mind."""

    SOON = "SOON"
    PASSED = "PASSED"


def findings_found(
    findings: QuerySet[Finding], choice: Choice, *, today: date
) -> QuerySet[Finding]:
    """The findings that were asked for: unsettled before settled, the longest overdue first."""
    findings = _narrowed(findings, choice)
    if choice.state == OVERDUE:
        findings = findings.filter(overdue(today))
    elif choice.state in FindingState.values:
        findings = findings.filter(state=choice.state)
    elif choice.state != ALL:
        findings = findings.filter(state__in=UNSETTLED)
    is_settled = Case(
        When(state__in=UNSETTLED, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    related = findings.select_related("activity__kind", "activity__body", "answers_body")
    return related.order_by(is_settled, "due_on", "pk")


def tally_of(findings: QuerySet[Finding], choice: Choice, *, today: date) -> Tally:
    """How many findings are where. One statement."""
    counted = (
        _narrowed(findings, choice)
        .order_by()
        .aggregate(
            unsettled=Count("pk", filter=Q(state__in=UNSETTLED)),
            overdue=Count("pk", filter=overdue(today)),
            **{
                state.lower(): Count("pk", filter=Q(state=state))
                for state in (FindingState.REPORTED, FindingState.REMEDIED, FindingState.DROPPED)
            },
        )
    )
    return Tally(**counted)


def overdue(today: date) -> Q:
    """Still open after the day for the remedy; what is reported waits for the re-inspection."""
    return Q(state=FindingState.OPEN, due_on__lt=today)


def findings_to_mind(authority: Authority, *, today: date) -> Sequence[tuple[Finding, Occasion]]:
    """Open findings whose day comes near or has passed and of which nobody was told so yet.

    Locked, so that two clocks do not tell of them twice: ask inside a transaction.
    """
    near = working_day_from(today, DAYS_BEFORE, country=authority.country)
    open_ = (
        Finding.objects.select_for_update(of=("self",), no_key=True)
        .filter(activity__authority=authority, state=FindingState.OPEN, due_on__lte=near)
        .select_related("activity__body", "activity__kind", "answers_body")
    )
    found = []
    for finding in open_.order_by("due_on", "pk"):
        told = finding.reminded_at
        told_on = people.today_in(authority, told) if told else None
        occasion = occasion_on(finding.due_on, told_on, today=today, country=authority.country)
        if occasion is not None:
            found.append((finding, occasion))
    return found


def occasion_on(
    due_on: date, told_on: date | None, *, today: date, country: str
) -> Occasion | None:
    """Whether an open finding is called to mind today: once before its day and once after."""
    if today > due_on:
        return Occasion.PASSED if told_on is None or told_on <= due_on else None
    first = working_day_from(due_on, -DAYS_BEFORE, country=country)
    if today >= first and (told_on is None or told_on < first):
        return Occasion.SOON
    return None


def _narrowed(findings: QuerySet[Finding], choice: Choice) -> QuerySet[Finding]:
    if choice.body is not None:
        findings = findings.filter(
            Q(activity__body_id=choice.body) | Q(answers_body_id=choice.body)
        )
    for word in choice.words.split():
        # The words of an activity are kept folded, those of a finding as they were written.
        found_at = Q(activity__search_text__contains=fold(word))
        findings = findings.filter(found_at | Q(what__icontains=word))
    return findings
