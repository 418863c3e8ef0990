"""Programmes and their versions as the desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from prevenio.people.models import Authority, Body
from prevenio.programme.models import (
    Act,
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    Chapter,
    ChapterComment,
    Programme,
    ProgrammeVersion,
    StatementKind,
    Trigger,
    VersionState,
)
from prevenio.programme.queries.changes import Change, changes_between

LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme with the versions that matter: in work, and shown to the public."""

    programme: Programme
    draft: ProgrammeVersion | None
    public: ProgrammeVersion | None
    newest: ProgrammeVersion | None


def programmes_of(authority: Authority) -> list[ProgrammeRow]:
    """Every programme of an authority, the newest period first; two statements."""
    programmes = (
        Programme.objects.filter(authority=authority)
        .prefetch_related(
            Prefetch(
                "versions",
                ProgrammeVersion.objects.exclude(state=VersionState.DISCARDED)
                .select_related("programme")
                .order_by("-major", "-minor"),
            )
        )
        .order_by("-first_year", "-pk")
    )
    return [_programme_row(programme) for programme in programmes]


def _programme_row(programme: Programme) -> ProgrammeRow:
    versions = list(programme.versions.all())
    in_work = {VersionState.DRAFT, VersionState.HANDED_OVER}
    return ProgrammeRow(
        programme=programme,
        draft=next((one for one in versions if one.state in in_work), None),
        public=next((one for one in versions if one.is_public), None),
        newest=next(iter(versions), None),
    )


def versions_visible_to(authority: Authority) -> "QuerySet[ProgrammeVersion]":
    """Every version of an authority's programmes, for its desk."""
    return ProgrammeVersion.objects.filter(programme__authority=authority).select_related(
        "programme__authority", "act", "source", "based_on__programme"
    )


def versions_to_compare(
    authority: Authority, *, newer: int, older: str
) -> tuple[ProgrammeVersion | None, ProgrammeVersion | None]:
    """The older and the newer version that a page compares; the older is the basis if not named."""
    wanted = {newer, int(older)} if _is_key(older) else {newer}
    found = versions_visible_to(authority).in_bulk(wanted)
    new = found.get(newer)
    if older.isdecimal():
        return found.get(int(older)) if _is_key(older) else None, new
    return (new.based_on if new else None), new


def _is_key(text: str) -> bool:
    """Whether a text may be a row's number; longer ones no database can hold."""
    return text.isdecimal() and len(text) <= LONGEST_KEY


def areas_visible_to(authority: Authority) -> "QuerySet[AreaOfAction]":
    """Every area of an authority's versions, each with its version."""
    return AreaOfAction.objects.filter(version__programme__authority=authority).select_related(
        "lead_body", "version__programme__authority"
    )


@dataclass(frozen=True, slots=True)
class PartRow:
    """One line of a list of a version: a chapter, an initiative, a statement, a person."""

    kind: str
    pk: int
    number: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version with its parts, and its place among the others."""

    version: ProgrammeVersion
    areas: Sequence[AreaOfAction]
    chapters: Sequence[PartRow]
    initiatives: Sequence[PartRow]
    statements: Sequence[tuple[str, Sequence[PartRow]]]
    team: Sequence[PartRow]
    versions: Sequence[ProgrammeVersion]
    action_count: int


def version_page(version: ProgrammeVersion) -> VersionPage:
    """Everything the desk's page of a version shows; three statements."""
    areas = list(
        version.areas.select_related("lead_body")
        .annotate(action_count=Count("actions", filter=Q(actions__parent=None)))
        .order_by("position", "pk")
    )
    parts = _parts(version)
    return VersionPage(
        version=version,
        areas=areas,
        chapters=parts.get("chapter", []),
        initiatives=parts.get("initiative", []),
        statements=[(kind, parts[kind]) for kind in StatementKind.values if kind in parts],
        team=parts.get("member", []),
        versions=versions_of(version.programme_id),
        action_count=sum(area.action_count for area in areas),
    )


