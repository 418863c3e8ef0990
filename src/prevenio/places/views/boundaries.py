import json
from datetime import date

import shapely
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.access import can_keep_places
from prevenio.places.drawn import as_geojson
from prevenio.places.forms.drawing import BoundaryForm
from prevenio.places.models import Boundary, Municipality, Precinct
from prevenio.places.operations.drawing import draw_boundary, neighbours_of
from prevenio.places.views.asking import ask, municipality_in, precinct_in, today_of
from prevenio.web.trying import done_by

# Around a place that is not drawn yet, in degrees.
_AROUND = 0.05
type Bounds = tuple[float, float, float, float]


@require_http_methods(["GET", "POST"])
@desk_page
def of_precinct(request: DeskRequest, precinct_id: int) -> HttpResponse:
    one = precinct_in(request, precinct_id)
    around = reverse("places:precinct-neighbours", args=[one.pk])
    return _draw(request, one, page=reverse("places:precinct", args=[one.pk]), around=around)


@require_http_methods(["GET", "POST"])
@desk_page
def of_municipality(request: DeskRequest, municipality_id: int) -> HttpResponse:
    one = municipality_in(request, municipality_id)
    around = reverse("places:municipality-neighbours", args=[one.pk])
    return _draw(request, one, page=reverse("places:municipality", args=[one.pk]), around=around)


@require_safe
@desk_page
def around_precinct(request: DeskRequest, precinct_id: int) -> HttpResponse:
    return _around(precinct_in(request, precinct_id), today_of(request))


@require_safe
@desk_page
def around_municipality(request: DeskRequest, municipality_id: int) -> HttpResponse:
    return _around(municipality_in(request, municipality_id), today_of(request))


def _draw(
    request: DeskRequest, one: Precinct | Municipality, *, page: str, around: str
) -> HttpResponse:
    if not can_keep_places(request.user, request.authority, timezone.now()):
        raise NotAllowed
    today = today_of(request)
    present = one.boundaries.on(today).first()
    form = BoundaryForm(
        request.POST or None, initial={"drawing": _text(present), "first_day": today}
    )

    def draw() -> Boundary:
        return draw_boundary(of=one, by=request.user, at=timezone.now(), **form.drawn())

    if done_by(request, form, draw, _("The boundary holds from that day.")):
        if form.cleaned_data["drawing"].was_mended:
            messages.info(request, _("Lines that crossed each other were mended."))
        return redirect(page)
    return ask(
        request,
        form,
        title=_("Boundary of %(name)s") % {"name": one.name},
        crumbs=[(reverse("places:overview"), pgettext("menu", "Places")), (page, one.name)],
        submit=_("Save the boundary"),
        template="places/boundary.html",
        bounds=_bounds(one, present),
        around=around,
    )


def _around(one: Precinct | Municipality, day: date) -> JsonResponse:
    """The neighbours as GeoJSON, so that corners can be put on theirs."""
    west, south, east, north = _bounds(one, one.boundaries.on(day).first())
    wide, high = east - west, north - south
    box = (west - wide, south - high, east + wide, north + high)
    rows = neighbours_of(one, box, day).select_related("precinct", "municipality")
    features = [
        {
            "type": "Feature",
            "id": row.pk,
            "properties": {"id": row.pk, "name": str(row)},
            "geometry": as_geojson(shapely.from_wkb(bytes(row.shape))),
        }
        for row in rows
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _text(boundary: Boundary | None) -> str:
    if boundary is None:
        return ""
    return json.dumps(as_geojson(shapely.from_wkb(bytes(boundary.shape))))


def _bounds(one: Precinct | Municipality, boundary: Boundary | None) -> Bounds:
    """The box of what is drawn, else of its municipality, else of everything that is drawn."""
    if boundary is not None:
        return boundary.west, boundary.south, boundary.east, boundary.north
    town = one.municipality if isinstance(one, Precinct) else one
    if town is not None and town.latitude is not None and town.longitude is not None:
        latitude, longitude = town.latitude, town.longitude
        return (
            longitude - _AROUND,
            latitude - _AROUND,
            longitude + _AROUND,
            latitude + _AROUND,
        )
    known = Boundary.objects.filter(authority=one.authority_id).first()
    return (12.0, 48.5, 24.2, 54.9) if known is None else _bounds(one, known)
