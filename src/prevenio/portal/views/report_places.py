"""Problem places that residents may see: what is known, what was done, what came of it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.portal.report_place_parts import named, picture_of, public_places, shown_of
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.reports.queries.place_page import names_of

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


@require_safe
def place(request: PublicRequest, key: UUID) -> HttpResponse:
    found = public_places(request.authority).filter(key=key).first()
    if found is None:
        raise Http404
    names = named([found])[0]
    return show_page(
        request,
        "reports/place.html",
        menu="map",
        place=found,
        shown=shown_of(found, timezone.now()),
        names=names,
        picture=picture_of(found, names.precinct),
        content_lang=content_lang(request.authority),
    )
