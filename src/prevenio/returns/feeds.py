"""The due days of a body as iCalendar (RFC 5545): its open period, and what the schedule plans."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from prevenio.returns.models import ReturnLink
from prevenio.returns.queries.planning import planned_periods

_ASK_AGAIN = timedelta(hours=12)


def due_days_of(link: ReturnLink) -> bytes:
    """All-day events in the authority's language; the same bytes for the same rows."""
    period, authority = link.period, link.period.authority
    with translation.override(authority.language):
        name = _("Returns of %(body)s") % {"body": link.body.shown_name}
        calendar = Calendar.new(
            prodid="-//Prevenio//Returns//EN",
            uid=f"returns-{authority.pk}-{link.body_id}@prevenio",
            name=name,
            language=authority.language,
            method="PUBLISH",
            refresh_interval=_ASK_AGAIN,
            subcomponents=list(_events(link, period.window.due_on)),
        )
        calendar.add("X-WR-CALNAME", name)
        return bytes(calendar.to_ical())


def _events(link: ReturnLink, due_on: date) -> Iterator[Event]:
    period = link.period
    made = period.opened_at
    due = _("Returns are due: %(period)s")
    yield _event(f"period-{period.pk}", due % {"period": period.name}, due_on, made)
    if period.window.locks_on is not None:
        locked = _("Last day for returns: %(period)s") % {"period": period.name}
        yield _event(f"lock-{period.pk}", locked, period.window.locks_on, made)
    for planned in planned_periods(period.authority).filter(period=None):
        words = due % {"period": planned.name}
        yield _event(f"planned-{planned.pk}", words, planned.due_on, made)


def _event(key: str, summary: str, day: date, made: datetime) -> Event:
    return Event.new(
        uid=f"{key}@prevenio",
        summary=summary,
        start=day,
        end=day + timedelta(days=1),
        stamp=made.astimezone(UTC),
    )
