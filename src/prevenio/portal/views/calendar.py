from dataclasses import replace
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.activities import feeds
from prevenio.activities.models import Activity
from prevenio.activities.queries import calendar as queries
from prevenio.people import addresses
from prevenio.portal import calendars
from prevenio.portal.showing import PublicRequest, content_lang, download, show_page

PER_PAGE = 20
MOST_IN_MONTH = 600
MOST_IN_FEED = 2000
_BEFORE = timedelta(days=90)
# Nothing was or will be planned outside; the ends of the calendar itself cannot be drawn.
_YEARS = range(1990, 2200)


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    asked, today = calendars.asked_of(request.GET.dict()), timezone.localdate()
    since = asked.wanted.since or today
    facets = queries.facets_of(request.authority, since=since)
    wanted = replace(asked.wanted, since=since)
    found = queries.wanted_events(request.authority, wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    events = queries.events_of(page, at=timezone.now())
    first, last = calendars.span_of_month(since)
    busy = queries.busy_days(request.authority, asked.wanted, first=first, last=last)
    total = sum(one.count for one in facets["family"])
    return show_page(
        request,
        "calendar.html",
        menu="calendar",
        asked=asked,
        since=since,
        today=today,
        page=page,
        choices=calendars.choices_of(asked.wanted, facets, country=request.authority.country),
        weekdays=calendars.weekdays(),
        pills=calendars.pills_of(asked.wanted, facets["audience"], total=total),
        weeks=[
            (calendars.week_in_words(monday, today=today), rows)
            for monday, rows in queries.weeks_of(events, since=since)
        ],
        month=calendars.month_of(since, today=today, busy=busy),
        content_lang=content_lang(request.authority),
    )


@require_safe
def month(request: PublicRequest, year: int, month: int) -> HttpResponse:
    if year not in _YEARS:
        raise Http404
    try:
        first, last = calendars.span_of_month(date(year, month, 1))
    except ValueError as error:
        raise Http404 from error
    asked, today = calendars.asked_of(request.GET.dict()), timezone.localdate()
    wanted = replace(asked.wanted, since=first)
    found = queries.wanted_events(request.authority, wanted).filter(first_day__lte=last)
    events = queries.events_of(found[:MOST_IN_MONTH], at=timezone.now())
    return show_page(
        request,
        "calendar_month.html",
        menu="calendar",
        asked=asked,
        month=calendars.month_of(first, today=today, events=events),
        weekdays=calendars.weekdays(),
        has_more=len(events) == MOST_IN_MONTH,
        is_empty=not events,
        content_lang=content_lang(request.authority),
    )


@require_safe
def feed(request: PublicRequest) -> HttpResponse:
    asked = calendars.asked_of(request.GET.dict())
    since = asked.wanted.since or timezone.localdate() - _BEFORE
    wanted = replace(asked.wanted, since=since)
    found = queries.wanted_events(request.authority, wanted)
    state = queries.state_of(found)
    events = found.select_related("kind", "body", "municipality", "announcement")[:MOST_IN_FEED]
    return download(
        request,
        lambda: as_calendar(request, list(events)),
        kind="text/calendar; charset=utf-8",
        name=f"{request.authority.slug}-calendar.ics",
        etag=state.tag,
        changed_at=state.changed_at,
        is_attachment=False,
    )


@require_safe
def table(request: PublicRequest) -> HttpResponse:
    asked = calendars.asked_of(request.GET.dict())
    since = asked.wanted.since or timezone.localdate() - _BEFORE
    wanted = replace(asked.wanted, since=since)
    found = queries.wanted_events(request.authority, wanted).select_related("action__area")
    state = queries.state_of(found)
    return download(
        request,
        lambda: feeds.table_of(found[:MOST_IN_FEED]),
        kind="text/csv; charset=utf-8",
        name=f"{request.authority.slug}-calendar.csv",
        etag=state.tag,
        changed_at=state.changed_at,
    )


def as_calendar(request: PublicRequest, events: list[Activity]) -> bytes:
    """The events as iCalendar, with the whole address of each."""
    authority = request.authority
    with translation.override(authority.language):
        name = _("%(authority)s: safety calendar") % {"authority": authority.name}
    return feeds.calendar_of(
        events,
        authority=authority,
        name=name,
        address_of=lambda one: addresses.address(
            "portal:event", authority=authority, args=[one.public_key]
        ),
    )
