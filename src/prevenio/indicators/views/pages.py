"""The list of indicators, one indicator, and its downloads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from prevenio.indicators import access, charts, sheets
from prevenio.indicators.charts import NARROW, chart_of, svg_of
from prevenio.indicators.models import Indicator, IndicatorGroup
from prevenio.indicators.queries.links import linked_things
from prevenio.indicators.queries.listing import MANAGEMENT, listed, listing
from prevenio.indicators.queries.series import current_values, history_of, series_of_one
from prevenio.indicators.views.doors import indicator_of, seen, today
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@desk_page
def overview(request: DeskRequest) -> HttpResponse:
    search, group = request.GET.get("q", "")[:100], request.GET.get("group", "")
    found = listed(seen(request), search=search, group=group)
    context = {
        "menu": "indicators",
        "listing": listing(found, number=request.GET.get("page", "1"), today=today()),
        "search": search,
        "group": group if group in {MANAGEMENT, *IndicatorGroup.values} else "",
        "groups": IndicatorGroup.choices,
        "may_edit": people.is_bureau(request.memberships),
    }
    return render(request, "indicators/list.html", context)


@require_safe
@desk_page
def show(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    series = series_of_one(indicator, today=today())
    chart = chart_of(series, request.authority)
    narrow = chart_of(series, request.authority, width=NARROW)
    context = {
        "menu": "indicators",
        "indicator": indicator,
        "series": series,
        "chart": chart,
        "wide": svg_of(chart) if series.latest else "",
        "narrow": svg_of(narrow) if series.latest else "",
        "rows": list(charts.table_rows(series)),
        "parts": current_values([indicator])
        .exclude(breakdown="")
        .order_by("-first_day", "pk")[:60],
        "history": history_of(indicator)[:100],
        "passport": sheets.passport_rows(series),
        "linked": linked_things(indicator),
        "may_edit": people.is_bureau(request.memberships),
        "may_record": access.may_record(request.memberships, indicator),
    }
    return render(request, "indicators/show.html", context)


@require_safe
@desk_page
def chart_svg(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    chart = chart_of(series_of_one(indicator, today=today()), request.authority)
    return _file(svg_of(chart).encode(), "image/svg+xml", indicator, "svg")


@require_safe
@desk_page
def chart_png(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    chart = chart_of(series_of_one(indicator, today=today()), request.authority)
    return _file(chart.png(), "image/png", indicator, "png")


@require_safe
@desk_page
def workbook(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    content = sheets.workbook_of(series_of_one(indicator, today=today()))
    return _file(content, XLSX, indicator, "xlsx")


def _file(content: bytes, kind: str, indicator: Indicator, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"{slugify(str(indicator))[:80] or indicator.pk}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
