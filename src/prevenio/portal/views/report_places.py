"""Problem places that residents may see: what is known, what was done, what came of it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.portal.report_choices import category_in
from prevenio.portal.report_place_parts import (
    middle_of,
    named,
    picture_of,
    shown_of,
)
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.views.reporting_confirming import said_on
from prevenio.portal.views.reporting_requests import WAYS, not_kept
from prevenio.reports.models import ProblemPlace
from prevenio.reports.queries.place_page import names_of
from prevenio.reports.queries.public_places import public_places

_PER_PAGE = 30


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    rows = public_places(request.authority).order_by("-changed_at", "-pk")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    categories = names_of([one.category_id for one in page])
    return show_page(
        request,
        "reports/places.html",
        menu="map",
        page=page,
        rows=[
            (one, categories.get(one.category_id, ""), names)
            for one, names in zip(page, named(list(page)), strict=True)
        ],
        content_lang=content_lang(request.authority),
    )


@require_http_methods(WAYS)
def place(request: PublicRequest, key: UUID) -> HttpResponse:
    found = public_places(request.authority).filter(key=key).first()
    if found is None:
        raise Http404
    form, answer = said_on(request, found)
    if answer is not None:
        return answer
    names = named([found])[0]
    page = show_page(
        request,
        "reports/place.html",
        menu="map",
        place=found,
        shown=shown_of(found, timezone.now()),
        names=names,
        picture=picture_of(found, names.precinct),
        form=form,
        again="" if found.is_open else _again(found),
        content_lang=content_lang(request.authority),
    )
    return not_kept(page) if request.method == "POST" else page


def _again(place: ProblemPlace) -> str:
    """Where a place that has ended is reported anew: the pin stands where residents may know it.

    Empty where nothing of its category is taken any more.
    """
    version = category_in(place.authority, place.category.code)
    if version is None:
        return ""
    north, east = middle_of(place)
    said = {"category": place.category.code, "lat": f"{north:.6f}", "lon": f"{east:.6f}"}
    return f"{reverse('portal:report-where')}?{urlencode(said)}"
