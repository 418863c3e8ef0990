"""Public reports for maps and tables: GeoJSON, CSV, tiles."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query

from prevenio.api import formats
from prevenio.api.asked import ReportsAsked, TileAsked, categories_in
from prevenio.api.geojson import collection, feature_of, feature_of_cluster
from prevenio.api.problems import Wrong, not_there
from prevenio.api.views.answering import kept_answer
from prevenio.api.views.authorities import authority_of
from prevenio.api.views.interface import described, interface
from prevenio.api.views.paging import linked, page_of
from prevenio.api.views.tables import TABLE, TAG, table_of
from prevenio.reports.models import Report
from prevenio.reports.queries.mapping import clusters_in
from prevenio.reports.queries.public import Box, Chosen, shown_reports, shown_state, stamp_of
from prevenio.reports.tiles import Tile

GEOJSON = "application/geo+json"
_COLUMNS = (
    *("reference", "category", "category_name", "kmzb", "state", "state_words", "mark"),
    *("received_on", "closed_on", "latitude", "longitude", "square_metres_wide"),
)
_COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": {"type": "object"}},
    },
}
MAP = {GEOJSON: {"schema": _COLLECTION}}
_SAME = {304: gettext_noop("Nothing has changed since the tag that was sent")}


@interface.get(
    "api/reports.geojson",
    url_name="reports-geojson",
    tags=[TAG],
    summary=gettext_noop("Public reports on a map"),
    openapi_extra=described(400, also=MAP),
)
def reports_geojson(request: HttpRequest, asked: Query[ReportsAsked]) -> HttpResponse:
    rows, is_more = _page(request, asked)
    body = formats.as_json(collection(feature_of(one) for one in rows))
    answer = HttpResponse(body, content_type=GEOJSON)
    return linked(request, answer, asked.page, is_more=is_more)


@interface.get(
    "api/reports.csv",
    url_name="reports-csv",
    tags=[TAG],
    summary=gettext_noop("Public reports as a table"),
    openapi_extra=described(400, also=TABLE),
)
def reports_csv(request: HttpRequest, asked: Query[ReportsAsked]) -> HttpResponse:
    rows, is_more = _page(request, asked)
    answer = table_of(request, "reports", _COLUMNS, map(_row_of, rows))
    return linked(request, answer, asked.page, is_more=is_more)


@interface.get(
    "api/reports/tiles/{zoom}/{column}/{row}.json",
    url_name="reports-tile",
    tags=[TAG],
    summary=gettext_noop("What lies in a tile of a web map, gathered in at most 64 clusters"),
    openapi_extra=described(400, 404, also=MAP, more=_SAME),
)
def reports_tile(
    request: HttpRequest, zoom: int, column: int, row: int, asked: Query[TileAsked]
) -> HttpResponse:
    authority = authority_of(request)
    now = timezone.now()
    try:
        tile = Tile(zoom, column, row)
    except ValueError:
        raise not_there() from None
    chosen = _chosen(asked, None)

    def made() -> bytes:
        found = clusters_in(authority, tile, chosen, now)
        return formats.as_json(collection(feature_of_cluster(one) for one in found))

    return kept_answer(request, stamp_of(authority, now), made, kind=GEOJSON)


def _page(request: HttpRequest, asked: ReportsAsked) -> tuple[Sequence[Report], bool]:
    authority = authority_of(request)
    chosen = _chosen(asked, _box_in(asked.bbox))
    return page_of(shown_reports(authority, chosen, timezone.now()), asked.page, asked.page_size)


def _chosen(asked: TileAsked, box: Box | None) -> Chosen:
    categories = categories_in(asked.category)
    return Chosen(categories, asked.state or "", asked.first, asked.last, box)


def _box_in(text: str) -> Box | None:
    if not text.strip():
        return None
    try:
        west, south, east, north = (float(one) for one in text.split(","))
    except ValueError:
        raise Wrong(400, _("bbox: write west,south,east,north in degrees.")) from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Wrong(400, _("bbox: west before east, south before north, in degrees."))
    return Box(west, south, east, north)


def _row_of(report: Report) -> Sequence[object]:
    state = shown_state(report.state, report.outcome)
    return (
        report.reference,
        report.category.code,
        str(report.version),
        report.version.kmzb,
        state.key,
        state.words,
        state.mark,
        timezone.localdate(report.received_at),
        timezone.localdate(report.closed_at) if report.closed_at else None,
        report.public_latitude,
        report.public_longitude,
        report.blur_metres,
    )
