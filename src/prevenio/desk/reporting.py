"""What the desk's first page shows about returns: what waits, what is late, whose they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from prevenio.people.models import BODY_ROLES, Authority, Membership, Role, roles_of
from prevenio.returns.models import ActionReturn, PeriodKind, Purpose, ReturnState
from prevenio.returns.queries.board import boards_of, late, returns_visible_to
from prevenio.returns.queries.figures import Board, Row

MOST_ROWS = 4
# Days after which a late return is drawn as overdue.
LONG = 7
_WAITS, _LATE = "WAITS", "LATE"
_PURPOSES = {Role.REPORTER: Purpose.REPORT, Role.CERTIFIER: Purpose.CERTIFY}


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody answers for with an account: one body, one open period, one purpose."""

    board: Board
    row: Row
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Late:
    """A return that should have been sent, and so many days ago."""

    action_return: ActionReturn
    days: int

    @property
    def is_long(self) -> bool:
        return self.days > LONG


@dataclass(frozen=True, slots=True)
class Reporting:
    """The returns of the open periods, as far as a person may see them."""

    boards: Sequence[Board]
    waiting: Sequence[ActionReturn]
    waiting_total: int
    late: Sequence[Late]
    late_total: int
    own: Sequence[Own]
    sees_all: bool

    @property
    def newest(self) -> Board | None:
        """The period whose table stands on the desk; for a body's people there is none."""
        if not self.sees_all:
            return None
        apart = {PeriodKind.COMPLETION, PeriodKind.REQUEST}
        spans = (one for one in self.boards if one.kind not in apart)
        return next(spans, None)


def reporting_of(
    *, authority: Authority, memberships: Sequence[Membership], today: date
) -> Reporting:
    """What stands on a person's desk about returns; two statements."""
    returns = returns_visible_to(memberships, authority).filter(period__closed_at=None)
    boards = boards_of(returns, time_zone=authority.time_zone, today=today)
    rows = list(_urgent(returns, today)) if boards else []
    waiting, overdue = ([one for one in rows if one.what == kind] for kind in (_WAITS, _LATE))  # type: ignore[attr-defined]
    return Reporting(
        boards=boards,
        waiting=waiting,
        waiting_total=_total(waiting),
        late=[Late(one, (today - one.due_on).days) for one in overdue],
        late_total=_total(overdue),
        own=list(_own(memberships, boards)),
        sees_all=not roles_of(memberships) <= BODY_ROLES,
    )


def _urgent(returns: QuerySet[ActionReturn], today: date) -> QuerySet[ActionReturn]:
    """The oldest returns that wait for the bureau, and the oldest that are late."""
    waits = Q(state=ReturnState.CERTIFIED)
    return (
        returns.filter(waits | late(today))
        .annotate(what=Case(When(waits, then=Value(_WAITS)), default=Value(_LATE)))
        .annotate(
            place=Window(
                RowNumber(), partition_by=F("what"), order_by=["certified_at", "due_on", "pk"]
            ),
            of_all=Window(Count("pk"), partition_by=F("what")),
        )
        .filter(place__lte=MOST_ROWS)
        .select_related("action", "body")
        .order_by("certified_at", "due_on", "pk")
    )


def _total(rows: Sequence[ActionReturn]) -> int:
    return rows[0].of_all if rows else 0  # type: ignore[attr-defined]


def _own(memberships: Sequence[Membership], boards: Sequence[Board]) -> Iterator[Own]:
    for membership in memberships:
        purpose = _PURPOSES.get(Role(membership.role))
        for board in boards if purpose else ():
            for row in board.rows:
                if row.body_id == membership.body_id and purpose:
                    yield Own(board, row, purpose)
