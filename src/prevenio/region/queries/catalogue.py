"""Projects as residents read them: the initiatives of the programme with how far each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from prevenio.activities.queries.totals import hundredths_of, in_units
from prevenio.indicators.models import IndicatorClass
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.programme.models import Funding, Initiative, ProgrammeVersion
from prevenio.programme.queries.initiatives import key_of
from prevenio.region.gates import standing_steps
from prevenio.region.models import (
    Channel,
    GateStep,
    Lecturer,
    Phase,
    PracticeReuse,
    PracticeState,
    Priority,
    PriorityState,
    Project,
    ProjectYear,
    TeamMember,
    UmbrellaMove,
    YearState,
)
from prevenio.region.queries.projects import projects_in_public, with_present


@dataclass(frozen=True, slots=True)
class Listed:
    """An initiative in the catalogue: how far it is, where, and how much it is planned to cost.

    The amount is in the authority's currency, None where the programme states none.
    """

    initiative: Initiative
    key: str
    phase: str
    note: str
    amount: Decimal | None
    municipalities: Sequence[Municipality]

    @property
    def phase_words(self) -> str:
        return str(Phase(self.phase).label) if self.phase else ""

    @property
    def years(self) -> Sequence[int]:
        """The years that it ran, as far as they are known."""
        first, last = self.initiative.first_year, self.initiative.last_year
        if first is None or last is None:
            return [year for year in (first, last) if year is not None]
        return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class PublicProject:
    """What residents read of one project's way."""

    project: Project
    members_of_initiator: Sequence[Body]
    team_bodies: Sequence[str]
    named_members: Sequence[TeamMember]
    lecturers: int
    sessions: int
    named_lecturers: Sequence[Lecturer]
    steps: Sequence[GateStep]
    umbrellas: Sequence[UmbrellaMove]
    years: Sequence[ProjectYear]
    priorities: Sequence[tuple[Priority, Sequence[str]]]
    reuses: Sequence[PracticeReuse]
    channels: Sequence[Channel] = ()
    """The ways to its target groups; the groups themselves are the programme's audiences."""
    follows: Project | None = None
    followed_by: Sequence[Project] = field(default_factory=list)


def listed_of(version: ProgrammeVersion) -> list[Listed]:
    """The initiatives of a version as a catalogue; two statements."""
    projects = Project.objects.filter(
        authority=version.programme.authority_id, lineage=OuterRef("lineage")
    )
    planned = (
        Funding.objects.filter(initiative=OuterRef("pk"), planned__isnull=False)
        .order_by()
        .values("initiative")
        .annotate(hundredths=hundredths_of("planned"))
        .values("hundredths")
    )
    rows = (
        version.initiatives.annotate(
            phase=Subquery(projects.values("phase")[:1]),
            project_note=Subquery(projects.values("note")[:1]),
            hundredths=Subquery(planned[:1]),
        )
        .prefetch_related("municipalities")
        .order_by("position", "pk")
    )
    return [_listed(one) for one in rows]


def project_of(version: ProgrammeVersion, initiative: Initiative) -> Project | None:
    """The project of an initiative that residents read; None where it was not taken up."""
    projects = Project.objects.filter(
        authority=version.programme.authority_id, lineage=initiative.lineage
    )
    return projects.select_related("authority", "initiator").first()


def public_project(project: Project) -> PublicProject:
    """What residents may read of a project; names only of those who agreed."""
    team = list(
        project.team.filter(last_day__isnull=True)
        .select_related("body")
        .order_by("role", "person_name", "pk")
    )
    lecturers = project.lecturers.select_related("body").order_by("person_name", "pk")
    public = projects_in_public(project.authority)
    umbrellas = _umbrellas(project, public)
    follows = public.filter(followed_by=project).first()
    followed_by = list(public.filter(follows=project).order_by("pk"))
    around = [one.umbrella for one in umbrellas if one.umbrella]
    with_present([*around, *followed_by, *([follows] if follows else [])], project.authority)
    return PublicProject(
        project=project,
        members_of_initiator=_members(project),
        team_bodies=list(dict.fromkeys(one.shown_body for one in team)),
        named_members=[one for one in team if one.is_public],
        lecturers=len(lecturers),
        sessions=_sessions(project),
        named_lecturers=[one for one in lecturers if one.may_be_named],
        steps=standing_steps(project.gate_steps.select_related("body", "act").order_by("number")),
        umbrellas=umbrellas,
        years=list(project.years.filter(state=YearState.RELEASED).order_by("-year")),
        priorities=_priorities(project),
        reuses=_reuses(project),
        channels=list(project.channels.prefetch_related("reaches").order_by("position", "pk")),
        follows=follows,
        followed_by=followed_by,
    )


def phases_of(rows: Sequence[Listed]) -> Mapping[str, int]:
    """How many rows of a catalogue are in each phase, in the order of phases."""
    counted = {one.value: sum(row.phase == one for row in rows) for one in Phase}
    return {phase: number for phase, number in counted.items() if number}


def _listed(initiative: Initiative) -> Listed:
    hundredths: int | None = getattr(initiative, "hundredths", None)
    return Listed(
        initiative=initiative,
        key=key_of(initiative),
        phase=getattr(initiative, "phase", None) or "",
        note=getattr(initiative, "project_note", None) or "",
        amount=None if hundredths is None else in_units(hundredths),
        municipalities=sorted(initiative.municipalities.all(), key=lambda one: one.name),
    )


def _members(project: Project) -> Sequence[Body]:
    if project.initiator is None:
        return []
    members = project.initiator.members.select_related("member").order_by("member__short_name")
    return [one.member for one in members]


def _sessions(project: Project) -> int:
    """How many activities the lecturers held; one held by two counts once."""
    held = project.lecturers.filter(sessions__state="DONE").values("sessions")
    return held.distinct().count()


def _umbrellas(project: Project, public: QuerySet[Project]) -> Sequence[UmbrellaMove]:
    moves = project.umbrella_moves.filter(Q(umbrella=None) | Q(umbrella__in=public))
    return list(moves.select_related("umbrella__initiative").order_by("-on", "-pk"))


def _priorities(project: Project) -> Sequence[tuple[Priority, Sequence[str]]]:
    """Priorities that a body approved, each with the names of its public indicators."""
    rows: QuerySet[Priority] = project.priorities.filter(state=PriorityState.APPROVED)
    shown = rows.select_related("decided_by").prefetch_related("indicators")
    return [
        (
            one,
            [
                indicator.name
                for indicator in one.indicators.all()
                if indicator.data_class == IndicatorClass.PUBLIC
            ],
        )
        for one in shown.order_by("-year", "position", "pk")
    ]


def _reuses(project: Project) -> Sequence[PracticeReuse]:
    public = project.reused_practices.filter(
        practice__state=PracticeState.SHARED, practice__released_on__isnull=False
    )
    return list(public.select_related("practice").order_by("on", "pk"))
