"""The first of the three pages of a report: what happens, or a photo of it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.portal.report_choices import first_and_rest
from prevenio.portal.report_draft import Draft
from prevenio.portal.reporting import ways_to_report
from prevenio.portal.showing import PublicRequest, show_page
from prevenio.portal.views.reporting_requests import WAYS, draft_of, not_kept
from prevenio.reports.queries.categories import categories_on


@require_http_methods(WAYS)
def what(request: PublicRequest) -> HttpResponse:
    return what_page(request, draft_of(request))


def what_page(request: PublicRequest, draft: Draft) -> HttpResponse:
    """The categories; where an authority has none, whom else to tell."""
    versions = list(categories_on(request.authority, timezone.localdate()))
    first, rest = first_and_rest(versions)
    page = show_page(
        request,
        "reports/what.html",
        draft=draft,
        step=1,
        first=first,
        rest=rest,
        count=len(versions),
        next=_next(draft),
        hidden=draft.without("category"),
        ways_to_report=() if versions else ways_to_report(request.authority.country),
    )
    # Without anything chosen it is the same for everybody: a phone may keep it for later.
    return not_kept(page) if request.method == "POST" or request.GET else page


@require_safe
def kinds(request: PublicRequest) -> HttpResponse:
    """What information, request, complaint and notice of a crime are, and where each goes."""
    return show_page(request, "reports/kinds.html")


def _next(draft: Draft) -> str:
    """Whoever has told where already goes on to sending; the place of a photo is looked at."""
    is_placed = draft.point is not None and not draft.is_from_photo
    return reverse("portal:report-send" if is_placed else "portal:report-where")
