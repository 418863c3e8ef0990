"""What the page of one project shows: money, groups, team, steps, years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Max, QuerySet

from prevenio.people.models import BodyMember
from prevenio.programme.models import (
    Audience,
    Funding,
)
from prevenio.region.models import (
    Channel,
    GateStep,
    Lecturer,
    PracticeReuse,
    Priority,
    Project,
    ProjectYear,
    TeamMember,
    TeamRole,
    UmbrellaMove,
)

_ROLES = (TeamRole.LEADS, TeamRole.MEMBER, TeamRole.EXTERNAL)


@dataclass(frozen=True, slots=True)
class Share:
    """One source of a project's money; the share is in whole percent where it is known."""

    source: str
    is_in_kind: bool
    planned: Decimal | None
    spent: Decimal | None
    percent: int | None


def shares_of(project: Project) -> Sequence[Share]:
    """The sources of a project's money as the programme names them, with their shares.

    A single source pays everything. Of several, shares are known only where each one's sum is.
    """
    found = list(project.present.fundings.order_by("position", "pk"))
    money = [one for one in found if not one.is_in_kind]
    sums = _sums(money)
    percents = _percents(sums)
    kept: dict[tuple[str, bool], Share] = {}
    for one in found:
        key = (one.source, one.is_in_kind)
        if key not in kept:
            planned, spent = _sum(found, key, "planned"), _sum(found, key, "spent")
            percent = None if one.is_in_kind else percents.get(one.source)
            kept[key] = Share(one.source, one.is_in_kind, planned, spent, percent)
    return list(kept.values())


def coverage_of(project: Project) -> tuple[Sequence[Audience], Sequence[Channel]]:
    """The target groups that the programme names, and the channels with the groups they reach."""
    groups = list(project.present.audiences.order_by("position", "pk"))
    channels = project.channels.prefetch_related("reaches").order_by("position", "pk")
    return groups, list(channels)


def team_of(project: Project) -> Sequence[TeamMember]:
    """Everybody who is, was or will be in the team; who leads stands first."""
    team = project.team.select_related("body", "user")
    rows = team.order_by(F("last_day").desc(nulls_first=True), "person_name", "pk")
    # The order of roles is that of the choices; of days, that of the database stays.
    return sorted(rows, key=lambda one: (one.last_day is not None, _ROLES.index(one.role)))


def lecturers_of(project: Project) -> QuerySet[Lecturer]:
    """The lecturers of a project with how many sessions each held, and when the last one was."""
    return (
        project.lecturers.select_related("body")
        .annotate(held_count=Count("sessions"), held_last=Max("sessions__last_day"))
        .order_by("person_name", "pk")
    )


def gate_of(project: Project) -> Sequence[GateStep]:
    """The steps of a project, oldest first."""
    return list(project.gate_steps.select_related("body", "act", "by").order_by("number"))


def umbrella_of(project: Project) -> Sequence[UmbrellaMove]:
    """Under which umbrellas a project stood, the newest first."""
    moves = project.umbrella_moves.select_related("umbrella__initiative", "by")
    return list(moves.order_by("-on", "-pk"))


def years_of(project: Project) -> Sequence[ProjectYear]:
    """What was written of a project's years, the newest first."""
    return list(project.years.select_related("submitted_by").order_by("-year"))


def priorities_of(project: Project) -> Sequence[Priority]:
    """The priorities of a project, the newest year first."""
    rows = project.priorities.select_related("decided_by").prefetch_related("indicators")
    return list(rows.order_by("-year", "position", "pk"))


def reuses_of(project: Project) -> Sequence[PracticeReuse]:
    """The practices that a project took over."""
    return list(project.reused_practices.select_related("practice").order_by("on", "pk"))


def initiators_members(project: Project) -> Sequence[BodyMember]:
    """The municipalities and bodies of a union that started a project."""
    if project.initiator is None or not project.initiator.is_group:
        return []
    members = project.initiator.members.select_related("member")
    return list(members.order_by("member__short_name", "pk"))


def _sums(money: Sequence[Funding]) -> dict[str, Decimal | None]:
    sums: dict[str, Decimal | None] = {}
    for one in money:
        known = sums.get(one.source, Decimal(0))
        given = one.planned if one.planned is not None else one.spent
        sums[one.source] = None if known is None or given is None else known + given
    return sums


def _percents(sums: Mapping[str, Decimal | None]) -> dict[str, int]:
    """Whole percents that add up to 100: the largest remainders are rounded up."""
    if len(sums) == 1:
        return dict.fromkeys(sums, 100)
    known = {name: value for name, value in sums.items() if value is not None}
    total = sum(known.values(), Decimal(0))
    if len(known) < len(sums) or total <= 0:
        return {}
    exact = {name: value * 100 / total for name, value in known.items()}
    whole = {name: int(value) for name, value in exact.items()}
    missing = 100 - sum(whole.values())
    for name in sorted(exact, key=lambda one: whole[one] - exact[one])[:missing]:
        whole[name] += 1
    return whole


def _sum(found: Sequence[Funding], key: tuple[str, bool], column: str) -> Decimal | None:
    given = [
        value
        for one in found
        if (one.source, one.is_in_kind) == key
        if (value := getattr(one, column)) is not None
    ]
    return sum(given, Decimal(0)) if given else None
