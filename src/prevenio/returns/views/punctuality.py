from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.returns.models import PeriodKind
from prevenio.returns.punctuality_sheet import workbook_of_punctuality
from prevenio.returns.queries.punctuality import Punctuality, punctuality_of
from prevenio.returns.views.board import XLSX
from prevenio.returns.views.doors import own_returns, today

PER_PAGE = 100
AREA = "area"


@require_safe
@desk_page
def punctuality(request: DeskRequest) -> HttpResponse:
    found = _asked(request)
    context = {
        "menu": "returns",
        "found": found,
        "page": Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page")),
        "by_area": _by_area(request),
    }
    return render(request, "returns/desk/punctuality.html", context)


@require_safe
@desk_page
def export(request: DeskRequest) -> HttpResponse:
    content = workbook_of_punctuality(_asked(request), by_area=_by_area(request))
    # Translators: the name of a downloaded file, without its ending
    name = _("punctuality-%(authority)s") % {"authority": request.authority.slug}
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    headers = {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _asked(request: DeskRequest) -> Punctuality:
    said = request.GET.get("kind", "")
    return punctuality_of(
        request.authority,
        own_returns(request),
        today=today(),
        kind=PeriodKind(said) if said in PeriodKind.values else None,
        by_area=_by_area(request),
    )


def _by_area(request: DeskRequest) -> bool:
    return request.GET.get("by") == AREA
