"""Projects on the desk: who sees which, and what a list shows of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.programme.models import (
    Initiative,
    InitiativeRole,
    InitiativeRoleKind,
)
from prevenio.region.models import (
    Phase,
    Project,
    TeamMember,
)
from prevenio.region.project_access import Sight


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list of projects is narrowed to; empty means everything."""

    words: str = ""
    phase: str = ""
    is_mine: bool = False
    """Only those in whose team the person is today."""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in a list, with its name in the wording that residents read."""

    project: Project
    name: str
    bodies: Sequence[Body]
    municipalities: Sequence[Municipality]


def projects_seen(authority: Authority, sight: Sight, *, today: date) -> QuerySet[Project]:
    """The projects that somebody may open on the desk."""
    projects = Project.objects.filter(authority=authority)
    return projects if sight.sees_all else projects.filter(_own(sight, today))


def projects_for(user: User, authority: Authority, *, today: date) -> QuerySet[Project]:
    """The projects in whose team a person is on a day, with or without a role in the programme."""
    mine = _places(user.pk, today)
    return _with_rows(Project.objects.filter(authority=authority, pk__in=mine))


def projects_found(
    authority: Authority, sight: Sight, choice: Choice, *, today: date
) -> QuerySet[Project]:
    """The projects that a choice leaves, in the order of the programme."""
    found = _worded(projects_seen(authority, sight, today=today), choice)
    if choice.phase:
        found = found.filter(phase=choice.phase)
    if choice.is_mine:
        found = found.filter(pk__in=_places(sight.user_id, today))
    return _with_rows(found)


def phase_counts(
    authority: Authority, sight: Sight, choice: Choice, *, today: date
) -> Mapping[str, int]:
    """How many of somebody's projects are in each phase, in all, and left by the choice.

    One statement.
    """
    counted = {one: Count("pk", filter=Q(phase=one), distinct=True) for one in Phase.values}
    mine = Count("pk", filter=Q(pk__in=_places(sight.user_id, today)), distinct=True)
    left = Q(phase=choice.phase) if choice.phase else Q()
    if choice.is_mine:
        left &= Q(pk__in=_places(sight.user_id, today))
    found = _worded(projects_seen(authority, sight, today=today), choice)
    return found.aggregate(
        **counted,
        MINE=mine,
        ALL=Count("pk", distinct=True),
        FOUND=Count("pk", filter=left, distinct=True) if left else Count("pk", distinct=True),
    )


def waiting_to_be_taken_up(authority: Authority) -> int:
    """How many initiatives that residents read are no project yet."""
    taken = Project.objects.filter(authority=authority).values("lineage")
    public = Initiative.objects.filter(
        version__programme__authority=authority, version__is_public=True
    )
    return public.exclude(lineage__in=taken).values("lineage").distinct().count()


def projects_in_public(authority: Authority) -> QuerySet[Project]:
    """Projects of initiatives that residents read; nothing is told of those of drafts alone."""
    read = Initiative.objects.filter(
        version__is_public=True, version__programme__authority=authority
    )
    rows = Project.objects.filter(authority=authority, lineage__in=read.values("lineage"))
    return rows.select_related("initiative")


def with_present(projects: Sequence[Project], authority: Authority) -> Sequence[Project]:
    """The projects with their initiatives in the wording that residents read; three statements."""
    wanted = [one.lineage for one in projects]
    roles = InitiativeRole.objects.select_related("body").order_by("position", "pk")
    found = Initiative.objects.filter(
        lineage__in=wanted, version__is_public=True, version__programme__authority=authority
    )
    rows = found.prefetch_related(Prefetch("roles", roles), "municipalities").order_by("version")
    by_lineage = {one.lineage: one for one in rows}
    for project in projects:
        if project.lineage in by_lineage:
            project.__dict__["found_present"] = by_lineage[project.lineage]
    return projects


def rows_of(projects: Iterable[Project]) -> Sequence[ProjectRow]:
    """Projects of `projects_found` as a list shows them; two statements beside their own."""
    found = list(projects)
    wanted = {one.pk: _present_key(one) for one in found}
    bodies, towns = _implementers(set(wanted.values())), _towns(set(wanted.values()))
    return [
        ProjectRow(
            project=one,
            name=str(getattr(one, "present_name", one.initiative.name)),
            bodies=bodies.get(wanted[one.pk], ()),
            municipalities=towns.get(wanted[one.pk], ()),
        )
        for one in found
    ]


def bodies_of(project: Project) -> Sequence[Body]:
    """Who carries a project out; its roles must have been fetched."""
    roles = sorted(project.present.roles.all(), key=lambda one: one.position)
    return [one.body for one in roles if one.role == InitiativeRoleKind.IMPLEMENTER]


def _implementers(initiatives: Collection[int]) -> dict[int, list[Body]]:
    rows = InitiativeRole.objects.filter(
        initiative__in=initiatives, role=InitiativeRoleKind.IMPLEMENTER
    )
    found: dict[int, list[Body]] = {}
    for row in rows.select_related("body").order_by("position", "pk"):
        found.setdefault(row.initiative_id, []).append(row.body)
    return found


def _towns(initiatives: Collection[int]) -> dict[int, list[Municipality]]:
    rows = Municipality.objects.filter(initiatives__in=initiatives)
    found: dict[int, list[Municipality]] = {}
    for town in rows.annotate(of_initiative=F("initiatives")).order_by("name", "pk"):
        found.setdefault(town.of_initiative, []).append(town)
    return found


def _own(sight: Sight, today: date) -> Q:
    """What belongs to a person and to the bodies they act for."""
    public = Initiative.objects.filter(version__is_public=True)
    theirs = public.filter(
        Q(roles__body__in=sight.bodies) | Q(municipalities__office__in=sight.bodies)
    )
    return (
        Q(pk__in=_places(sight.user_id, today))
        | Q(lineage__in=theirs.values("lineage"))
        | Q(initiator__in=sight.bodies)
        | Q(initiator__members__member__in=sight.bodies)
    )


def _places(user_id: int, today: date) -> QuerySet[TeamMember, int]:
    """The projects in whose team somebody is on a day."""
    places = TeamMember.objects.on(today).filter(user=user_id)
    return places.values_list("project_id", flat=True)


def _present_key(project: Project) -> int:
    found: int = getattr(project, "present_pk", project.initiative_id)
    return found


def _with_rows(projects: QuerySet[Project]) -> QuerySet[Project]:
    public = Initiative.objects.filter(
        lineage=OuterRef("lineage"),
        version__is_public=True,
        version__programme__authority=OuterRef("authority"),
    ).order_by("-version")
    return (
        projects.select_related("initiative", "initiator")
        .annotate(
            present_pk=Coalesce(Subquery(public.values("pk")[:1]), "initiative_id"),
            present_name=Coalesce(Subquery(public.values("name")[:1]), "initiative__name"),
        )
        .order_by("initiative__position", "pk")
        .distinct()
    )


def _worded(projects: QuerySet[Project], choice: Choice) -> QuerySet[Project]:
    for word in choice.words.split():
        projects = projects.filter(Q(initiative__name__icontains=word) | Q(note__icontains=word))
    return projects
