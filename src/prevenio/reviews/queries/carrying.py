"""The carrying over of a programme: how far it has come, and what became of every action."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from prevenio.people.models import Authority
from prevenio.programme.models import (
    Action,
    ActionRoleKind,
    AreaOfAction,
    ProgrammeVersion,
    VersionState,
)
from prevenio.returns.models import PeriodKind, ReportingPeriod
from prevenio.reviews.models import Assessment, CarryDecision, CarryOver, Verdict


@dataclass(frozen=True, slots=True)
class FateRow:
    """One action of the ending programme: what was decided, and its number in the next one.

    `assessment` is the newest one: what it says speaks for a fate. `code_after` is empty while
    there is no draft, and for what does not go on.
    """

    action: Action
    lead: str
    decision: CarryDecision | None
    assessment: Assessment | None
    code_after: str = ""


@dataclass(frozen=True, slots=True)
class AreaFates:
    """One area of the ending programme with its actions."""

    area: AreaOfAction
    rows: Sequence[FateRow]

    @property
    def decided(self) -> int:
        return sum(row.decision is not None for row in self.rows)

    @property
    def undecided(self) -> int:
        return len(self.rows) - self.decided

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(row.decision.fate for row in self.rows if row.decision)


def ending_versions(authority: Authority) -> QuerySet[ProgrammeVersion]:
    """The adopted versions that are or were in force: those that can be carried over."""
    rows = ProgrammeVersion.objects.filter(
        programme__authority=authority, state=VersionState.ADOPTED
    )
    return rows.select_related("programme__authority", "carry_over")


def shown_version(authority: Authority) -> ProgrammeVersion | None:
    """The version that residents see of the newest programme: the next one to be carried over."""
    shown = ending_versions(authority).filter(is_public=True)
    return shown.order_by("-programme__last_year", "-pk").first()


def carry_over_of(version: ProgrammeVersion) -> CarryOver | None:
    """The carrying over of a version that came with it; None while nobody has begun."""
    found: CarryOver | None = getattr(version, "carry_over", None)
    return found


def fates_of(version: ProgrammeVersion) -> Sequence[AreaFates]:
    """Every area of a version with what becomes of its actions; four statements."""
    carry_over = carry_over_of(version)
    decisions = {one.action_id: one for one in carry_over.decisions.all()} if carry_over else {}
    codes = _codes_after(carry_over)
    judged = _newest_assessments(version)
    rows = [
        FateRow(
            action=one,
            lead=_lead_of(one),
            decision=decisions.get(one.pk),
            assessment=judged.get(one.pk),
            code_after=codes.get(one.lineage, ""),
        )
        for one in _actions_of(version)
    ]
    return [
        AreaFates(area, list(of_area))
        for area, of_area in groupby(rows, key=lambda row: row.action.area)
    ]


def counts_of(areas: Sequence[AreaFates]) -> Mapping[str, int]:
    """How many actions of all areas met which fate."""
    counts: Counter[str] = Counter()
    for area in areas:
        counts.update(area.counts)
    return counts


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The finished carrying over of a programme with the fates of its actions."""

    carry_over: CarryOver
    areas: Sequence[AreaFates]


def carried_over_by(period: ReportingPeriod) -> CarriedOver | None:
    """What became of the actions, for the last year of a programme that was carried over."""
    if period.kind != PeriodKind.YEAR or period.last_day.year != period.programme.last_year:
        return None
    rows = CarryOver.objects.filter(version__programme=period.programme_id)
    found = rows.exclude(draft=None).select_related("version__programme").order_by("-pk").first()
    return CarriedOver(found, fates_of(found.version)) if found else None


def suggested_reason(assessment: Assessment | None) -> str:
    """The finding of the newest assessment, where it asks for a change or an end."""
    if assessment is None or assessment.verdict == Verdict.KEEP:
        return ""
    return assessment.finding


def _actions_of(version: ProgrammeVersion) -> QuerySet[Action]:
    is_lead = Q(roles__role=ActionRoleKind.LEAD)
    named = version.actions.filter(parent=None).select_related("area")
    with_lead = named.annotate(lead_role=FilteredRelation("roles", condition=is_lead)).annotate(
        lead_short=F("lead_role__body__short_name"), lead_public=F("lead_role__body__public_name")
    )
    return with_lead.order_by("area__position", "area_id", "position", "pk")


def _lead_of(action: Action) -> str:
    return getattr(action, "lead_public", "") or getattr(action, "lead_short", "") or ""


def _newest_assessments(version: ProgrammeVersion) -> Mapping[int, Assessment]:
    rows = Assessment.objects.filter(action__version=version).order_by("period__last_day", "pk")
    return {one.action_id: one for one in rows}


def _codes_after(carry_over: CarryOver | None) -> Mapping[UUID, str]:
    if carry_over is None or carry_over.draft_id is None:
        return {}
    after = Action.objects.filter(version=carry_over.draft_id)
    return dict(after.values_list("lineage", "code"))
