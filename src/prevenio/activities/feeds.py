"""Events as iCalendar (RFC 5545) and as open data; nobody's name or address stands in them."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import STATUS, Calendar, Event

from prevenio.activities.models import Activity, ActivityState
from prevenio.people.models import Authority
from prevenio.web.sheets import text_in_csv

_DAY = timedelta(days=1)
_ASK_AGAIN = timedelta(hours=6)
_PRODUCT = "-//Prevenio//Calendar//EN"


def calendar_of(
    activities: Iterable[Activity],
    *,
    authority: Authority,
    name: str,
    address_of: Callable[[Activity], str],
) -> bytes:
    """The events in the authority's language; the same bytes for the same rows.

    An event keeps its UID for good, its SEQUENCE is its revision, and one that is called off says
    so. Times are in UTC. Nobody's name or address stands in it.
    """
    with translation.override(authority.language):
        calendar = Calendar.new(
            prodid=_PRODUCT,
            uid=f"calendar-{authority.pk}@prevenio",
            name=name,
            language=authority.language,
            method="PUBLISH",
            refresh_interval=_ASK_AGAIN,
            subcomponents=[_event(one, authority, address_of(one)) for one in activities],
        )
        # Of the two spellings of a calendar's name, older programs know this one alone.
        calendar.add("X-WR-CALNAME", name)
        return bytes(calendar.to_ical())


_COLUMNS = (
    *("key", "title", "kind", "family", "state", "first_day", "last_day", "from", "until"),
    *("way", "place", "municipality", "municipality_code", "body", "audience", "area", "action"),
    "revision",
)


def table_of(activities: Iterable[Activity]) -> bytes:
    """The events as CSV with names of columns that stay; nothing about who signs up."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    writer.writerows([text_in_csv(value) for value in _row(one)] for one in activities)
    # Spreadsheets know UTF-8 by its mark alone.
    return file.getvalue().encode("utf-8-sig")


def _row(one: Activity) -> list[object]:
    town, action = one.municipality, one.action
    return [
        *(one.public_key, str(one), one.kind.key, one.kind.family, one.state),
        *(one.first_day, one.last_day, one.begins_at, one.ends_at, one.delivery, one.place),
        *((town.name, town.code) if town else ("", "")),
        *(one.body.short_name, one.audience),
        *((action.area.code, action.code) if action else ("", "")),
        one.revision,
    ]


def _event(activity: Activity, authority: Authority, address: str) -> Event:
    start, end = _span(activity, authority)
    return Event.new(
        uid=f"{activity.public_key}@prevenio",
        summary=str(activity),
        description=_description(activity, address),
        start=start,
        end=end,
        location=_location(activity),
        categories=[str(activity.kind)],
        status=_status(activity),
        sequence=activity.revision,
        stamp=activity.changed_at,
        created=activity.recorded_at,
        last_modified=activity.changed_at,
        url=address,
    )


def _span(activity: Activity, authority: Authority) -> tuple[date, date | None]:
    if activity.begins_at is None:
        # The end of a whole day is the day after it, which is no longer part of it.
        return activity.first_day, activity.last_day + _DAY
    zone = ZoneInfo(authority.time_zone)
    start = datetime.combine(activity.first_day, activity.begins_at, zone)
    if activity.ends_at is None:
        return start.astimezone(UTC), None
    end = datetime.combine(activity.last_day, activity.ends_at, zone)
    if end <= start:
        end += _DAY
    return start.astimezone(UTC), end.astimezone(UTC)


def _status(activity: Activity) -> STATUS:
    is_off = activity.state in (ActivityState.CANCELLED, ActivityState.WITHDRAWN)
    return STATUS.CANCELLED if is_off else STATUS.CONFIRMED


def _description(activity: Activity, address: str) -> str:
    said = getattr(activity, "announcement", None)
    lines = [
        activity.state_reason if activity.state == ActivityState.CANCELLED else "",
        said.text if said else "",
        _("Run by: %(body)s") % {"body": activity.body.shown_name},
        address,
    ]
    return "\n\n".join(line for line in lines if line)


def _location(activity: Activity) -> str | None:
    town = activity.municipality.name if activity.municipality else ""
    parts = [activity.place, town if town not in activity.place else ""]
    return ", ".join(part for part in parts if part) or None
