"""The public directory of places where help is found."""

import csv
from io import StringIO

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.advice.lines import emergency_lines, help_lines
from prevenio.advice.models import AdvicePoint, PointKind
from prevenio.advice.queries import public as queries
from prevenio.people.views.asking import searched_words
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.web.keys import key_in
from prevenio.web.sheets import text_in_csv

_PER_PAGE = 30
# The names of the columns are for good: others read this table by machine.
_COLUMNS = (
    *("name", "kind", "purpose", "audience", "municipality", "municipality_code", "address"),
    *("latitude", "longitude", "phone", "email", "website", "hours", "cost", "languages"),
    *("access", "first_day", "last_day"),
)


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    authority, today = request.authority, timezone.localdate()
    asked = queries.PointsAsked(
        searched_words(request),
        request.GET.get("kind", "")[:20],
        key_in(request, "municipality"),
    )
    counts = queries.kinds_of_points(authority, today)
    found = queries.points_found(authority, asked, today)
    return show_page(
        request,
        "advice/points.html",
        menu="advice",
        asked=asked,
        page=Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        kinds=[(kind, label, counts[kind]) for kind, label in PointKind.choices if kind in counts],
        all=sum(counts.values()),
        places=queries.places_with_points(authority, today),
        emergency=emergency_lines(authority),
        helplines=help_lines(authority),
        content_lang=content_lang(authority),
    )


@require_safe
def table(request: PublicRequest) -> HttpResponse:
    found = queries.points_found(request.authority, queries.PointsAsked(), timezone.localdate())
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(_COLUMNS)
    for point in found:
        rows.writerow([text_in_csv(_value(point, column)) for column in _COLUMNS])
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{request.authority.slug}-advice-points.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _value(point: AdvicePoint, column: str) -> object:
    if column == "municipality":
        return point.municipality.name if point.municipality else ""
    if column == "municipality_code":
        return point.municipality.code if point.municipality else ""
    value = getattr(point, column)
    return value.isoformat() if column.endswith("_day") and value else value
