"""The board of a period: bodies by areas, how many returns are where; the list behind it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import LessThanOrEqual

from prevenio.kernel.text import fold
from prevenio.people.models import BODY_ROLES, Authority, Membership, roles_of
from prevenio.returns.models import ActionReturn, Part, ReportingPeriod, ReturnState
from prevenio.returns.queries.figures import NUMBERS, Area, Board, Cell, Figures, Row
from prevenio.returns.queries.periods import UNSENT

CHECKED = (ReturnState.CERTIFIED, ReturnState.ACCEPTED)


def returns_visible_to(
    memberships: Sequence[Membership], authority: Authority
) -> QuerySet[ActionReturn]:
    """Every return for the authority's own people; those of their bodies for a body's people."""
    returns = ActionReturn.objects.filter(period__authority=authority)
    if roles_of(memberships) <= BODY_ROLES:
        return returns.filter(body__in=[one.body_id for one in memberships])
    return returns


def sees_all(memberships: Sequence[Membership]) -> bool:
    """Whether a person sees the returns of every body, not of their own alone."""
    return not roles_of(memberships) <= BODY_ROLES


def periods_visible_to(
    memberships: Sequence[Membership], authority: Authority
) -> QuerySet[ReportingPeriod]:
    """The periods of an authority, for a body's people those that ask their body something."""
    periods = ReportingPeriod.objects.filter(authority=authority)
    if roles_of(memberships) <= BODY_ROLES:
        own = returns_visible_to(memberships, authority)
        return periods.filter(pk__in=own.values("period_id"))
    return periods


def boards_of(
    returns: QuerySet[ActionReturn], *, time_zone: str, today: date, folds: bool = True
) -> Sequence[Board]:
    """The boards of every period that these returns belong to, in one grouped statement.

    A group that answers member by member is one row: its own returns are counted, beside them how
    many of its members' are in. Without `folds` the members stand for themselves.
    """
    counted = (
        returns.order_by()
        .values(
            "period_id",
            "period__name",
            "period__kind",
            "period__last_day",
            "period__window__due_on",
            "action__area_id",
            "action__area__code",
            "action__area__title",
            "action__area__position",
            **_row_body(folds),
        )
        .annotate(**_counts(time_zone, today, folds=folds))
        .order_by("-period__last_day", "-period_id")
    )
    periods: dict[int, list[dict[str, Any]]] = {}
    for row in counted:
        periods.setdefault(row["period_id"], []).append(dict(row))
    return [_board(rows) for rows in periods.values()]


def board_of(
    period: ReportingPeriod,
    returns: QuerySet[ActionReturn],
    *,
    time_zone: str,
    today: date,
    folds: bool = True,
) -> Board:
    """The board of one period; empty where it asks for nothing that may be seen."""
    own = returns.filter(period=period)
    found = boards_of(own, time_zone=time_zone, today=today, folds=folds)
    if found:
        return found[0]
    return Board(period.pk, period.name, period.kind, period.last_day, period.window.due_on)


def late(today: date, *, prefix: str = "") -> Q:
    """Returns that should have been sent; `prefix` leads to them from another row."""
    return Q(**{f"{prefix}state__in": UNSENT, f"{prefix}due_on__lt": today})


def _row_body(folds: bool) -> dict[str, Any]:
    """The body in whose row a return stands: its group's, where it is a member's."""
    columns = {"id": "body_id", "short_name": "body__short_name"}
    columns |= {name: f"body__{name}" for name in ("name", "public_name")}
    return {
        f"row_{name}": Coalesce(f"within__{column}", column) if folds else F(column)
        for name, column in columns.items()
    }


def _counts(time_zone: str, today: date, *, folds: bool) -> dict[str, Count]:
    sent_on = TruncDate("first_submitted_at", tzinfo=ZoneInfo(time_zone))
    was_sent = Q(first_submitted_at__isnull=False)
    on_time = was_sent & Q(LessThanOrEqual(sent_on, F("period__window__due_on")))
    own = ~Q(part=Part.MEMBER) if folds else Q()
    member = Q(part=Part.MEMBER) if folds else Q(pk__isnull=True)
    return {
        "expected": Count("pk", filter=own),
        "sent": Count("pk", filter=own & was_sent),
        "certified": Count("pk", filter=own & Q(state__in=CHECKED)),
        "accepted": Count("pk", filter=own & Q(state=ReturnState.ACCEPTED)),
        "on_time": Count("pk", filter=own & on_time),
        "late": Count("pk", filter=own & late(today)),
        "waiting": Count("pk", filter=own & Q(state=ReturnState.CERTIFIED)),
        "members": Count("pk", filter=member),
        "answered": Count("pk", filter=member & ~Q(state__in=UNSENT)),
    }


def _board(rows: Sequence[dict[str, Any]]) -> Board:
    areas = _areas(rows)
    of_body: dict[int, dict[int, Figures]] = {}
    names: dict[int, str] = {}
    members: dict[int, tuple[int, int]] = {}
    for row in rows:
        key = row["row_id"]
        figures = Figures(*(row[name] for name in NUMBERS))
        of_body.setdefault(key, {})[row["action__area_id"]] = figures
        names[key] = row["row_public_name"] or row["row_name"] or row["row_short_name"]
        asked, answered = members.get(key, (0, 0))
        members[key] = asked + row["members"], answered + row["answered"]
    drawn = [_row(key, names[key], areas, cells, members[key]) for key, cells in of_body.items()]
    drawn.sort(key=lambda row: (-row.total.expected, fold(row.name), row.body_id))
    first = rows[0]
    return Board(
        first["period_id"],
        first["period__name"],
        first["period__kind"],
        first["period__last_day"],
        first["period__window__due_on"],
        areas,
        drawn,
    )


def _row(
    body_id: int,
    name: str,
    areas: Sequence[Area],
    cells: dict[int, Figures],
    members: tuple[int, int],
) -> Row:
    total = sum(cells.values(), Figures())
    return Row(body_id, name, [Cell(area, cells.get(area.pk)) for area in areas], total, *members)


def _areas(rows: Iterable[dict[str, Any]]) -> Sequence[Area]:
    found = {
        row["action__area_id"]: Area(
            row["action__area_id"],
            row["action__area__code"],
            row["action__area__title"],
            row["action__area__position"],
        )
        for row in rows
    }
    return sorted(found.values(), key=lambda area: (area.position, area.pk))


def listed_periods(
    memberships: Sequence[Membership], authority: Authority, *, today: date
) -> QuerySet[ReportingPeriod]:
    """The periods that a person may see, the newest first, with how many returns are where."""
    seen = ~Q(returns__part=Part.MEMBER)
    if roles_of(memberships) <= BODY_ROLES:
        seen = Q(returns__body__in=[one.body_id for one in memberships])
    accepted = Q(returns__state=ReturnState.ACCEPTED)
    waiting = Q(returns__state=ReturnState.CERTIFIED)
    return (
        periods_visible_to(memberships, authority)
        .select_related("window", "programme")
        .annotate(
            expected=Count("returns", filter=seen),
            accepted=Count("returns", filter=seen & accepted),
            waiting=Count("returns", filter=seen & waiting),
            overdue=Count("returns", filter=seen & late(today, prefix="returns__")),
        )
        .order_by("-last_day", "-pk")
    )
