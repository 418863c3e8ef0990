"""Reads about periods: which actions are due in one, who is still waited for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from prevenio.people.models import Authority, Body, BodyMember
from prevenio.programme.models import Action, ActionRole, ActionRoleKind, ProgrammeVersion
from prevenio.programme.queries.years import is_due_between
from prevenio.returns.models import (
    ActionReturn,
    EscalationStep,
    Mailing,
    ReportingPeriod,
    ReturnState,
)
from prevenio.returns.models.periods import default_ladder

UNSENT = (ReturnState.DRAFT, ReturnState.SENT_BACK)


def actions_due(version: ProgrammeVersion, *, first_day: date, last_day: date) -> Sequence[Action]:
    """The actions of a version that the programme wants done between two days.

    The same are due as on the page of a year; conditional and seasonal ones are asked about too,
    and may answer that they were not triggered or not in season.
    """
    actions = version.actions.filter(parent__isnull=True)
    return [
        action
        for action in actions.order_by("area__position", "position", "pk")
        if is_due_between(action, first_day=first_day, last_day=last_day)
    ]


def answering_roles(
    actions: Sequence[Action], *, bodies: Collection[int] | None = None
) -> Sequence[ActionRole]:
    """Who answers for these actions: lead bodies and co-responsible ones, each once an action.

    With `bodies` only these.
    """
    answering = [ActionRoleKind.LEAD, ActionRoleKind.CO_RESPONSIBLE]
    roles = ActionRole.objects.filter(action__in=actions, role__in=answering)
    if bodies is not None:
        roles = roles.filter(body__in=bodies)
    found: dict[tuple[int, int], ActionRole] = {}
    for role in roles.select_related("action", "body").order_by("pk"):
        known = found.get((role.action_id, role.body_id))
        if known is None or role.role == ActionRoleKind.LEAD:
            found[role.action_id, role.body_id] = role
    return list(found.values())


def members_of(
    groups: Collection[int], *, first_day: date, last_day: date
) -> Mapping[int, Sequence[int]]:
    """The members of group bodies that belonged to them on a day of a span, by the group."""
    found: dict[int, list[int]] = {}
    rows = BodyMember.objects.filter(
        Q(first_day__isnull=True) | Q(first_day__lte=last_day),
        Q(last_day__isnull=True) | Q(last_day__gte=first_day),
        group__in=groups,
        group__is_group=True,
    )
    for group_id, member_id in rows.order_by("member__short_name", "pk").values_list(
        "group_id", "member_id"
    ):
        found.setdefault(group_id, []).append(member_id)
    return found


def ladder_of(authority: Authority) -> Sequence[list[str | int]]:
    """Who of an authority is told of late returns after how many working days; else as usual."""
    own = EscalationStep.objects.filter(authority=authority).order_by("days", "pk")
    return [[rung, days] for rung, days in own.values_list("rung", "days")] or default_ladder()


def periods_of(authority: Authority) -> QuerySet[ReportingPeriod]:
    """The periods of an authority, the newest first, with how many returns are where."""
    return (
        ReportingPeriod.objects.filter(authority=authority)
        .select_related("window", "programme")
        .annotate(
            expected=Count("returns"),
            accepted=Count("returns", filter=Q(returns__state=ReturnState.ACCEPTED)),
        )
        .order_by("-last_day", "-pk")
    )


def open_periods() -> QuerySet[ReportingPeriod]:
    """Every period of the installation that is not closed, for the clock."""
    return (
        ReportingPeriod.objects.filter(closed_at=None)
        .select_related("authority", "window", "opened_by")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class WaitingBody:
    """A body that has not sent everything: which actions, and what it was written so far."""

    body: Body
    codes: Sequence[str]
    occasions: frozenset[str]


def settled_bodies(period: ReportingPeriod) -> Mapping[int, frozenset[str]]:
    """The bodies that have sent everything, with what they were written so far."""
    returns = ActionReturn.objects.filter(period=period)
    unsent = returns.filter(state__in=UNSENT).values("body_id")
    settled = returns.exclude(body_id__in=unsent).values_list("body_id", flat=True)
    sent = _occasions(period)
    return {body_id: frozenset(sent.get(body_id, ())) for body_id in settled.distinct()}


def waiting_bodies(period: ReportingPeriod) -> Sequence[WaitingBody]:
    """The bodies that a period still waits for, by short name."""
    unsent = ActionReturn.objects.filter(period=period, state__in=UNSENT)
    codes: dict[Body, list[str]] = {}
    rows = unsent.select_related("body__authority", "action")
    for one in rows.order_by(
        "body__short_name", "action__area__position", "action__position", "pk"
    ):
        codes.setdefault(one.body, []).append(one.action.code)
    sent = _occasions(period)
    return [
        WaitingBody(body, missing, frozenset(sent.get(body.pk, ())))
        for body, missing in codes.items()
    ]


def bodies_to_certify(period: ReportingPeriod) -> Sequence[int]:
    """The bodies whose returns wait for their second person."""
    waiting = ActionReturn.objects.filter(period=period, state=ReturnState.SUBMITTED)
    return list(waiting.order_by("body_id").values_list("body_id", flat=True).distinct())


def _occasions(period: ReportingPeriod) -> Mapping[int, set[str]]:
    """What each body of a period was written so far."""
    sent: dict[int, set[str]] = {}
    mailings = Mailing.objects.filter(period=period)
    for body_id, occasion in mailings.values_list("body_id", "occasion"):
        sent.setdefault(body_id, set()).add(occasion)
    return sent
