"""The calendars in which bodies report: years, halves, quarters and school years as spans of days.

Plain values. In both countries a school year runs from 1 September to 31 August (Poland: art. 63 of
the law on school education; Czechia: § 24 of act 561/2004).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from prevenio.kernel.working_days import working_day_from
from prevenio.returns.models import PeriodKind

_MONTHS: Mapping[PeriodKind, int] = {
    PeriodKind.YEAR: 12,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.QUARTER: 3,
    PeriodKind.SCHOOL_YEAR: 12,
}
CALENDARS = tuple(_MONTHS)
"""The kinds whose days follow from a year and a part of it."""
KINDS = (*CALENDARS, PeriodKind.SPAN)
"""The kinds that the bureau opens by itself."""
_SCHOOL_BEGINS = 9
# Working days after the last day on which returns are proposed to be due.
_DUE_AFTER: Mapping[PeriodKind, int] = {
    PeriodKind.HALF_YEAR: 15,
    PeriodKind.QUARTER: 10,
    PeriodKind.SCHOOL_YEAR: 20,
}
_USUAL = 10


@dataclass(frozen=True, slots=True)
class Place:
    """One period of a calendar: the year in which it begins, and which part of that year it is."""

    kind: PeriodKind
    year: int
    part: int = 1

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        months = _MONTHS[self.kind]
        begins = _SCHOOL_BEGINS if self.kind == PeriodKind.SCHOOL_YEAR else 1
        first = begins + months * (self.part - 1)
        year, month = _month_of(self.year, first + months - 1)
        return date(self.year, first, 1), date(year, month, monthrange(year, month)[1])

    @property
    def before(self) -> "Place":
        if self.part > 1:
            return Place(self.kind, self.year, self.part - 1)
        return Place(self.kind, self.year - 1, parts_in(self.kind))

    @property
    def after(self) -> "Place":
        if self.part < parts_in(self.kind):
            return Place(self.kind, self.year, self.part + 1)
        return Place(self.kind, self.year + 1, 1)


def parts_in(kind: PeriodKind) -> int:
    """How many periods of a kind begin in one year."""
    return 12 // _MONTHS[kind]


def running_on(kind: PeriodKind, day: date) -> Place:
    """The period of a calendar in which a day lies."""
    if kind == PeriodKind.SCHOOL_YEAR:
        return Place(kind, day.year if day.month >= _SCHOOL_BEGINS else day.year - 1)
    return Place(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)


def likely_on(kind: PeriodKind, today: date) -> Place:
    """The period that is reported on next: what ended last; from its second half on, what runs."""
    running = running_on(kind, today)
    first, last = running.days
    return running.before if (today - first) * 2 <= last - first else running


def due_day_of(kind: PeriodKind, last_day: date, *, today: date, country: str) -> date:
    """The working day proposed as due day: by the kind of period; never one that has passed.

    Years are due on 31 January, or on the working day before it where that one is free.
    """
    if kind == PeriodKind.YEAR:
        proposed = working_day_from(date(last_day.year + 1, 2, 1), -1, country=country)
    else:
        proposed = working_day_from(last_day, _DUE_AFTER.get(kind, _USUAL), country=country)
    return proposed if proposed > today else working_day_from(today, _USUAL, country=country)


def lock_day_of(due_on: date, working_days: int, *, country: str) -> date:
    """The last day on which returns are taken: so many working days after the due day."""
    return working_day_from(due_on, working_days, country=country) if working_days else due_on


def _month_of(year: int, number: int) -> tuple[int, int]:
    """A month counted from January of a year: the thirteenth is January of the next one."""
    return year + (number - 1) // 12, (number - 1) % 12 + 1