def _parts(version: ProgrammeVersion) -> dict[str, list[PartRow]]:
    """The lists of a version by their kind, all of them in one statement."""
    blank = Value("", output_field=TextField())
    chapters = _part_rows(version.chapters.all(), Value("chapter"), F("number"), F("title"), blank)
    rows = chapters.union(
        _part_rows(version.initiatives.all(), Value("initiative"), F("number"), F("name"), blank),
        _part_rows(version.statements.all(), F("kind"), F("position"), F("text"), blank),
        _part_rows(version.drafting_team.all(), Value("member"), blank, F("name"), F("office")),
        all=True,
    )
    parts: dict[str, list[PartRow]] = {}
    for kind, _place, pk, number, text, note in rows.order_by("part", "place", "pk"):
        parts.setdefault(kind, []).append(PartRow(kind, pk, number or "", text, note))
    return parts


def _part_rows(
    rows: "QuerySet[Any]", kind: Any, number: Any, text: Any, note: Any
) -> "QuerySet[Any, Any]":
    as_text = TextField()
    shown = rows.annotate(
        part=Cast(kind, as_text),
        place=F("position"),
        shown_number=Cast(number, as_text),
        shown_text=Cast(text, as_text),
        shown_note=Cast(note, as_text),
    )
    columns: QuerySet[Any, Any] = shown.values_list(
        "part", "place", "pk", "shown_number", "shown_text", "shown_note"
    )
    return columns


def versions_of(programme_id: int) -> list[ProgrammeVersion]:
    """A programme's versions that were not discarded, the newest first."""
    return list(
        ProgrammeVersion.objects.filter(programme=programme_id)
        .exclude(state=VersionState.DISCARDED)
        .select_related("act", "programme")
        .order_by("-major", "-minor")
    )


def actions_of(area: AreaOfAction) -> list[Action]:
    """An area's actions in order, with their bodies; two statements."""
    return list(
        area.actions.filter(parent=None)
        .prefetch_related(Prefetch("roles", ActionRole.objects.select_related("body")))
        .order_by("position", "pk")
    )


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action being edited: its bodies by role, what changed, and who must be told."""

    action: Action
    lead_id: int | None
    co_responsible: Sequence[str]
    partners: Sequence[str]
    change: Change | None
    joining: Sequence[str]
    leaving: Sequence[str]

    @property
    def edited(self) -> frozenset[str]:
        """The fields of the form that differ from the version in force."""
        changed = [field.name for field in self.change.fields] if self.change else []
        return frozenset(name for one in changed for name in EDITED_WITH.get(one, (one,)))


EDITED_WITH = {"season": ("season_first_month", "season_last_month"), "lead_body": ("lead",)}


def action_page(action: Action) -> ActionPage:
    """What the page of an action shows, compared with the version its draft is based on."""
    roles = list(action.roles.select_related("body").order_by("position", "pk"))
    before = _same_action_before(action)
    old_bodies = {role.body for role in before.roles.all()} if before else set()
    new_bodies = {role.body for role in roles}
    return ActionPage(
        action=action,
        lead_id=next((r.body_id for r in roles if r.role == ActionRoleKind.LEAD), None),
        co_responsible=_short_names(roles, ActionRoleKind.CO_RESPONSIBLE),
        partners=_short_names(roles, ActionRoleKind.PARTNER),
        change=_change_of(action),
        joining=sorted(str(body) for body in new_bodies - old_bodies) if before else [],
        leaving=sorted(str(body) for body in old_bodies - new_bodies),
    )


@dataclass(frozen=True, slots=True)
class MergerPage:
    """Two actions that are to become one: who answers and who helps afterwards, who comes new."""

    kept: Action
    dropped: Action
    responsible: Sequence[str]
    partners: Sequence[str]
    joining: Sequence[str]


def other_action(version: ProgrammeVersion, action: Action, code: str) -> Action | None:
    """Another action of the version by its number; None where there is none."""
    if "\x00" in code:
        return None
    return version.actions.exclude(pk=action.pk).filter(code=code).first()


def merger_page(kept: Action, dropped: Action) -> MergerPage:
    """What joining two actions makes of their bodies."""
    here, there = _bodies_by_part(kept), _bodies_by_part(dropped)
    responsible = _both(here[False], there[False])
    return MergerPage(
        kept=kept,
        dropped=dropped,
        responsible=responsible,
        partners=[body for body in _both(here[True], there[True]) if body not in responsible],
        joining=[
            body
            for body in _both(there[False], there[True])
            if body not in (*here[False], *here[True])
        ],
    )


def roles_named_once(action: Action) -> tuple[Body | None, list[Body], list[Body]]:
    """Lead, co-responsible bodies and partners, without partners that answer for it anyway."""
    roles = list(action.roles.select_related("body").order_by("position", "pk"))
    lead = next((role.body for role in roles if role.role == ActionRoleKind.LEAD), None)
    co = [role.body for role in roles if role.role == ActionRoleKind.CO_RESPONSIBLE]
    partners = [role.body for role in roles if role.role == ActionRoleKind.PARTNER]
    return lead, co, [body for body in partners if body != lead and body not in co]


def _bodies_by_part(action: Action) -> dict[bool, list[str]]:
    """Short names of an action's bodies: under False those who answer, under True partners."""
    parts: dict[bool, list[str]] = {False: [], True: []}
    for role in action.roles.select_related("body").order_by("position", "pk"):
        parts[role.role == ActionRoleKind.PARTNER].append(role.body.short_name)
    return parts


