"""What residents read of a programme: only the version pinned for the public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import (
    Count,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from prevenio.kernel.text import fold
from prevenio.people.models import Body
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    Amount,
    AreaOfAction,
    Chapter,
    Milestone,
    ProgrammeVersion,
    Statement,
    StatementKind,
    Timing,
    Trigger,
    VersionState,
)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area as a row of a list."""

    code: str
    title: str
    summary: str
    lead: Body | None
    actions: int


def areas_of(version: ProgrammeVersion) -> list[AreaRow]:
    """The areas in the document's order, with the number of their actions."""
    areas = (
        version.areas.select_related("lead_body")
        .annotate(actions_count=Count("actions", filter=Q(actions__parent__isnull=True)))
        .order_by("position", "pk")
    )
    return [
        AreaRow(area.code, area.title, area.summary, area.lead_body, area.actions_count)
        for area in areas
    ]


@dataclass(frozen=True, slots=True)
class Declared:
    """The lists that a programme declares."""

    main_goals: Sequence[Statement]
    goals: Sequence[Statement]
    forms: Sequence[Statement]
    participants: Sequence[Statement]
    duties: Sequence[Statement]
    strategy: Sequence[Statement]


def declared_by(version: ProgrammeVersion) -> Declared:
    """Goals, forms of work, participants and duties, each in the document's order."""
    kinds: dict[str, list[Statement]] = {kind: [] for kind in StatementKind.values}
    for statement in version.statements.select_related("body").order_by("position", "pk"):
        kinds[statement.kind].append(statement)
    return Declared(
        main_goals=kinds[StatementKind.MAIN_GOAL],
        goals=kinds[StatementKind.GOAL],
        forms=kinds[StatementKind.FORM],
        participants=kinds[StatementKind.PARTICIPANT],
        duties=kinds[StatementKind.COMMISSION_DUTY],
        strategy=kinds[StatementKind.STRATEGY],
    )


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action with its bodies by role."""

    action: Action
    lead: Body | None
    co_responsible: Sequence[Body]
    partners: Sequence[Body]

    @property
    def joining(self) -> list[Body]:
        """Everybody but the lead body, the co-responsible ones first."""
        return [*self.co_responsible, *self.partners]


def action_row(action: Action) -> ActionRow:
    """The action with its roles, which must have been fetched with their bodies."""
    by_role: dict[str, list[Body]] = {role: [] for role in ActionRoleKind.values}
    for role in action.roles.all():
        by_role[role.role].append(role.body)
    leads = by_role[ActionRoleKind.LEAD]
    return ActionRow(
        action=action,
        lead=leads[0] if leads else None,
        co_responsible=by_role[ActionRoleKind.CO_RESPONSIBLE],
        partners=by_role[ActionRoleKind.PARTNER],
    )


ROLES_WITH_BODIES = Prefetch(
    "roles", ActionRole.objects.select_related("body").order_by("position", "pk")
)


@dataclass(frozen=True, slots=True)
class AreaPage:
    """One area, its place among the others, and all its actions."""

    area: AreaOfAction
    place: int
    of: int
    previous: AreaOfAction | None
    following: AreaOfAction | None
    rows: Sequence[ActionRow]

    @property
    def official_title(self) -> str:
        return official_title_of(self.area)

    @property
    def has_times(self) -> bool:
        """Whether the programme says of any action when it is done."""
        return any(row.action.timing or is_bound_in_time(row.action) for row in self.rows)

    @property
    def bodies(self) -> int:
        """How many bodies lead or join an action here."""
        everybody = [body.pk for row in self.rows for body in row.joining]
        everybody += [row.lead.pk for row in self.rows if row.lead]
        return len(set(everybody))


def area_page(version: ProgrammeVersion, *, code: str) -> AreaPage | None:
    """An area of a version by its code, with its neighbours and actions."""
    areas = list(version.areas.select_related("lead_body").order_by("position", "pk"))
    place = next((place for place, area in enumerate(areas) if area.code == code), None)
    if place is None:
        return None
    actions = areas[place].actions.filter(parent__isnull=True).order_by("position", "pk")
    return AreaPage(
        area=areas[place],
        place=place + 1,
        of=len(areas),
        previous=areas[place - 1] if place else None,
        following=areas[place + 1] if place + 1 < len(areas) else None,
        rows=[action_row(action) for action in actions.prefetch_related(ROLES_WITH_BODIES)],
    )


def official_title_of(area: AreaOfAction) -> str:
    """The area's title in the document; empty where it says the same in other letters."""
    return area.official_title if fold(area.official_title) != fold(area.title) else ""


