"""A series of values with what may be said about it: changes, breaks, targets, age.

Plain functions over plain values; the sentences stand in `wording`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from prevenio.indicators import comparing
from prevenio.indicators.comparing import Change
from prevenio.indicators.formulas import Missing
from prevenio.indicators.models import (
    BreakState,
    Direction,
    Indicator,
    IndicatorValue,
    Nature,
    SeriesBreak,
    Target,
    TargetKind,
)
from prevenio.indicators.spans import last_of, later, middle_of
from prevenio.kernel.dates import DateSpan

# A number that is there and not told is no missing one.
HIDDEN = Missing.TOO_SMALL


class Verdict(StrEnum):
    """What a comparison with the value before comes to."""

    MORE_THAN_CHANCE = "more than chance"
    MAY_BE_CHANCE = "may be chance"
    NO_COUNTS = "no counts"
    BREAK = "break"
    GAP = "gap"
    TOO_FEW = "too few"
    NOTHING = "nothing both times"


class TargetState(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    WAITING = "waiting"
    NO_RESULT = "no result"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series; `events` out of `exposure` where they are known."""

    span: DateSpan
    number: Decimal | None
    events: int | None = None
    exposure: int | None = None
    row: IndicatorValue | None = None
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value after the one before; `difference` is relative of counts, absolute of shares."""

    new: Point
    old: Point
    verdict: Verdict
    difference: float | None = None
    change: Change | None = None
    broken_by: SeriesBreak | None = None

    @property
    def is_said(self) -> bool:
        """Whether it says by how much the value changed."""
        return self.verdict not in {Verdict.BREAK, Verdict.GAP, Verdict.TOO_FEW}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """An entry of the ledger with its result so far."""

    target: Target
    result: Point | None
    state: TargetState | None


@dataclass(frozen=True, slots=True)
class Series:
    """The values of an indicator, the oldest first, each but the first compared."""

    indicator: Indicator
    points: Sequence[Point]
    breaks: Sequence[SeriesBreak] = ()
    targets: Sequence[Target] = ()
    today: date = date.max
    comparisons: Sequence[Comparison] = field(default_factory=tuple)

    @property
    def latest(self) -> Point | None:
        return next((one for one in reversed(self.points) if one.number is not None), None)

    @property
    def is_hidden(self) -> bool:
        """Whether there are numbers, but all of them too small to be told."""
        return self.latest is None and any(one.missing == HIDDEN for one in self.points)

    @property
    def last_comparison(self) -> Comparison | None:
        return self.comparisons[-1] if self.comparisons else None

    @property
    def last_said(self) -> Comparison | None:
        """The newest comparison that says something."""
        return next((one for one in reversed(self.comparisons) if one.is_said), None)

    @property
    def confirmed_breaks(self) -> Sequence[SeriesBreak]:
        return [one for one in self.breaks if one.state == BreakState.CONFIRMED]

    @property
    def proposed_breaks(self) -> Sequence[SeriesBreak]:
        return [one for one in self.breaks if one.state == BreakState.PROPOSED]

    @property
    def stale_since(self) -> date | None:
        """The day since when a newer value is due and missing; nothing while none is."""
        told = [one for one in self.points if one.number is not None or one.missing == HIDDEN]
        if not told:
            return None
        due = due_on(self.indicator, later(self.indicator.frequency, told[-1].span))
        return due if due < self.today else None

    @property
    def segments(self) -> Sequence[Sequence[Point]]:
        """Runs of values that may be compared with each other."""
        runs: list[list[Point]] = []
        for point in self.points:
            if point.number is None:
                continue
            if runs and not crossing(self.confirmed_breaks, runs[-1][-1].span, point.span):
                runs[-1].append(point)
            else:
                runs.append([point])
        return runs

    @property
    def target_lines(self) -> Sequence[TargetLine]:
        """The ledger, the newest entry first."""
        return [self._line(target) for target in reversed(self.targets)]

    @property
    def target_line(self) -> TargetLine | None:
        """The target that holds for the newest value."""
        if self.latest is None:
            return None
        target = target_for(self.targets, year_of(self.latest.span))
        return self._line(target) if target else None

    def _line(self, target: Target) -> TargetLine:
        within = [
            point
            for point in self.points
            if point.number is not None
            and target.first_year <= year_of(point.span) <= target.last_year
        ]
        result = within[-1] if within else None
        return TargetLine(target, result, _state(self.indicator, target, result))


def series_of(
    indicator: Indicator,
    points: Sequence[Point],
    *,
    breaks: Sequence[SeriesBreak] = (),
    targets: Sequence[Target] = (),
    today: date,
) -> Series:
    """Compare each value with the one before; targets come in the order of their entry."""
    confirmed = [one for one in breaks if one.state == BreakState.CONFIRMED]
    known = [point for point in points if point.number is not None]
    comparisons = [_compared(indicator, new, old, confirmed) for old, new in pairwise(known)]
    return Series(indicator, points, breaks, targets, today, comparisons)


def crossing(breaks: Sequence[SeriesBreak], old: DateSpan, new: DateSpan) -> SeriesBreak | None:
    """The break between two spans. One inside a span falls on the side of the fewer days."""
    return next((one for one in breaks if middle_of(old) < one.day <= middle_of(new)), None)


def due_on(indicator: Indicator, span: DateSpan) -> date:
    return last_of(span) + timedelta(days=indicator.stale_after)


def year_of(span: DateSpan) -> int:
    """The year that a span is counted to: the one in which it ends."""
    return last_of(span).year


def target_for(
    targets: Sequence[Target], year: int, kind: str = TargetKind.TARGET
) -> Target | None:
    """The entry of the ledger that holds for a year: the newest."""
    holding = [
        one for one in targets if one.kind == kind and one.first_year <= year <= one.last_year
    ]
    return holding[-1] if holding else None


def point_of(indicator: Indicator, row: IndicatorValue) -> Point:
    """A stored value; of a share the events are counted back from its denominator."""
    span = DateSpan(row.first_day, row.last_day)
    number, whole = row.number, row.denominator
    events, exposure = _counts(indicator, number, whole)
    return Point(span, number, events, exposure, row)


def is_small(indicator: Indicator, point: Point) -> bool:
    """Whether a value counts so few that it could point at single people."""
    if point.events is None:
        return False
    others = [point.events]
    if indicator.nature == Nature.SHARE and point.exposure is not None:
        others += [point.exposure, point.exposure - point.events]
    return any(indicator.is_small(Decimal(one)) for one in others)


def _counts(
    indicator: Indicator, number: Decimal | None, whole: Decimal | None
) -> tuple[int | None, int | None]:
    if number is None:
        return None, None
    if indicator.nature == Nature.COUNT:
        return _whole(number), None
    if indicator.nature == Nature.SHARE and whole is not None and _whole(whole):
        return round(indicator.fraction(number) * whole), _whole(whole)
    return None, None


def _whole(number: Decimal) -> int | None:
    return int(number) if number == number.to_integral_value() and number >= 0 else None


def _compared(
    indicator: Indicator, new: Point, old: Point, breaks: Sequence[SeriesBreak]
) -> Comparison:
    broken = crossing(breaks, old.span, new.span)
    if broken is not None:
        return Comparison(new, old, Verdict.BREAK, broken_by=broken)
    if later(indicator.frequency, old.span) != new.span:
        return Comparison(new, old, Verdict.GAP)
    if is_small(indicator, new) or is_small(indicator, old):
        return Comparison(new, old, Verdict.TOO_FEW)
    if new.number == 0 == old.number:
        return Comparison(new, old, Verdict.NOTHING, 0.0)
    change = _change(indicator.nature, new, old)
    if change is None:
        return Comparison(new, old, Verdict.NO_COUNTS, _difference(indicator, new, old))
    verdict = Verdict.MORE_THAN_CHANCE if change.is_beyond_chance else Verdict.MAY_BE_CHANCE
    return Comparison(new, old, verdict, change.estimate, change)


def _change(nature: str, new: Point, old: Point) -> Change | None:
    if new.events is None or old.events is None:
        return None
    if nature == Nature.COUNT:
        return comparing.compare_counts(new.events, old.events)
    if not new.exposure or not old.exposure:
        return None
    if nature == Nature.SHARE:
        if new.events > new.exposure or old.events > old.exposure:
            return None
        return comparing.compare_shares(new.events, new.exposure, old.events, old.exposure)
    return comparing.compare_counts(
        new.events, old.events, new_exposure=new.exposure, old_exposure=old.exposure
    )


def _difference(indicator: Indicator, new: Point, old: Point) -> float | None:
    if new.number is None or old.number is None:
        return None
    if indicator.nature == Nature.SHARE:
        return float(indicator.fraction(new.number) - indicator.fraction(old.number))
    return float(new.number / old.number - 1) if old.number else None


def _state(indicator: Indicator, target: Target, result: Point | None) -> TargetState | None:
    if target.kind == TargetKind.BASELINE or indicator.direction == Direction.NEITHER:
        return None
    if target.number is None:
        return TargetState.WAITING
    if result is None or result.number is None:
        return TargetState.NO_RESULT
    is_less = indicator.direction == Direction.LESS
    is_met = result.number <= target.number if is_less else result.number >= target.number
    return TargetState.MET if is_met else TargetState.NOT_MET
