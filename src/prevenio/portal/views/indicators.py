from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.indicators.charts import NARROW, chart_of, public_rows, svg_of
from prevenio.indicators.models import Indicator
from prevenio.indicators.queries import public
from prevenio.portal.aiming import served_by
from prevenio.portal.showing import PublicRequest, content_lang, show_page


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    search = request.GET.get("q", "")[:100]
    return show_page(
        request,
        "indicators.html",
        menu="indicators",
        search=search,
        listing=public.public_listing(
            request.authority,
            search=search,
            number=request.GET.get("page", "1"),
            today=timezone.localdate(),
        ),
        content_lang=content_lang(request.authority),
    )


@require_safe
def indicator(request: PublicRequest, code: str) -> HttpResponse:
    found, today = _found(request, code), timezone.localdate()
    series = public.public_series([found], today=today)[found.pk]
    chart = chart_of(series, request.authority)
    narrow = chart_of(series, request.authority, width=NARROW)
    return show_page(
        request,
        "indicator.html",
        menu="indicators",
        indicator=found,
        series=series,
        chart=chart,
        wide=svg_of(chart) if series.latest else "",
        narrow=svg_of(narrow) if series.latest else "",
        rows=list(public_rows(series)),
        parts=public.public_parts(found),
        goals=served_by(found, today=today),
        content_lang=content_lang(request.authority),
    )


@require_safe
def chart_svg(request: PublicRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    series = public.public_series([found], today=timezone.localdate())[found.pk]
    chart = chart_of(series, request.authority)
    return HttpResponse(svg_of(chart), content_type="image/svg+xml")


def _found(request: PublicRequest, code: str) -> Indicator:
    found = public.public_indicator(request.authority, code)
    if found is None:
        raise Http404
    return found
