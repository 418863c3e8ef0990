"""What opening a period would ask for, before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    ProgrammeVersion,
    VersionState,
)
from prevenio.returns.models import ActionReturn, BodyContact, PeriodKind, Purpose
from prevenio.returns.queries.periods import actions_due, answering_roles, members_of

_ANSWERING = (ActionRoleKind.LEAD, ActionRoleKind.CO_RESPONSIBLE)
_LATEST_FIRST = ("-effective_from", "-major", "-minor", "-pk")


def adopted_versions(authority: Authority, *, today: date) -> QuerySet[ProgrammeVersion]:
    """The wordings of an authority in force on a day or before it, the latest first."""
    return (
        ProgrammeVersion.objects.filter(
            programme__authority=authority, state=VersionState.ADOPTED, effective_from__lte=today
        )
        .select_related("programme__authority")
        .order_by(*_LATEST_FIRST)
    )


def version_in_force(
    authority: Authority, *, first_day: date, last_day: date
) -> ProgrammeVersion | None:
    """The wording that a span of days is reported on: the latest one of a programme of its years.

    A programme that has ended is passed over, and one that has yet to begin.
    """
    has_begun = Q(programme__first_year=None) | Q(programme__first_year__lte=last_day.year)
    has_not_ended = Q(programme__last_year=None) | Q(programme__last_year__gte=first_day.year)
    versions = adopted_versions(authority, today=last_day)
    return versions.filter(has_begun, has_not_ended).first()


@dataclass(frozen=True, slots=True)
class Group:
    """A group body that could answer member by member, with how many members it has then."""

    body: Body
    members: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a period would ask: returns and parts, actions nobody leads, bodies without address."""

    version: ProgrammeVersion
    leads: int
    parts: int
    bodies: int
    without_lead: Sequence[Action]
    without_address: Sequence[Body]
    groups: Sequence[Group] = ()
    asks_bodies: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.leads or (self.asks_bodies and self.parts))


def preview(
    version: ProgrammeVersion,
    *,
    first_day: date,
    last_day: date,
    actions: Sequence[Action] | None = None,
    asked_bodies: Collection[int] | None = None,
) -> Preview:
    """What would be asked about these days, or of these actions and bodies. Nothing is written."""
    if actions is None:
        actions = actions_due(version, first_day=first_day, last_day=last_day)
    roles = answering_roles(actions, bodies=asked_bodies)
    led = {role.action_id for role in roles if role.role == ActionRoleKind.LEAD}
    bodies = {role.body_id: role.body for role in roles}
    known = BodyContact.objects.filter(body__in=bodies, purpose=Purpose.REPORT)
    addressed = set(known.values_list("body_id", flat=True))
    silent = [one for one in bodies.values() if not one.email and one.pk not in addressed]
    return Preview(
        version=version,
        leads=len(led),
        parts=len(roles) - len(led),
        bodies=len(bodies),
        without_lead=[
            action for action in actions if asked_bodies is None and action.pk not in led
        ],
        without_address=sorted(silent, key=lambda body: (body.short_name, body.pk)),
        groups=_groups(bodies, first_day, last_day),
        asks_bodies=asked_bodies is not None,
    )


def _groups(bodies: Mapping[int, Body], first_day: date, last_day: date) -> Sequence[Group]:
    grouped = [pk for pk, body in bodies.items() if body.is_group]
    members = members_of(grouped, first_day=first_day, last_day=last_day) if grouped else {}
    found = [Group(bodies[pk], len(those)) for pk, those in members.items()]
    return sorted(found, key=lambda group: (group.body.short_name, group.body.pk))


def actions_of(version: ProgrammeVersion) -> Sequence[Action]:
    """The actions of a version that some body answers for, in their order."""
    roles = ActionRole.objects.filter(action=OuterRef("pk"), role__in=_ANSWERING)
    actions = version.actions.filter(Exists(roles), parent=None).select_related("area")
    return list(actions.order_by("area__position", "position", "pk"))


def bodies_answering(version: ProgrammeVersion) -> Sequence[Body]:
    """The bodies that answer for some action of a version, by name."""
    roles = ActionRole.objects.filter(action__version=version, role__in=_ANSWERING)
    bodies = Body.objects.filter(pk__in=roles.values("body_id"))
    return sorted(bodies, key=lambda body: (fold(body.shown_name), body.pk))


def actions_to_complete(
    version: ProgrammeVersion, *, today: date
) -> tuple[Sequence[Action], Sequence[Action]]:
    """Actions that have ended and were not asked about because of it, then the other ones."""
    led = ActionRole.objects.filter(action=OuterRef("pk"), role=ActionRoleKind.LEAD)
    actions = version.actions.filter(Exists(led), parent=None).annotate(
        is_asked=Exists(_asked_for_the_end())
    )
    rows = list(actions.select_related("area").order_by("area__position", "position", "pk"))
    ended = [one for one in rows if _has_ended(one, today) and not one.is_asked]
    return ended, [one for one in rows if one not in ended]


def ended_actions(version: ProgrammeVersion, *, today: date) -> QuerySet[Action]:
    """Led actions of a version that have ended without having been asked about for it."""
    return _ended(today).filter(version=version)


def actions_ended(*, today: date) -> QuerySet[Action]:
    """The same for every authority, each in the wording last in force."""
    adopted = ProgrammeVersion.objects.filter(
        programme__authority=OuterRef("version__programme__authority"),
        state=VersionState.ADOPTED,
        effective_from__lte=today,
    )
    newest = adopted.order_by(*_LATEST_FIRST).values("pk")[:1]
    return _ended(today).filter(version=Subquery(newest))


def _ended(today: date) -> QuerySet[Action]:
    led = ActionRole.objects.filter(action=OuterRef("pk"), role=ActionRoleKind.LEAD)
    return Action.objects.filter(
        Exists(led), ~Exists(_asked_for_the_end()), parent=None, ends_on__lt=today
    )


def _asked_for_the_end() -> QuerySet[ActionReturn]:
    """Returns about the end of the action of the outer query, in whatever wording."""
    return ActionReturn.objects.filter(
        action__lineage=OuterRef("lineage"), period__kind=PeriodKind.COMPLETION
    )


def _has_ended(action: Action, today: date) -> bool:
    return action.ends_on is not None and action.ends_on < today
