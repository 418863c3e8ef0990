from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from prevenio.editorial import access, sheets
from prevenio.editorial.models import Rendition
from prevenio.editorial.queries import media as queries
from prevenio.editorial.queries import waiting
from prevenio.editorial.sizes import KINDS_OF_FILES
from prevenio.editorial.views.media import PER_PAGE, XLSX, file_of
from prevenio.people.doors import DeskRequest, desk_page


@require_safe
@desk_page
def overview(request: DeskRequest) -> HttpResponse:
    context = {
        "menu": "editorial",
        "may_write": access.can_write_pages(request.memberships),
        "may_publish": access.can_publish_pages(request.memberships),
        "waiting": waiting.waiting_for_editors(request.authority),
        "planned": waiting.planned(request.authority),
        "newest": queries.published_pages(request.authority)[:5],
    }
    return render(request, "editorial/overview.html", context)


@require_safe
@desk_page
def publication_log(request: DeskRequest) -> HttpResponse:
    pages = queries.published_pages(request.authority)
    page = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "editorial/publication_log.html", {"menu": "editorial", "page": page})


@require_safe
@desk_page
def publication_xlsx(request: DeskRequest) -> HttpResponse:
    table = sheets.pages_table(queries.published_pages(request.authority))
    content = sheets.workbook_of(pgettext("name of a sheet", "Pages"), table)
    return file_of(request, content, kind=XLSX, name="pages.xlsx")


@require_safe
@desk_page
def rendition(request: DeskRequest, rendition_id: int) -> HttpResponse:
    if not access.can_write_pages(request.memberships):
        raise Http404
    found = get_object_or_404(Rendition, pk=rendition_id, image__authority=request.authority)
    with found.file.open("rb") as stored:
        content = stored.read()
    kind = KINDS_OF_FILES.get(found.file.name.rpartition(".")[2].lower(), "image/png")
    response = HttpResponse(content, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=3600)
    return response
