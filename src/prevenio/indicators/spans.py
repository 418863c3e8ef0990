"""The spans of days that values are about: years, half-years, quarters, months, school years."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from prevenio.indicators.models import Frequency
from prevenio.kernel.dates import DateSpan

_MONTHS: Mapping[str, int] = {
    Frequency.YEAR: 12,
    Frequency.HALF_YEAR: 6,
    Frequency.QUARTER: 3,
    Frequency.MONTH: 1,
    Frequency.SCHOOL_YEAR: 12,
}
SCHOOL_YEAR_BEGINS = 9


def span_with(frequency: str, day: date) -> DateSpan:
    """The span of an indicator in which a day lies."""
    months = _MONTHS[frequency]
    first_month = SCHOOL_YEAR_BEGINS if frequency == Frequency.SCHOOL_YEAR else 1
    since = day.year * 12 + day.month - first_month
    return _of_months(since - since % months + first_month, months)


def earlier(frequency: str, span: DateSpan) -> DateSpan:
    return span_with(frequency, span.first - timedelta(days=1))


def later(frequency: str, span: DateSpan) -> DateSpan:
    return span_with(frequency, last_of(span) + timedelta(days=1))


def back(frequency: str, span: DateSpan, steps: int) -> DateSpan:
    for _step in range(steps):
        span = earlier(frequency, span)
    return span


def spans_until(frequency: str, day: date, how_many: int) -> Iterator[DateSpan]:
    """The newest spans that have ended before a day, the oldest first."""
    newest = earlier(frequency, span_with(frequency, day))
    for steps in range(how_many - 1, -1, -1):
        yield back(frequency, newest, steps)


def last_of(span: DateSpan) -> date:
    """The last day of a span that has one."""
    if span.last is None:
        raise ValueError("The span has no end.")
    return span.last


def middle_of(span: DateSpan) -> date:
    return span.first + (last_of(span) - span.first) / 2


def _of_months(month: int, how_many: int) -> DateSpan:
    """`how_many` whole months from a month that is counted from the year 0, January being 1."""
    return DateSpan(_first_day(month), _first_day(month + how_many) - timedelta(days=1))


def _first_day(month: int) -> date:
    year, rest = divmod(month - 1, 12)
    return date(year, rest + 1, 1)
