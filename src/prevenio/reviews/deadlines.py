"""Days that the law sets, as data with their validity, merged with the days of the periods.

Only rules whose text was read stand here. Czech law sets no day for a commission of the Rada.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.working_days import working_days_until
from prevenio.people.models import Authority, Country
from prevenio.reviews import queries
from prevenio.reviews.models import ReviewState


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """A day of every year that an act sets; it holds for days between `holds_from` and `until`."""

    key: str
    country: str
    month: int
    day: int
    title: Promise
    note: Promise
    basis: str
    holds_from: date
    until: date | None = None

    def day_in(self, year: int) -> date | None:
        """The day in a year; None where the rule does not hold then."""
        day = date(year, self.month, self.day)
        holds = self.holds_from <= day and (self.until is None or day <= self.until)
        return day if holds else None


# The report of the commission's own work. The review of the programme is another document: only
# the programme asks for it, so it has no day of the law and stands on the clock by itself.
RULES: Sequence[YearlyRule] = (
    YearlyRule(
        key="pl.commission.report",
        country=Country.POLAND,
        month=1,
        day=31,
        title=_("Report on the commission's own work"),
        note=_("Goes to the council, then into the gazette of the voivodeship"),
        basis="art. 38b ust. 3 ustawy o samorządzie powiatowym (Dz.U. 2024 poz. 107)",
        # The oldest report under this rule that was seen is the one for 2014.
        holds_from=date(2015, 1, 1),
    ),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day on the clock: what is due, what unlocks it, how many working days are left.

    `state` is done, next, late, later or locked; `period_id` leads to the review it belongs to.
    """

    on: date
    title: object
    note: object
    state: str
    working_days: int
    basis: str = ""
    period_id: int | None = None


def deadlines_for(authority: Authority, today: date) -> Sequence[Deadline]:
    """The days of the law and of the authority's own periods, the earliest first; one statement."""
    found = [
        *statutory_days(authority, today),
        *(one for clock in queries.clocks_of(authority) for one in own_days(clock, today)),
    ]
    return sorted(found, key=lambda one: (one.on, one.period_id or 0, str(one.title)))


def own_days(clock: queries.PeriodClock, today: date) -> Iterator[Deadline]:
    """The days of one period that are still to come: returns due, opinion, council."""

    def one(on: date, title: object, note: object, *, is_locked: bool = False) -> Deadline:
        state = "locked" if is_locked else _state(on, today)
        left = working_days_until(on, today=today, country=clock.country)
        return Deadline(on, title, note, state, left, period_id=clock.period_id)

    if clock.is_open:
        yield one(clock.due_on, _("Returns are due"), clock.name)
    before_opinion = clock.state in {ReviewState.DRAFT, ReviewState.WITH_COMMISSION}
    if before_opinion and clock.commission_planned_on:
        note = _("It comes before the council")
        yield one(clock.commission_planned_on, _("Commission's opinion on the review"), note)
    if clock.council_on is None and clock.council_planned_on:
        locked = _("Unlocks after the commission's opinion")
        yield one(
            clock.council_planned_on,
            _("Annual review for the council"),
            locked if before_opinion else clock.name,
            is_locked=before_opinion,
        )


def statutory_days(authority: Authority, today: date) -> Iterator[Deadline]:
    """The next day of each rule of the country."""
    for rule in RULES:
        if rule.country != authority.country:
            continue
        days = (rule.day_in(year) for year in (today.year, today.year + 1))
        on = next((day for day in days if day and day >= today), None)
        if on is not None:
            left = working_days_until(on, today=today, country=authority.country)
            yield Deadline(on, rule.title, rule.note, _state(on, today), left, rule.basis)


def _state(on: date, today: date) -> str:
    if on < today:
        return "late"
    return "next" if (on - today).days <= 31 else "later"
