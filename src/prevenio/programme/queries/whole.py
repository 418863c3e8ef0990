"""A version with all its content, for what shows it whole: the printed document, open data."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.programme.models import (
    Abbreviation,
    Action,
    Amount,
    AreaOfAction,
    Chapter,
    DraftingMember,
    Funding,
    Milestone,
    ProgrammeVersion,
    Signatory,
)
from prevenio.programme.queries.initiatives import InitiativeRow, initiative_row, with_parts
from prevenio.programme.queries.public import (
    ROLES_WITH_BODIES,
    ActionRow,
    Declared,
    action_row,
    amounts_of,
    chapters_of,
    declared_by,
    milestones_of,
)


@dataclass(frozen=True, slots=True)
class WholeAction:
    """An action with its bodies and the actions that are its parts."""

    row: ActionRow
    sub_actions: Sequence[ActionRow]


@dataclass(frozen=True, slots=True)
class WholeArea:
    """An area with all its actions."""

    area: AreaOfAction
    actions: Sequence[WholeAction]


@dataclass(frozen=True, slots=True)
class WholeInitiative:
    """An initiative with its bodies, audiences, sources of money and towns."""

    row: InitiativeRow
    fundings: Sequence[Funding]
    municipalities: Sequence[Municipality]


@dataclass(frozen=True, slots=True)
class WholeProgramme:
    """Everything a version holds, in the document's order."""

    version: ProgrammeVersion
    signatories: Sequence[Signatory]
    chapters: Sequence[Chapter]
    declared: Declared
    areas: Sequence[WholeArea]
    initiatives: Sequence[WholeInitiative]
    abbreviations: Sequence[Abbreviation]
    team: Sequence[DraftingMember]
    milestones: Sequence[Milestone]
    amounts: Sequence[Amount]

    @property
    def authority(self) -> Authority:
        return self.version.programme.authority

    @property
    def actions(self) -> list[WholeAction]:
        return [action for area in self.areas for action in area.actions]

    @property
    def bodies(self) -> list[Body]:
        """Every body of an action or an initiative, once, in the order they appear."""
        found = [body for action in self.actions for body in _bodies_of(action.row)]
        found += [body for one in self.initiatives for body in one.row.bodies]
        return list(dict.fromkeys(found))


def whole_programme(version: ProgrammeVersion) -> WholeProgramme:
    """A version with all its content; some seventeen statements at any size."""
    return WholeProgramme(
        version=version,
        signatories=list(version.act.signatories.order_by("pk")) if version.act else [],
        chapters=chapters_of(version),
        declared=declared_by(version),
        areas=_areas(version),
        initiatives=_initiatives(version),
        abbreviations=list(version.abbreviations.order_by("position", "pk")),
        team=list(version.drafting_team.select_related("body").order_by("position", "pk")),
        milestones=milestones_of(version),
        amounts=amounts_of(version),
    )


def _bodies_of(row: ActionRow) -> list[Body]:
    return [row.lead, *row.joining] if row.lead else row.joining


def _areas(version: ProgrammeVersion) -> list[WholeArea]:
    children: dict[int | None, list[Action]] = defaultdict(list)
    top: dict[int, list[Action]] = defaultdict(list)
    actions = version.actions.prefetch_related(ROLES_WITH_BODIES).order_by("position", "pk")
    for action in actions:
        if action.parent_id is None:
            top[action.area_id].append(action)
        else:
            children[action.parent_id].append(action)
    areas = version.areas.select_related("lead_body").order_by("position", "pk")
    return [
        WholeArea(area, [_whole(action, children[action.pk]) for action in top[area.pk]])
        for area in areas
    ]


def _whole(action: Action, parts: Sequence[Action]) -> WholeAction:
    return WholeAction(action_row(action), [action_row(part) for part in parts])


def _initiatives(version: ProgrammeVersion) -> list[WholeInitiative]:
    initiatives = with_parts(version.initiatives.order_by("position", "pk"))
    return [
        WholeInitiative(
            initiative_row(one),
            sorted(one.fundings.all(), key=lambda funding: (funding.position, funding.pk)),
            list(one.municipalities.all()),
        )
        for one in initiatives.prefetch_related("fundings", "municipalities")
    ]
