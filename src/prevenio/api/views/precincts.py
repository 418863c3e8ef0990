"""How many reports there were by precinct, category and month."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Query

from prevenio.api import formats
from prevenio.api.asked import CountsAsked, categories_in
from prevenio.api.views.authorities import authority_of
from prevenio.api.views.interface import described, interface
from prevenio.api.views.tables import TABLE, TAG, table_of
from prevenio.people.access import today_in
from prevenio.reports.queries.counts import Counts, counts_by_precinct

_COLUMNS = ("kind", "precinct_code", "precinct", "category", "month", "reports")


@interface.get(
    "api/reports/precincts.json",
    url_name="reports-precincts-json",
    tags=[TAG],
    summary=gettext_noop(
        "How many reports by precinct, category and month; small numbers are left out"
    ),
    openapi_extra=described(400, also={"application/json": {"schema": {"type": "object"}}}),
)
def precincts_json(request: HttpRequest, asked: Query[CountsAsked]) -> HttpResponse:
    found = _counts(request, asked)
    rows = [
        {
            "kind": one.kind,
            "precinct_code": one.code,
            "precinct": one.name,
            "category": one.category,
            "month": f"{one.month:%Y-%m}",
            "reports": one.words if one.number is None else one.number,
        }
        for one in found.rows
    ]
    totals = [
        {"category": one.category, "month": f"{one.month:%Y-%m}", "reports": one.number}
        for one in found.totals
    ]
    body = formats.as_json({"rows": rows, "totals": totals})
    return HttpResponse(body, content_type=formats.TYPES[formats.JSON])


@interface.get(
    "api/reports/precincts.csv",
    url_name="reports-precincts-csv",
    tags=[TAG],
    summary=gettext_noop("The same counts as a table"),
    openapi_extra=described(400, also=TABLE),
)
def precincts_csv(request: HttpRequest, asked: Query[CountsAsked]) -> HttpResponse:
    rows = (
        (one.kind, one.code, one.name, one.category, f"{one.month:%Y-%m}", one.words)
        for one in _counts(request, asked).rows
    )
    return table_of(request, "reports-by-precinct", _COLUMNS, rows)


def _counts(request: HttpRequest, asked: CountsAsked) -> Counts:
    authority = authority_of(request)
    now = timezone.now()
    return counts_by_precinct(
        authority,
        year=asked.year,
        categories=categories_in(asked.category),
        today=today_in(authority, now),
        at=now,
    )