KINDS = ("conditional", "seasonal", "continuous")


def is_of_kind(action: Action, kind: str) -> bool:
    """Whether an action waits for a trigger, keeps to a season, or goes on all the time."""
    if kind == "conditional":
        return action.is_conditional
    if kind == "seasonal":
        return action.is_seasonal
    return action.timing == Timing.CONTINUOUS


def is_bound_in_time(action: Action) -> bool:
    """Whether an action has a condition, a season or a last day."""
    return action.is_conditional or action.is_seasonal or action.ends_on is not None


@dataclass(frozen=True, slots=True)
class OtherWording:
    """The same action as another adopted version words it."""

    action: Action
    is_same: bool


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action with everything said about it."""

    row: ActionRow
    sub_actions: Sequence[Action]
    goals: Sequence[Statement]
    forms: Sequence[Statement]
    other_wordings: Sequence[OtherWording]
    active_since: date | None


def action_page(version: ProgrammeVersion, *, code: str, today: date) -> ActionPage | None:
    """An action of a version by its code, with goals, forms, parts and earlier wordings."""
    action = (
        version.actions.filter(code=code)
        .select_related("area", "parent")
        .prefetch_related(ROLES_WITH_BODIES)
        .annotate(active_since=_active_since(version, today))
        .first()
    )
    if action is None:
        return None
    tagged = version.statements.filter(Q(actions=action) | Q(actions_of_form=action))
    statements = list(tagged.distinct().order_by("position", "pk"))
    return ActionPage(
        row=action_row(action),
        sub_actions=list(action.sub_actions.order_by("position", "pk")),
        goals=[one for one in statements if one.kind != StatementKind.FORM],
        forms=[one for one in statements if one.kind == StatementKind.FORM],
        other_wordings=_other_wordings(action, version),
        active_since=action.active_since if action.is_conditional else None,
    )


def _active_since(version: ProgrammeVersion, today: date) -> Subquery:
    """Since when a conditional action is active today; nothing while it is not triggered."""
    triggers = Trigger.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today),
        programme=version.programme_id,
        lineage=OuterRef("lineage"),
        began_on__lte=today,
    )
    return Subquery(triggers.order_by("began_on", "pk").values("began_on")[:1])


def history_of(version: ProgrammeVersion) -> list[ProgrammeVersion]:
    """The adopted versions of the same programme up to this one, newest first, with their acts."""
    return list(
        _up_to(version)
        .filter(programme=version.programme)
        .select_related("act", "based_on")
        .order_by("-major", "-minor")
    )


def version_with_previous(
    version: ProgrammeVersion, *, number: str
) -> tuple[ProgrammeVersion, ProgrammeVersion] | None:
    """An adopted version of the same programme by its number, and the one it followed."""
    versions = history_of(version)
    return next((pair for pair in pairwise(versions) if pair[0].number == number), None)


def milestones_of(version: ProgrammeVersion) -> list[Milestone]:
    """Dated events with the municipalities that joined, earliest first, undated ones last."""
    return list(
        version.milestones.prefetch_related("municipalities").order_by(
            F("on").asc(nulls_last=True), "position", "pk"
        )
    )


def amounts_of(version: ProgrammeVersion) -> list[Amount]:
    """The sums that the programme states, in the document's order."""
    return list(version.amounts.order_by("position", "pk"))


def chapters_of(version: ProgrammeVersion) -> list[Chapter]:
    """The chapters with their prose, in the document's order."""
    return list(version.chapters.order_by("position", "pk"))


def _up_to(version: ProgrammeVersion) -> QuerySet[ProgrammeVersion]:
    # An amendment may be adopted and not yet pinned: residents do not read it before it is.
    not_later = Q(major__lt=version.major) | Q(major=version.major, minor__lte=version.minor)
    return ProgrammeVersion.objects.filter(
        Q(programme=version.programme) & not_later | ~Q(programme=version.programme),
        state=VersionState.ADOPTED,
    )


def _other_wordings(action: Action, version: ProgrammeVersion) -> list[OtherWording]:
    same_programme = Q(version__in=_up_to(version).filter(programme=version.programme))
    other_period = Q(
        version__is_public=True, version__programme__authority=version.programme.authority
    )
    found = (
        Action.objects.filter(same_programme | other_period, lineage=action.lineage)
        .exclude(pk=action.pk)
        .select_related("version__programme", "version__act")
        .order_by("-version__effective_from", "-version__pk")
    )
    return [
        OtherWording(one, is_same=(one.title, one.text) == (action.title, action.text))
        for one in found
    ]
