"""The second of the three pages of a report: where it is; by map, search, position or lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.places.locating import index_of
from prevenio.places.queries.searching import search_addresses
from prevenio.portal import report_places as places
from prevenio.portal.report_choices import category_in
from prevenio.portal.report_draft import Draft, point_and_name, point_said
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.street_ground import MUNICIPALITY
from prevenio.portal.views.reporting_requests import WAYS, draft_of, not_kept

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for and what it may mean; `exact` is the one address that was meant."""

    asked: str = ""
    hits: Sequence[places.Line] = ()
    exact: str = ""
    is_nothing: bool = False
    street: str = ""
    missing_number: str = ""


@require_http_methods(WAYS)
def where(request: PublicRequest) -> HttpResponse:
    return where_page(request, draft_of(request))


def where_page(request: PublicRequest, draft: Draft, *, is_missing: bool = False) -> HttpResponse:
    """The map, the search and the lists; with the place that was chosen on one of them."""
    authority, said = request.authority, request.POST if request.method == "POST" else request.GET
    search = _search(request, said)
    chosen = point_and_name(said.get("hit", "") or search.exact)
    draft = draft.at(*chosen) if chosen is not None else draft
    place = places.here(authority, *draft.point) if draft.point else None
    if place is not None and place.is_outside and draft.is_from_photo:
        draft, place = draft.nowhere(), None
    listed = said.get("list", "").replace("\x00", "")[:_LONGEST]
    point, drawn = draft.point, index_of(authority.pk, timezone.localdate())
    page = show_page(
        request,
        "reports/where.html",
        draft=draft,
        step=2,
        version=category_in(authority, draft.category),
        place=place,
        name=draft.place or (place.name if place else ""),
        picture=places.picture_of(authority, place, *point) if place and point else "",
        pin=point[::-1] if point else None,
        bounds=drawn.bounds,
        shapes=drawn.first_kind or MUNICIPALITY,
        hidden=draft.without("lat", "lon", "place", "source"),
        is_missing=is_missing and point is None,
        is_wide=chosen is not None and not any(sign.isdecimal() for sign in chosen[2]),
        search=search,
        lines=places.lines_of_list(authority, listed) if listed else (),
        content_lang=content_lang(authority),
    )
    return not_kept(page)


def _search(request: PublicRequest, said: QueryDict) -> Search:
    """What was searched for. What was typed is kept nowhere."""
    asked = said.get("q", "").replace("\x00", "")[:_LONGEST]
    if not asked.strip():
        return Search()
    found = search_addresses(request.authority, asked)
    hits = places.lines_of_hits(found.hits)
    # The middle of a town or of a long street is nothing that anybody reports.
    is_exact = found.is_clear and len(hits) == 1 and found.hits[0].address_id is not None
    if is_exact:
        return Search(asked, exact=hits[0].value)
    return Search(
        asked,
        hits,
        is_nothing=not hits,
        street=found.street,
        missing_number=found.missing_number,
    )


@require_safe
def here(request: PublicRequest) -> HttpResponse:
    """What lies at a point: for the map, which asks when it has been moved."""
    point = point_said(request.GET)
    if point is None:
        raise Http404
    place = places.here(request.authority, *point)
    outside = _("This place lies outside of what we look after.")
    answer = {
        "name": place.name,
        "note": outside if place.is_outside else place.note,
        "outside": place.is_outside,
    }
    return not_kept(JsonResponse(answer))
