from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import pgettext

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.reports.acts import acts_of
from prevenio.reports.deadlines import Bar, bars_of
from prevenio.reports.models import OPEN_STATES, Report
from prevenio.reports.operations.looking import look_at_contact
from prevenio.reports.queries import desk as queries
from prevenio.reports.queries import report as one_report
from prevenio.reports.queries.alike import Alike, alike_of
from prevenio.reports.queries.public import public_from
from prevenio.reports.views.doors import report_of, reports_page, seen_by
from prevenio.web.keys import key_in

PER_PAGE, MANY = 50, 100


@dataclass(frozen=True, slots=True)
class Row:
    """A report in the list, with the number that the map shows too.

    Similar ones are told with the first of them; the others name its number in `like`.
    """

    number: int
    report: Report
    bars: Sequence[Bar]
    alike: Alike | None
    like: int | None


class _Counted(Paginator[Report]):
    """Pages of rows that were counted before: of all kinds in one statement."""

    def __init__(self, rows: object, per_page: int, number: int) -> None:
        super().__init__(rows, per_page)  # type: ignore[arg-type]
        self._number = number

    @cached_property
    def count(self) -> int:
        return self._number


@reports_page
def overview(request: DeskRequest) -> HttpResponse:
    day, bodies = today(request), people.body_ids_of(request.memberships)
    is_bureau = people.is_bureau(request.memberships)
    choice, own = _choice_of(request), seen_by(request)
    seen = queries.narrowed(own, choice)
    counts = queries.counts(seen, choice.kind, user=request.user, bodies=bodies, today=day)
    found = queries.chosen(seen, choice.kind, user=request.user, bodies=bodies, today=day)
    per = MANY if request.GET.get("per") == str(MANY) else PER_PAGE
    page = _Counted(found, per, counts[choice.kind]).get_page(request.GET.get("page"))
    rows = _rows(request, page, day)
    context = {
        "menu": "reports",
        "today": day,
        "choice": choice,
        "page": page,
        "rows": rows,
        "open": counts[queries.OPEN],
        "late": counts[queries.LATE],
        "unfit": _unfit(own, choice, counts[queries.OPEN]),
        "pills": [
            (kind, label, counts.get(kind))
            for kind, label in _pills()
            if kind not in (queries.HELD, queries.REQUESTS) or counts[kind] or kind == choice.kind
        ],
        "mine": counts[queries.MINE],
        "narrowing": queries.narrowing_of(own, request.authority, day, with_emails=is_bureau),
        "bounds": _around([row.report for row in rows]),
        "kind": _kind_of([row.report for row in rows]),
        "may_see_more": per == PER_PAGE and counts[choice.kind] > PER_PAGE,
        "many": MANY,
        "is_bureau": is_bureau,
    }
    return render(request, "reports/reports.html", context)


@reports_page
def report(request: DeskRequest, report_id: int) -> HttpResponse:
    found, now, day = report_of(request, report_id), timezone.now(), today(request)
    seen, is_bureau = seen_by(request), people.is_bureau(request.memberships)
    has_contact = look_at_contact(report=found, by=request.user, at=now)
    company = one_report.company_of(found, seen)
    by_post = one_report.by_post_in(company)
    for one in by_post:
        look_at_contact(report=one, by=request.user, at=now)
    context = {
        "menu": "reports",
        "report": found,
        "today": day,
        "bars": bars_of(found, today=day, country=request.authority.country),
        "acts": acts_of(found, is_bureau=is_bureau),
        "events": one_report.events_of(found),
        "photos": list(found.photos.order_by("number")),
        "public_from": public_from(found),
        "now": now,
        "has_contact": has_contact,
        "answers": one_report.answers_of(found),
        "route": one_report.route_of(found),
        "voices": one_report.voices_of(found),
        "neighbours": one_report.neighbours_of(found, seen),
        "company": company,
        "by_post": by_post,
        "openable": one_report.openable(found, seen),
        "bounds": _around([found]),
        "kind": _kind_of([found]),
        "point": (found.longitude, found.latitude),
    }
    return render(request, "reports/report.html", context)


def _rows(request: DeskRequest, page: Page[Report], day: date) -> Sequence[Row]:
    shown = list(page)
    alike = alike_of(shown, seen_by(request))
    country = request.authority.country
    told: dict[int, int] = {}
    rows = []
    for number, one in enumerate(shown, start=page.start_index()):
        like, own = told.get(one.pk), alike.get(one.pk)
        told |= {key: number for key in own.ids if key not in told} if own and not like else {}
        bars = bars_of(one, today=day, country=country)
        rows.append(Row(number, one, bars, None if like else own, like))
    return rows


def _unfit(own: QuerySet[Report], choice: queries.Choice, fitting: int) -> int:
    """How many open reports there are where the list is narrowed to none of them."""
    is_empty = choice.is_narrow and not fitting
    return own.filter(state__in=OPEN_STATES).count() if is_empty else 0


def _around(reports: Sequence[Report]) -> Sequence[float] | None:
    """West, south, east, north with some ground around the reports (WGS84 degrees)."""
    if not reports:
        return None
    east, north = [one.longitude for one in reports], [one.latitude for one in reports]
    return (min(east) - 0.006, min(north) - 0.004, max(east) + 0.006, max(north) + 0.004)


def _kind_of(reports: Sequence[Report]) -> str:
    """The code of the kind of precincts that the map shows; empty where no report has one."""
    return next((one.precinct.kind.code for one in reports if one.precinct), "")


def _pills() -> Sequence[tuple[str, str]]:
    return [
        (queries.OPEN, pgettext("reports", "In work")),
        (queries.HELD, pgettext("reports", "To be looked at")),
        (queries.READ, pgettext("reports", "To be read")),
        (queries.VERIFY, pgettext("reports", "To be verified")),
        (queries.ACT, pgettext("reports", "To be acted on")),
        (queries.WAITING, pgettext("reports", "Waiting for residents")),
        (queries.PARTNER, pgettext("reports", "With partners")),
        (queries.REQUESTS, pgettext("reports", "Requests")),
        (queries.CLOSED, pgettext("reports", "Closed")),
    ]


def _choice_of(request: DeskRequest) -> queries.Choice:
    kind = request.GET.get("kind", "")
    return queries.Choice(
        kind=kind if kind in queries.KINDS else queries.OPEN,
        category=key_in(request, "category"),
        precinct=key_in(request, "precinct"),
        municipality=key_in(request, "municipality"),
        body=key_in(request, "body"),
        words=request.GET.get("q", "").replace("\x00", "").strip()[:80],
    )
