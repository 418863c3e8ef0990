"""Which version of a programme is pinned for the public, and how much it holds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from prevenio.people.models import Authority, Body
from prevenio.programme.models import (
    Action,
    ActionRole,
    Amount,
    AreaOfAction,
    Chapter,
    Initiative,
    InitiativeRole,
    Milestone,
    ProgrammeVersion,
    Statement,
)


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    """The version shown on a page, how much it holds, and the versions of the other periods."""

    version: ProgrammeVersion
    actions: int
    areas: int
    initiatives: int
    bodies: int
    chapters: int
    milestones: int
    amounts: int
    others: Sequence[ProgrammeVersion]
    is_current: bool

    @property
    def authority(self) -> Authority:
        return self.version.programme.authority

    @property
    def last_day(self) -> date | None:
        """The last day of the programme's years."""
        last_year = self.version.programme.last_year
        return date(last_year, 12, 31) if last_year else None


def public_programme(
    *, authority: Authority, today: date, programme_id: int | None = None
) -> PublicProgramme | None:
    """The programme for residents: the asked period, else the one of today, else the newest."""
    versions = list(_public_versions(authority))
    if not versions:
        return None
    current = _current(versions, today)
    shown: ProgrammeVersion | None = current
    if programme_id is not None:
        shown = next((one for one in versions if one.programme_id == programme_id), None)
    return _with_counts(shown, versions, is_current=shown == current) if shown else None


def bodies_taking_part(version: ProgrammeVersion) -> QuerySet[Body]:
    """Bodies that lead or join an action, carry out an initiative or are declared participants."""
    return Body.objects.filter(_takes_part_in(version.pk), authority=version.programme.authority)


def bodies_in(version_id: int, bodies: Collection[int]) -> Collection[int]:
    """Which of these bodies take part in a version; without a statement where there are none."""
    if not bodies:
        return frozenset()
    taking_part = Body.objects.filter(_takes_part_in(version_id), pk__in=bodies)
    return frozenset(taking_part.values_list("pk", flat=True))


def _public_versions(authority: Authority) -> QuerySet[ProgrammeVersion]:
    return (
        ProgrammeVersion.objects.filter(programme__authority=authority, is_public=True)
        .select_related("programme__authority", "programme__lead_body", "act")
        .annotate(
            areas_count=_how_many(AreaOfAction.objects.all()),
            actions_count=_how_many(Action.objects.filter(parent__isnull=True)),
            initiatives_count=_how_many(Initiative.objects.all()),
            chapters_count=_how_many(Chapter.objects.all()),
            milestones_count=_how_many(Milestone.objects.all()),
            amounts_count=_how_many(Amount.objects.all()),
            bodies_count=_how_many_bodies(),
        )
        .order_by(F("programme__first_year").desc(nulls_last=True), "-pk")
    )


def _with_counts(
    version: ProgrammeVersion, versions: Sequence[ProgrammeVersion], *, is_current: bool
) -> PublicProgramme:
    counts = ("actions", "areas", "initiatives", "bodies", "chapters", "milestones", "amounts")
    return PublicProgramme(
        version=version,
        others=[other for other in versions if other != version],
        is_current=is_current,
        **{name: getattr(version, f"{name}_count") for name in counts},
    )


def _current(versions: Sequence[ProgrammeVersion], today: date) -> ProgrammeVersion:
    def covers_today(version: ProgrammeVersion) -> bool:
        programme = version.programme
        return (programme.first_year or today.year + 1) <= today.year and (
            programme.last_year is None or today.year <= programme.last_year
        )

    return next((version for version in versions if covers_today(version)), versions[0])


def _how_many[M: Model](rows: QuerySet[M]) -> Coalesce:
    counted = (
        rows.filter(version=OuterRef("pk"))
        .order_by()
        .values("version")
        .annotate(how_many=Count("pk"))
        .values("how_many")
    )
    return Coalesce(Subquery(counted), 0)


def _how_many_bodies() -> Subquery:
    bodies = Body.objects.filter(
        _takes_part_in(OuterRef(OuterRef("pk"))),
        authority=OuterRef("programme__authority"),
    )
    counted = bodies.order_by().annotate(how_many=Func(F("pk"), function="COUNT"))
    return Subquery(counted.values("how_many"), output_field=IntegerField())


def _takes_part_in(version: Any) -> Q:
    return Q(
        Exists(ActionRole.objects.filter(body=OuterRef("pk"), action__version=version))
        | Exists(InitiativeRole.objects.filter(body=OuterRef("pk"), initiative__version=version))
        | Exists(Statement.objects.filter(body=OuterRef("pk"), version=version))
    )
