"""The days by which a report is read, verified and acted on: plain values, no database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from prevenio.kernel.working_days import working_day_from, working_days_until


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where days are counted: the country of the working days, the clock of the authority."""

    country: str
    zone: ZoneInfo

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def after(self, day: date, working_days: int) -> date:
        return working_day_from(day, working_days, country=self.country)

    def between(self, first: date, last: date) -> int:
        return max(0, working_days_until(last, today=first, country=self.country))

    def answer_by_law(self, day: date) -> date:
        """Until when a request that came on a day is answered; a free day is moved to the next.

        Poland: a month (Code of Administrative Procedure, art. 244 and 57). Czechia: thirty days
        (Administrative Procedure Code 500/2004, sections 42 and 40).
        """
        span = relativedelta(months=1) if self.country == "PL" else timedelta(days=30)
        return self.after(day + span, 0)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The working days of a category for each step, counted from the receipt.

    A request is answered within the time of the law, also in a category that allows more.
    """

    read: int
    verify: int
    act: int
    is_request: bool = False

    def until(self, day: date, calendar: Calendar) -> tuple[date, date, date]:
        """The days by which what came on a day is read, verified and acted on."""
        days = [calendar.after(day, number) for number in (self.read, self.verify, self.act)]
        if self.is_request:
            latest = calendar.answer_by_law(day)
            days = [min(one, latest) for one in days]
        read, verify, act = days
        return read, verify, act
