"""Whether days are kept: by category and by body, with what is open and late counted in.

A step is judged once its day has passed or it was taken: in time, late, or open and late. What is
not due yet is left out; what is open and late is not, so nobody looks better by not answering, nor
by asking back too late, nor by closing, opening again and closing, nor by joining with a new one: a
day that was missed stays so.
Numbers that residents see are never below five, nor is the rest of a sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from prevenio.people.models import Authority
from prevenio.reports.models import Outcome, Report, ReportClass, ReportState, Step
from prevenio.reports.suppressing import FEWEST, Left, left_out

SMALLEST = FEWEST


@dataclass(frozen=True, slots=True)
class Kept:
    """How many days were kept of those that could be judged."""

    in_time: int
    late: int
    open_late: int
    is_guard: bool = False
    """Kept back only because a smaller one could be worked out from it."""

    @property
    def judged(self) -> int:
        return self.in_time + self.late + self.open_late

    @property
    def is_small(self) -> bool:
        """Whether a share would give away what single reports did."""
        return self.is_guard or self.judged < SMALLEST

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


type Table = Mapping[int | None, Sequence[Kept]]

_STEPS: Mapping[Step, tuple[str, str]] = {
    Step.READ: ("read_due_on", "read_on"),
    Step.VERIFY: ("verify_due_on", "verified_on"),
    Step.ACT: ("act_due_on", "acted_on"),
}
# What a report says of days that were missed before it was opened again.
_MISSED: Mapping[Step, Q] = {
    Step.READ: Q(pk=None),
    Step.VERIFY: Q(verify_missed=True),
    Step.ACT: Q(act_missed=True),
}
_OPEN = (ReportState.RECEIVED, ReportState.VERIFYING, ReportState.CONFIRMED, ReportState.HELD)
_NO_REPORTS = (Outcome.SPLIT, Outcome.SPAM)
# What was joined goes on as another one: of itself only what was missed by then is told.
_GOES_ON = Q(outcome=Outcome.MERGED)


def punctuality_by(field: str, *, authority: Authority, first: date, today: date) -> Table:
    """Steps of the reports received since a day, by id of the category or the body; one statement.

    What is open of reports that wait for the resident stands still, late if it was late when the
    resident was asked; of those with a partner it is late once the partner's own day has passed,
    and that of the step if it is a later one.
    """
    rows = _judged(authority, first)
    counts = {
        f"{step}_{name}": count for step in _STEPS for name, count in _counts(step, today).items()
    }
    found = rows.order_by().values(field).annotate(**counts)
    return {row[field]: [_kept(row, step) for step in _STEPS] for row in found}


def all_in_all(rows: Table, *, beside: Table | None = None) -> Sequence[Kept]:
    """The steps of all together, for residents; `beside` is the other table of the same reports."""
    return [_sum(column, is_told) for column, is_told in _columns(rows, beside)]


def shown_rows(
    found: Table, names: Mapping[int | None, str], *, beside: Table | None = None
) -> tuple[Sequence[Row], int]:
    """Rows that residents may see, by name, and how many are left out as too small.

    What is kept back of a step could be worked out from its sum where that is one number, fewer
    than five in all, or as few or as many as can be: then the next smallest numbers of that step
    are kept back as well. Where that does not help the step is kept back wholly, also in the table
    `beside`, which adds up to the same.
    """
    guarded = [_guarded(column, is_told) for column, is_told in _columns(found, beside)]
    rows = sorted(
        (
            Row(key, names.get(key, ""), *steps)
            for key, steps in zip(found, zip(*guarded, strict=True), strict=True)
        ),
        key=lambda one: one.name.casefold(),
    )
    shown = [one for one in rows if not one.is_small]
    return shown, len(rows) - len(shown)


def _columns(rows: Table, beside: Table | None) -> Iterator[tuple[Sequence[Kept], bool]]:
    """Each step of all rows, and whether its sum may be told."""
    for place in range(len(_STEPS)):
        column = [row[place] for row in rows.values()]
        other = [row[place] for row in (beside or {}).values()]
        yield column, not (_left_out(column).is_total or _left_out(other).is_total)


def _sum(column: Sequence[Kept], is_told: bool) -> Kept:
    whole = Kept(
        sum(one.in_time for one in column),
        sum(one.late for one in column),
        sum(one.open_late for one in column),
    )
    return whole if is_told else _kept_back(whole)


def _guarded(column: Sequence[Kept], is_told: bool) -> Sequence[Kept]:
    """One step of all rows, with as many kept back that nobody can work out a small number."""
    hidden = _left_out(column).places if is_told else range(len(column))
    return [_kept_back(one) if place in hidden else one for place, one in enumerate(column)]


def _kept_back(one: Kept) -> Kept:
    return replace(one, is_guard=one.judged >= SMALLEST)


def _left_out(column: Sequence[Kept]) -> Left:
    """What is kept back of a step, by place; where nothing could be judged there is nothing."""
    places = [place for place, one in enumerate(column) if one.judged]
    left = left_out([column[place].judged for place in places])
    return Left(frozenset(places[one] for one in left.places), left.is_total)


def _judged(authority: Authority, first: date) -> QuerySet[Report]:
    rows = Report.objects.filter(
        authority=authority,
        received_at__date__gte=first,
        version__data_class__in=(ReportClass.PUBLIC, ReportClass.COUNTS),
    )
    return rows.exclude(outcome__in=_NO_REPORTS).exclude(state=ReportState.WITHDRAWN)


def _counts(step: Step, today: date) -> Mapping[str, Count]:
    due, done = _STEPS[step]
    missed, undone = _MISSED[step], Q(**{f"{done}__isnull": True})
    over = Q(state__in=_OPEN) & Q(**{f"{due}__lt": today})
    over |= Q(state=ReportState.WAITING) & Q(**{f"{due}__lt": F("paused_on")})
    # A later step has its own day too: the partner who lets its day pass leaves that one undone.
    its_own = Q(step=step) | Q(**{f"{due}__lt": today})
    with_partner = Q(state=ReportState.WITH_PARTNER)
    over |= with_partner & (missed | its_own & Q(partner_due_on__lt=today))
    return {
        "in_time": Count("pk", filter=~missed & ~_GOES_ON & Q(**{f"{done}__lte": F(due)})),
        "late": Count("pk", filter=(missed | Q(**{f"{done}__gt": F(due)})) & ~(undone & over)),
        "open_late": Count("pk", filter=undone & over),
    }


def _kept(row: Mapping[str, int], step: Step) -> Kept:
    return Kept(row[f"{step}_in_time"], row[f"{step}_late"], row[f"{step}_open_late"])
