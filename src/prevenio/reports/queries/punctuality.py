"""Whether days are kept: by category and by body, with what is open and late counted in.

A step is judged once its day has passed or it was taken: in time, late, or open and late. What is
not due yet is left out; what is open and late is not, so nobody looks better by not answering.
Numbers that residents see are never below five, nor is the rest of a sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from prevenio.people.models import Authority
from prevenio.reports.models import Outcome, Report, ReportClass, ReportState, Step

SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """How many days were kept of those that could be judged."""

    in_time: int
    late: int
    open_late: int

    @property
    def judged(self) -> int:
        return self.in_time + self.late + self.open_late

    @property
    def is_small(self) -> bool:
        """Whether a share would give away what single reports did."""
        return self.judged < SMALLEST

    @property
    def percent(self) -> int | None:
        """The share of days that were kept, rounded down; None where there are too few."""
        return None if self.is_small else 100 * self.in_time // self.judged


@dataclass(frozen=True, slots=True)
class Row:
    """A category or a body with its three steps."""

    key: int | None
    name: str
    read: Kept
    verify: Kept
    act: Kept

    @property
    def steps(self) -> Sequence[Kept]:
        return self.read, self.verify, self.act

    @property
    def is_small(self) -> bool:
        return all(one.is_small for one in self.steps)


_STEPS: Mapping[Step, tuple[str, str]] = {
    Step.READ: ("read_due_on", "read_on"),
    Step.VERIFY: ("verify_due_on", "verified_on"),
    Step.ACT: ("act_due_on", "acted_on"),
}
_OPEN = (ReportState.RECEIVED, ReportState.VERIFYING, ReportState.CONFIRMED, ReportState.HELD)
_NO_REPORTS = (Outcome.MERGED, Outcome.SPLIT, Outcome.SPAM)


def punctuality_by(
    field: str, *, authority: Authority, first: date, today: date
) -> Mapping[int | None, Sequence[Kept]]:
    """Steps of the reports received since a day, by id of the category or the body; one statement.

    Reports that wait for the resident or are with a partner are judged by the steps that were
    taken; what is open of them stands still, or is the partner's.
    """
    rows = _judged(authority, first)
    counts = {
        f"{step}_{name}": count
        for step, days in _STEPS.items()
        for name, count in _counts(*days, today).items()
    }
    found = rows.order_by().values(field).annotate(**counts)
    return {row[field]: [_kept(row, step) for step in _STEPS] for row in found}


def all_in_all(rows: Mapping[int | None, Sequence[Kept]]) -> Sequence[Kept]:
    """The steps of all together."""
    return [
        Kept(
            sum(row[place].in_time for row in rows.values()),
            sum(row[place].late for row in rows.values()),
            sum(row[place].open_late for row in rows.values()),
        )
        for place in range(len(_STEPS))
    ]


def shown_rows(
    found: Mapping[int | None, Sequence[Kept]], names: Mapping[int | None, str]
) -> tuple[Sequence[Row], int]:
    """Rows that residents may see, by name, and how many are left out as too small.

    If one alone were left out, it could be worked out from the sum: then the next smallest goes
    with it.
    """
    rows = sorted(
        (Row(key, names.get(key, ""), *steps) for key, steps in found.items()),
        key=lambda one: one.name.casefold(),
    )
    hidden = [one for one in rows if one.is_small]
    if len(hidden) == 1 and len(rows) > 1:
        rest = [one for one in rows if not one.is_small]
        hidden.append(min(rest, key=lambda one: one.read.judged))
    return [one for one in rows if one not in hidden], len(hidden)


def _judged(authority: Authority, first: date) -> QuerySet[Report]:
    rows = Report.objects.filter(
        authority=authority,
        received_at__date__gte=first,
        version__data_class__in=(ReportClass.PUBLIC, ReportClass.COUNTS),
    )
    return rows.exclude(outcome__in=_NO_REPORTS).exclude(state=ReportState.WITHDRAWN)


def _counts(due: str, done: str, today: date) -> Mapping[str, Count]:
    still = Q(state__in=_OPEN)
    return {
        "in_time": Count("pk", filter=Q(**{f"{done}__lte": F(due)})),
        "late": Count("pk", filter=Q(**{f"{done}__gt": F(due)})),
        "open_late": Count(
            "pk", filter=still & Q(**{f"{done}__isnull": True, f"{due}__lt": today})
        ),
    }


def _kept(row: Mapping[str, int], step: Step) -> Kept:
    return Kept(row[f"{step}_in_time"], row[f"{step}_late"], row[f"{step}_open_late"])
