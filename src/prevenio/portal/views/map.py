"""The public map: boundaries by kind and what comes soon, with everything in a list beside it."""

from datetime import date

from django.db.models import F
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.activities.models import ActivityState
from prevenio.activities.queries.calendar import public_events
from prevenio.people.models import Authority
from prevenio.places.models import Municipality, Precinct, PrecinctKind
from prevenio.places.wording import said
from prevenio.portal.project_places import places_of_projects
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.street_ground import MUNICIPALITY, Boundaries, boundaries_of, bounds_of_all
from prevenio.portal.street_near import Near, numbered

MOST_EVENTS = 40
MOST_LISTED = 60


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    authority, today = request.authority, timezone.localdate()
    kinds = _kinds(authority)
    asked = request.GET.get("kind", "")
    kind = asked if asked in dict(kinds) else next(iter(dict(kinds)), "")
    listed = _listed(authority, kind, today)
    events = _events(authority, today)
    return show_page(
        request,
        "map/overview.html",
        menu="map",
        kinds=kinds,
        kind=kind,
        kind_name=dict(kinds).get(kind, ""),
        events=events,
        places=places_of_projects(authority, today=today, first_number=len(events) + 1),
        listed=listed[:MOST_LISTED],
        has_more=len(listed) > MOST_LISTED,
        is_of_towns=kind == MUNICIPALITY,
        bounds=bounds_of_all(authority, day=today),
        content_lang=content_lang(authority),
    )


@require_safe
def boundaries(request: PublicRequest, kind: str) -> HttpResponse:
    """The boundaries of a kind, as light as a screen allows."""
    address = {} if kind == MUNICIPALITY else {"precinct": reverse("portal:precincts")}
    found = boundaries_of(
        request.authority, kind, day=timezone.localdate(), address=address, is_whole=False
    )
    if found is None:
        raise Http404
    return packed(request, found)


def packed(request: PublicRequest, found: Boundaries) -> HttpResponse:
    """GeoJSON as it is kept: packed, for whoever can unpack it; with its tag."""
    tag = quote_etag(found.tag)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        content = found.packed if is_packed else found.plain
        response = HttpResponse(content, content_type="application/geo+json")
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = tag
    patch_vary_headers(response, ["Accept-Encoding"])
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _kinds(authority: Authority) -> list[tuple[str, str]]:
    """The kinds that have precincts, and the municipalities where there are several."""
    rows = PrecinctKind.objects.filter(authority=authority, precincts__isnull=False).distinct()
    kinds = [(one.code, said(one.names) or one.code) for one in rows.order_by("position", "code")]
    towns = Municipality.objects.filter(authority=authority)[:2]
    if len(towns) > 1 or not kinds:
        kinds.insert(0, (MUNICIPALITY, _("Municipalities")))
    return kinds


def _listed(authority: Authority, kind: str, today: date) -> list[Precinct] | list[Municipality]:
    if kind == MUNICIPALITY:
        towns = Municipality.objects.filter(authority=authority).order_by("name", "pk")
        return list(towns[: MOST_LISTED + 1])
    existing = Precinct.objects.existing_on(today)
    precincts = existing.filter(authority=authority, kind__code=kind)
    ordered = precincts.select_related("municipality").order_by("municipality__name", "code", "pk")
    return list(ordered[: MOST_LISTED + 1])


def _events(authority: Authority, today: date) -> list[Near]:
    """Events to come whose place is known, numbered in the order of their days."""
    coming = (
        public_events(authority)
        .filter(state=ActivityState.PLANNED, last_day__gte=today, latitude__isnull=False)
        .select_related("kind", "authority")
        .order_by("first_day", F("begins_at").asc(nulls_first=True), "pk")[:MOST_EVENTS]
    )
    return list(numbered(list(coming)))
