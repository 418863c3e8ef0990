"""Open311 GeoReport v2: public reports, one by one and in lists."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query

from prevenio.api import shapes
from prevenio.api.asked import Place, RequestsAsked, codes_in
from prevenio.api.problems import Wrong, not_there
from prevenio.api.views.answering import list_of
from prevenio.api.views.authorities import authority_of
from prevenio.api.views.interface import Format, described, interface
from prevenio.api.views.paging import linked, page_of
from prevenio.api.views.services import right_place
from prevenio.people.models import Authority
from prevenio.reports.models import Channel, Report
from prevenio.reports.queries.public import CLOSED, OPEN, Chosen, shown_reports, shown_state

# What the standard allows.
SPAN = timedelta(days=90)
_NOTHING = Chosen()
_STATES = frozenset({OPEN, CLOSED})


@interface.get(
    "open311/v2/requests.{fmt}",
    url_name="requests",
    tags=["Open311 GeoReport v2"],
    summary=gettext_noop("Public reports, the newest first"),
    openapi_extra=described(
        400, 404, json=shapes.ServiceRequest, is_list=True, xml="service_requests"
    ),
)
def requests(request: HttpRequest, fmt: Format, asked: Query[RequestsAsked]) -> HttpResponse:
    authority = authority_of(request)
    right_place(authority, asked.jurisdiction_id)
    rows, is_more = page_of(_asked_for(authority, asked), asked.page, asked.page_size)
    answer = list_of(
        fmt,
        [shown_of(one, authority) for one in rows],
        root="service_requests",
        item="request",
    )
    return linked(request, answer, asked.page, is_more=is_more)


@interface.get(
    "open311/v2/requests/{reference}.{fmt}",
    url_name="request",
    tags=["Open311 GeoReport v2"],
    summary=gettext_noop("One public report"),
    openapi_extra=described(
        400, 404, json=shapes.ServiceRequest, is_list=True, xml="service_requests"
    ),
)
def one_request(
    request: HttpRequest, reference: str, fmt: Format, asked: Query[Place]
) -> HttpResponse:
    authority = authority_of(request)
    right_place(authority, asked.jurisdiction_id)
    rows = shown_reports(authority, _NOTHING, timezone.now())
    found = rows.filter(reference__in=codes_in(reference)).first()
    if found is None:
        raise not_there()
    return list_of(fmt, [shown_of(found, authority)], root="service_requests", item="request")


@interface.get(
    "open311/v2/tokens/{token}.{fmt}",
    url_name="token",
    tags=["Open311 GeoReport v2"],
    summary=gettext_noop(
        "The number of a report that was sent; it is given at once, and is the token"
    ),
    openapi_extra=described(400, 404, json=shapes.Token, is_list=True, xml="service_requests"),
)
def token(request: HttpRequest, token: str, fmt: Format, asked: Query[Place]) -> HttpResponse:
    authority = authority_of(request)
    right_place(authority, asked.jurisdiction_id)
    rows = Report.objects.filter(authority=authority, channel=Channel.OPEN311)
    found = rows.filter(reference__in=codes_in(token)).first()
    if found is None:
        raise not_there()
    same = shapes.Token(service_request_id=found.reference, token=found.reference)
    return list_of(fmt, [same], root="service_requests", item="request")


def shown_of(report: Report, authority: Authority) -> shapes.ServiceRequest:
    """A report as the standard wants it, and no more of it than residents see."""
    zone = ZoneInfo(authority.time_zone)
    due = report.act_due_on if report.is_open else None
    return shapes.ServiceRequest(
        service_request_id=report.reference,
        status="open" if report.is_open else "closed",
        status_notes=shown_state(report.state, report.outcome).words,
        service_name=str(report.version),
        service_code=report.category.code,
        description="",
        agency_responsible=authority.name,
        service_notice="",
        requested_datetime=_midnight(report.received_at.astimezone(zone).date(), zone),
        updated_datetime=_midnight(report.changed_at.astimezone(zone).date(), zone),
        expected_datetime=_midnight(due, zone) if due else None,
        address="",
        address_id="",
        zipcode="",
        lat=report.public_latitude,
        long=report.public_longitude,
        media_url="",
    )


def _asked_for(authority: Authority, asked: RequestsAsked) -> QuerySet[Report]:
    now = timezone.now()
    if asked.service_request_id.strip():
        references = codes_in(asked.service_request_id)
        return shown_reports(authority, _NOTHING, now).filter(reference__in=references)
    states = _states_in(asked.status)
    first, last = _span_of(asked.start_date, asked.end_date, timezone.localdate())
    chosen = Chosen(
        categories=codes_in(asked.service_code),
        state=states[0] if len(states) == 1 else "",
        first=first,
        last=last,
    )
    rows = shown_reports(authority, chosen, now)
    # Codes of which none can be one narrow to nothing, not to everything.
    return rows.none() if asked.service_code.strip() and not chosen.categories else rows


def _states_in(text: str) -> Sequence[str]:
    states = [one.strip().lower() for one in text.split(",") if one.strip()]
    if not _STATES.issuperset(states):
        raise Wrong(400, _("status: write open, closed, or both with a comma."))
    return sorted(set(states))


def _span_of(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The days that are asked for: what is left out lies 90 days from the other end."""
    if first is None:
        last = last or today
        return last - SPAN, last
    last = last or first + SPAN
    if last < first:
        raise Wrong(400, _("end_date: this must not be before start_date."))
    if last - first > SPAN:
        raise Wrong(400, _("end_date: at most 90 days after start_date. Ask in several parts."))
    return first, last


def _midnight(day: date, zone: ZoneInfo) -> str:
    return datetime.combine(day, time(), zone).isoformat()
