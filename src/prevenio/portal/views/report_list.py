"""The public list of reports, with the map that shows the same."""

from collections.abc import Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.portal.report_counts import open_and_all
from prevenio.portal.report_public import state_of
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.street_ground import bounds_of_all
from prevenio.reports.models import CategoryVersion, ReportClass
from prevenio.reports.queries.categories import categories_on
from prevenio.reports.queries.public import CLOSED, OPEN, Chosen, shown_reports

_PER_PAGE = 50


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    authority, now = request.authority, timezone.now()
    today = timezone.localdate()
    versions = [
        one for one in categories_on(authority, today) if one.data_class == ReportClass.PUBLIC
    ]
    chosen = _chosen(request, versions)
    rows = shown_reports(authority, chosen, now).select_related(
        "version", "category", "public_municipality", "public_precinct"
    )
    category = next(iter(chosen.categories), "")
    open_count, all_count = open_and_all(authority, now, category)
    numbers = {OPEN: open_count, CLOSED: all_count - open_count}
    pages = Paginator(rows, _PER_PAGE)
    pages.count = numbers.get(chosen.state, all_count)
    page = pages.get_page(request.GET.get("page"))
    return show_page(
        request,
        "reports/list.html",
        menu="map",
        page=page,
        rows=[(one, state_of(one)) for one in page],
        versions=versions,
        category=category,
        state=chosen.state,
        pills=[
            ("", _("All"), all_count),
            (OPEN, _("Open"), open_count),
            (CLOSED, _("Ended"), all_count - open_count),
        ],
        bounds=bounds_of_all(authority, day=today),
        takes_reports=bool(versions),
        no_key=UUID(int=0),
        content_lang=content_lang(authority),
    )


def _chosen(request: PublicRequest, versions: Sequence[CategoryVersion]) -> Chosen:
    """What is asked for; what is not known narrows nothing."""
    codes = {one.category.code for one in versions}
    code, state = request.GET.get("category", ""), request.GET.get("state", "")
    return Chosen(
        categories=[code] if code in codes else [], state=state if state in (OPEN, CLOSED) else ""
    )
