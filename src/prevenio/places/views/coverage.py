from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.locating import OUTSIDE
from prevenio.places.queries.coverage import Coverage, coverage_of
from prevenio.places.queries.naming import IN_NONE, Lack, TownNaming, named_addresses
from prevenio.places.sheets import coverage_csv, coverage_xlsx, municipalities_csv
from prevenio.places.views.asking import PER_PAGE, today_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# On the page itself; the files hold all of them.
MOST_SHOWN = 50


@require_safe
@desk_page
def coverage(request: DeskRequest) -> HttpResponse:
    """Whether every address has a precinct, people enough, and somebody for what is expected."""
    found = _found(request)
    context = {
        "menu": "places",
        "coverage": found,
        "total": found.naming.total,
        "page": Paginator(found.naming.rows, PER_PAGE).get_page(request.GET.get("page")),
        "most": MOST_SHOWN,
    }
    return render(request, "places/coverage.html", context)


@require_safe
@desk_page
def addresses(request: DeskRequest) -> HttpResponse:
    """The addresses that lack a precinct or people, of all municipalities or of one."""
    naming = _found(request).naming
    lack, town = _lack(request), _town(request)
    counts = naming.row_of(town)
    if lack is None or counts is None:
        raise Http404
    page = Paginator(naming.lacking(lack, town), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "places",
        "lack": lack,
        "lacks": _lacks(counts),
        "town": counts if town is not None else None,
        "page": page,
        "addresses": named_addresses(naming=naming, ids=page.object_list),
    }
    return render(request, "places/coverage_people.html", context)


@require_safe
@desk_page
def bare(request: DeskRequest, kind: str) -> HttpResponse:
    """The addresses that have no precinct of a kind."""
    found = _found(request)
    one = next((one for one in found.kinds if one.code == kind), None)
    if one is None:
        raise Http404
    page = Paginator(found.bare[kind], PER_PAGE).get_page(request.GET.get("page"))
    rows = named_addresses(naming=found.naming, ids=page.object_list)
    context = {"menu": "places", "kind": one, "page": page, "addresses": rows}
    return render(request, "places/coverage_addresses.html", context)


@require_safe
@desk_page
def as_csv(request: DeskRequest) -> HttpResponse:
    return _file(coverage_csv(_found(request)), "text/csv; charset=utf-8", "coverage.csv")


@require_safe
@desk_page
def municipalities_as_csv(request: DeskRequest) -> HttpResponse:
    content = municipalities_csv(_found(request))
    return _file(content, "text/csv; charset=utf-8", "municipalities.csv")


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


def _lack(request: DeskRequest) -> Lack | None:
    asked = request.GET.get("lack", Lack.FEW)
    return Lack(asked) if asked in Lack else None


def _town(request: DeskRequest) -> int | None:
    """The municipality that is asked for; a word that is no number is none that exists."""
    asked = request.GET.get("municipality", "")
    if asked == IN_NONE:
        return OUTSIDE
    return (int(asked) if asked.isdecimal() and len(asked) <= 18 else 0) if asked else None


def _lacks(counts: TownNaming) -> Sequence[tuple[Lack, str, int]]:
    return [
        (Lack.FEW, _("Fewer than three named"), counts.few),
        (Lack.NOBODY, _("Nobody named"), counts.nobody),
        (Lack.PRECINCT, _("Without a precinct"), counts.without_precinct),
    ]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
