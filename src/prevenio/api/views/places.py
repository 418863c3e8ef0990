"""Public problem places for maps and tables: what the page of a place shows, and no more."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Query

from prevenio.api import formats
from prevenio.api.asked import PlacesAsked, categories_in
from prevenio.api.geojson import collection, feature_at
from prevenio.api.views.authorities import authority_of
from prevenio.api.views.interface import described, interface
from prevenio.api.views.paging import linked, page_of
from prevenio.api.views.reports import GEOJSON, MAP
from prevenio.api.views.tables import TABLE, TAG, table_of
from prevenio.reports.queries.public_places import ShownPlace, public_places, shown_places

# Fewer are told in words.
_FEW = "<5"
_COLUMNS = (
    *("key", "name", "category", "category_name", "state", "state_words", "people", "trend"),
    *("most_often", "precinct", "municipality", "action", "changed_on", "last_done_on"),
    *("last_done", "latitude", "longitude", "square_metres_wide"),
)


@interface.get(
    "api/problem-places.geojson",
    url_name="problem-places-geojson",
    tags=[TAG],
    summary=gettext_noop("Public problem places on a map"),
    openapi_extra=described(400, also=MAP),
)
def places_geojson(request: HttpRequest, asked: Query[PlacesAsked]) -> HttpResponse:
    shown, is_more = _page(request, asked)
    features = (feature_at(one.middle, _properties(one)) for one in shown)
    answer = HttpResponse(formats.as_json(collection(features)), content_type=GEOJSON)
    return linked(request, answer, asked.page, is_more=is_more)


@interface.get(
    "api/problem-places.csv",
    url_name="problem-places-csv",
    tags=[TAG],
    summary=gettext_noop("Public problem places as a table"),
    openapi_extra=described(400, also=TABLE),
)
def places_csv(request: HttpRequest, asked: Query[PlacesAsked]) -> HttpResponse:
    shown, is_more = _page(request, asked)
    answer = table_of(request, "problem-places", _COLUMNS, map(_row_of, shown))
    return linked(request, answer, asked.page, is_more=is_more)


def _page(request: HttpRequest, asked: PlacesAsked) -> tuple[Sequence[ShownPlace], bool]:
    rows = public_places(authority_of(request)).select_related("category")
    categories = categories_in(asked.category)
    if categories:
        rows = rows.filter(category__code__in=categories)
    if asked.state:
        rows = rows.filter(state=asked.state.upper())
    rows = rows.order_by("-changed_at", "-pk")
    found, is_more = page_of(rows, asked.page, asked.page_size)
    return shown_places(found, timezone.now()), is_more


def _properties(shown: ShownPlace) -> Mapping[str, object]:
    done = [
        {
            "on": timezone.localdate(one.at),
            "what": one.kind.lower(),
            "what_words": one.get_kind_display(),
            "text": one.text,
        }
        for one in shown.events
    ]
    return {**_facts(shown), "most_often": list(shown.told.windows), "done": done}


def _row_of(shown: ShownPlace) -> Sequence[object]:
    last = shown.events[-1] if shown.events else None
    values = {
        **_facts(shown),
        "most_often": "; ".join(shown.told.windows),
        "last_done_on": timezone.localdate(last.at) if last else None,
        "last_done": (last.text or last.get_kind_display()) if last else "",
        "latitude": shown.middle[0],
        "longitude": shown.middle[1],
    }
    return [values[name] for name in _COLUMNS]


def _facts(shown: ShownPlace) -> Mapping[str, object]:
    place, names = shown.place, shown.names
    return {
        "key": str(place.key),
        "name": place.name,
        "category": place.category.code,
        "category_name": shown.category,
        "state": place.state.lower(),
        "state_words": place.get_state_display(),
        "people": _FEW if shown.told.people is None else shown.told.people,
        "trend": shown.told.trend,
        "precinct": names.precinct.name if names.precinct else "",
        "municipality": names.municipality.name if names.municipality else "",
        "action": place.action.code if place.action else "",
        "changed_on": timezone.localdate(place.changed_at),
        "square_metres_wide": shown.width,
    }
