"""Who is let in to the reports of residents, and which report a page is about."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.reports import access
from prevenio.reports.models import EventKind, Report, ReportState
from prevenio.reports.queries.desk import reports_seen
from prevenio.web.keys import KEY

type View = Callable[..., HttpResponse]


class TakenBack(Exception):
    """The resident has taken the report back; its words are erased."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.reference)
        self.report = report


_WITH = (
    *("authority", "category", "version", "municipality", "precinct__kind", "body", "partner"),
    *("person", "place", "merged_into", "split_from"),
)


def reports_page(view: View) -> View:
    """A page for whoever works on reports; others find nothing. It is kept in no cache."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_page
    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not access.has_reports(request.memberships):
            raise Http404
        try:
            response = view(request, **kwargs)
        except TakenBack as gone:
            response = _gone_page(request, gone.report)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def seen_by(request: DeskRequest) -> QuerySet[Report]:
    """The reports that the person may see."""
    return reports_seen(request.memberships, request.authority)


def report_of(request: DeskRequest, report_id: int) -> Report:
    """A report that the person may see. Raises Http404, or TakenBack where it was withdrawn."""
    if report_id >= 2**63:
        raise Http404
    rows = access.reports_visible_to(request.memberships, request.authority)
    report = get_object_or_404(rows.select_related(*_WITH), pk=report_id)
    if report.state == ReportState.WITHDRAWN:
        raise TakenBack(report)
    return report


def _gone_page(request: DeskRequest, report: Report) -> HttpResponse:
    """For whoever saw the report before: what became of it, and nothing of what it said."""
    taken_back = report.events.filter(kind=EventKind.WITHDRAWN).order_by("number").last()
    context = {"menu": "reports", "report": report, "event": taken_back}
    return render(request, "reports/taken_back.html", context, status=HTTPStatus.GONE)


def keys_in(values: list[str], *, most: int) -> list[int]:
    """Numbers of rows among what was sent, without repetition; anything else is left out."""
    keys = [int(one) for one in values if KEY.fullmatch(one)]
    return list(dict.fromkeys(keys))[:most]
