"""The bodies of a period with the statements on their work."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from prevenio.people.models import Authority, Body
from prevenio.returns.models import ReportingPeriod, ReturnState
from prevenio.reviews.models import ReleasedStatement


@dataclass(frozen=True, slots=True)
class BodyOfPeriod:
    """One body with the number of its returns, and the statement that it may see."""

    body: Body
    asked: int
    accepted: int
    released: ReleasedStatement | None


def bodies_of(period: ReportingPeriod) -> QuerySet[Body]:
    """The bodies that were asked for a return, with how many; by their names."""
    mine = Q(returns__period=period)
    asked = Count("returns", filter=mine, distinct=True)
    is_accepted = mine & Q(returns__state=ReturnState.ACCEPTED)
    rows = Body.objects.filter(mine).annotate(
        asked=asked, accepted=Count("returns", filter=is_accepted, distinct=True)
    )
    return rows.order_by("short_name", "pk")


def with_statements(period: ReportingPeriod, bodies: Sequence[Body]) -> Sequence[BodyOfPeriod]:
    """The bodies of one page of a list with their released statements; one statement of SQL."""
    rows = ReleasedStatement.objects.filter(period=period, body__in=[one.pk for one in bodies])
    released = {one.body_id: one for one in rows.defer("content")}
    return [
        BodyOfPeriod(one, one.asked, one.accepted, released.get(one.pk))  # type: ignore[attr-defined]
        for one in bodies
    ]


def statements_seen_by(
    authority: Authority, body_ids: Collection[int]
) -> QuerySet[ReleasedStatement]:
    """The released statements that people of some bodies may see, the newest period first."""
    rows = ReleasedStatement.objects.filter(period__authority=authority, body__in=body_ids)
    return rows.select_related("period__authority", "body").order_by("-period__last_day", "pk")
