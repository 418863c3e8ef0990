"""What was done for an action or a body, and what is measured of it, as residents may see it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from prevenio.activities.models import Activity
from prevenio.activities.queries.public import (
    PublicTotal,
    public_activities,
    public_totals_of,
)
from prevenio.activities.queries.totals import ACTIVITIES
from prevenio.indicators.models import Indicator
from prevenio.indicators.queries.links import of_action, of_area
from prevenio.people.models import Authority

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Doing:
    """The newest activities, how many there are, what they add up to, and the indicators."""

    newest: Sequence[Activity]
    held: int
    sums: Sequence[PublicTotal]
    indicators: Sequence[Indicator]

    @property
    def has_something(self) -> bool:
        return bool(self.newest or self.indicators)


def doing_for_action(authority: Authority, lineage: UUID) -> Doing:
    """Whatever has been done under an action since the programme began; four statements."""
    indicators = of_action(lineage).filter(authority=authority)
    done = public_activities(authority=authority, lineage=lineage)
    return _doing(done, list(indicators))


def indicators_of_area(authority: Authority, lineage: UUID) -> Sequence[Indicator]:
    """What is measured of an area of action; one statement."""
    return list(of_area(lineage).filter(authority=authority))


def doing_by_body(authority: Authority, body: int) -> Doing:
    """Whatever a body has done; three statements."""
    return _doing(public_activities(authority=authority, body=body), ())


def sums_across_kinds(totals: Sequence[PublicTotal]) -> Sequence[PublicTotal]:
    """The numbers of several kinds that count the same, added up; activities apart."""
    found: dict[str, list[PublicTotal]] = defaultdict(list)
    for one in totals:
        if one.measure_key != ACTIVITIES and one.number is not None:
            found[one.measure_key].append(one)
    return [
        PublicTotal("", "", key, rows[0].label, rows[0].unit, _sum(rows))
        for key, rows in found.items()
    ]


def held_in(totals: Sequence[PublicTotal]) -> int:
    """How many activities totals are about."""
    return int(_sum([one for one in totals if one.measure_key == ACTIVITIES]))


def _doing(done: QuerySet[Activity], indicators: Sequence[Indicator]) -> Doing:
    newest = list(done[:NEWEST])
    totals = public_totals_of(done) if newest else ()
    return Doing(newest, held_in(totals), sums_across_kinds(totals), indicators)


def _sum(rows: Sequence[PublicTotal]) -> Decimal:
    return sum((one.number or Decimal(0) for one in rows), Decimal(0))