def _both(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*first, *second]))


def _short_names(roles: Sequence[ActionRole], kind: ActionRoleKind) -> list[str]:
    return [role.body.short_name for role in roles if role.role == kind]


def _same_action_before(action: Action) -> Action | None:
    if action.version.based_on_id is None:
        return None
    return (
        Action.objects.filter(version=action.version.based_on_id, lineage=action.lineage)
        .prefetch_related("roles__body")
        .first()
    )


def _change_of(action: Action) -> Change | None:
    if action.version.based_on is None:
        return None
    changes = changes_between(action.version.based_on, action.version)
    return next((one for one in changes if one.lineage == action.lineage), None)


def lineage_of(action: Action) -> list[Action]:
    """The same action in the other adopted versions, of every period, the oldest first."""
    return list(
        Action.objects.exclude(pk=action.pk)
        .filter(
            lineage=action.lineage,
            version__programme__authority=action.version.programme.authority_id,
            version__state=VersionState.ADOPTED,
        )
        .select_related("version__programme")
        .order_by("version__programme__first_year", "version__major", "version__minor")
    )


def acts_of(authority: Authority) -> "QuerySet[Act]":
    """The register of acts of an authority, the newest first."""
    return (
        Act.objects.filter(authority=authority)
        .annotate(version_count=Count("versions"))
        .order_by("-adopted_on", "-pk")
    )


def keepable_areas(version: ProgrammeVersion) -> list[tuple[UUID, str]]:
    """The areas that the next period may carry over, by lineage."""
    return [(area.lineage, str(area)) for area in version.areas.order_by("position", "pk")]


def triggers_of(action: Action) -> list[Trigger]:
    """The recorded events that made a conditional action active, the newest first."""
    if not action.is_conditional:
        return []
    triggers = Trigger.objects.filter(programme=action.version.programme_id, lineage=action.lineage)
    return list(triggers.order_by("-began_on", "-pk"))


def remarks_on(chapter: Chapter) -> list[ChapterComment]:
    """The remarks on a chapter of a version, open ones first, then by time."""
    remarks = ChapterComment.objects.filter(
        version=chapter.version_id, chapter_number=chapter.number
    )
    return list(
        remarks.select_related("by").order_by(F("settled_at").asc(nulls_first=True), "at", "pk")
    )
