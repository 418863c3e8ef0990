from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.models import Address
from prevenio.places.queries.coverage import Coverage, coverage_of
from prevenio.places.sheets import coverage_csv, coverage_xlsx
from prevenio.places.views.asking import PER_PAGE, today_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# On the page itself; the files hold all of them.
MOST_SHOWN = 50


@require_safe
@desk_page
def coverage(request: DeskRequest) -> HttpResponse:
    """Whether every address has somebody for everything that is expected."""
    found = _found(request)
    context = {"menu": "places", "coverage": found, "most": MOST_SHOWN}
    return render(request, "places/coverage.html", context)


@require_safe
@desk_page
def bare(request: DeskRequest, kind: str) -> HttpResponse:
    """The addresses that have no precinct of a kind."""
    found = _found(request)
    one = next((one for one in found.kinds if one.code == kind), None)
    if one is None:
        raise Http404
    page = Paginator(found.bare[kind], PER_PAGE).get_page(request.GET.get("page"))
    ids = [int(pk) for pk in page.object_list]
    rows = Address.objects.filter(pk__in=ids).select_related("municipality").order_by("pk")
    context = {"menu": "places", "kind": one, "page": page, "addresses": rows}
    return render(request, "places/coverage_addresses.html", context)


@require_safe
@desk_page
def as_csv(request: DeskRequest) -> HttpResponse:
    return _file(coverage_csv(_found(request)), "text/csv; charset=utf-8", "coverage.csv")


@require_safe
@desk_page
def as_xlsx(request: DeskRequest) -> HttpResponse:
    title = _("Coverage of %(authority)s") % {"authority": request.authority.name}
    file = coverage_xlsx(_found(request), title=title, at=timezone.now())
    return _file(file, _XLSX, "coverage.xlsx")


def _found(request: DeskRequest) -> Coverage:
    return coverage_of(
        authority=request.authority, day=today_of(request), language=get_language() or "en"
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
