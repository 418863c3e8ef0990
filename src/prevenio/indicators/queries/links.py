"""From the programme down to its indicators, and up again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery

from prevenio.indicators.models import Indicator, IndicatorClass, IndicatorLink, LinkKind
from prevenio.people.models import Authority
from prevenio.programme.models import (
    Action,
    AreaOfAction,
    ProgrammeVersion,
    Statement,
    StatementKind,
    VersionState,
)

GOALS = (StatementKind.MAIN_GOAL, StatementKind.GOAL, StatementKind.STRATEGY)


@dataclass(frozen=True, slots=True)
class Linked:
    """A goal, an area or an action that an indicator measures, in its newest wording."""

    kind: str
    lineage: UUID
    title: str
    version_id: int
    key: str
    """The number that its page is found by; of a goal its row."""


def of_action(lineage: UUID, *, seen: QuerySet[Indicator] | None = None) -> QuerySet[Indicator]:
    """The indicators of an action; without `seen` only what is public."""
    return _of(LinkKind.ACTION, [lineage], seen)


def of_area(lineage: UUID, *, seen: QuerySet[Indicator] | None = None) -> QuerySet[Indicator]:
    """The indicators of an area of action; without `seen` only what is public."""
    return _of(LinkKind.AREA, [lineage], seen)


def of_goal(lineage: UUID, *, seen: QuerySet[Indicator] | None = None) -> QuerySet[Indicator]:
    """The indicators of a goal; without `seen` only what is public."""
    return _of(LinkKind.GOAL, [lineage], seen)


def newest_version(authority: Authority) -> Subquery:
    """The wording in which goals, areas and actions are named: the newest that is not given up.

    Stands in a query for the version's key, so that asking costs no statement of its own.
    """
    versions = ProgrammeVersion.objects.filter(programme__authority=authority)
    newest = versions.exclude(state=VersionState.DISCARDED).order_by(
        "-programme__first_year", "-major", "-minor", "-pk"
    )
    return Subquery(newest.values("pk")[:1])


def linked_things(indicator: Indicator) -> Sequence[Linked]:
    """What an indicator measures, goals first; four statements at most."""
    by_kind: dict[str, set[UUID]] = {}
    for link in IndicatorLink.objects.filter(indicator=indicator):
        by_kind.setdefault(link.kind, set()).add(link.lineage)
    if not by_kind:
        return []
    own = Q(version__programme__authority=indicator.authority_id) & ~Q(
        version__state=VersionState.DISCARDED
    )
    found: list[Linked] = []
    if LinkKind.GOAL in by_kind:
        goals = Statement.objects.filter(own, lineage__in=by_kind[LinkKind.GOAL])
        found += _newest(
            Linked(LinkKind.GOAL, one.lineage, one.text, one.version_id, str(one.pk))
            for one in goals.order_by("version_id", "position")
        )
    if LinkKind.AREA in by_kind:
        areas = AreaOfAction.objects.filter(own, lineage__in=by_kind[LinkKind.AREA])
        found += _newest(
            Linked(LinkKind.AREA, one.lineage, str(one), one.version_id, one.code)
            for one in areas.order_by("version_id", "position")
        )
    if LinkKind.ACTION in by_kind:
        actions = Action.objects.filter(own, lineage__in=by_kind[LinkKind.ACTION])
        found += _newest(
            Linked(LinkKind.ACTION, one.lineage, str(one), one.version_id, one.code)
            for one in actions.order_by("version_id", "position")
        )
    return found


def _newest(things: Iterable[Linked]) -> list[Linked]:
    """Of each thing its last row; they come in the order of their versions."""
    return list({one.lineage: one for one in things}.values())


def _of(
    kind: str, lineages: Iterable[UUID], seen: QuerySet[Indicator] | None
) -> QuerySet[Indicator]:
    indicators = seen
    if indicators is None:
        indicators = Indicator.objects.filter(data_class=IndicatorClass.PUBLIC)
    linked = IndicatorLink.objects.filter(kind=kind, lineage__in=list(lineages))
    return indicators.filter(pk__in=linked.values("indicator")).order_by("code", "pk")
