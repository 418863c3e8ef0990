from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.people.doors import DeskRequest, for_bureau
from prevenio.programme.models import ProgrammeVersion
from prevenio.reviews import carried_sheets, operations
from prevenio.reviews.carry_forms import NextProgrammeForm, forms_of
from prevenio.reviews.models import Fate
from prevenio.reviews.queries import carrying as queries
from prevenio.reviews.queries.carrying import AreaFates
from prevenio.reviews.views.doors import may_assess, review_page
from prevenio.reviews.views.files import XLSX, file_answer, file_name
from prevenio.web.trying import done_by, from_a_button, tried

PER_PAGE = 50


@review_page
def carry_over(request: DeskRequest, version_id: int) -> HttpResponse:
    version = _version_of(request, version_id)
    areas = queries.fates_of(version)
    counts = queries.counts_of(areas)
    context = {
        "menu": "reviews",
        "version": version,
        "carry_over": queries.carry_over_of(version),
        "areas": areas,
        "all": sum(len(area.rows) for area in areas),
        "undecided": sum(area.undecided for area in areas),
        "counts": [(label, counts[fate]) for fate, label in Fate.choices],
        "may_edit": may_assess(request),
    }
    return render(request, "reviews/carry_over.html", context)


@review_page
def carry_area(request: DeskRequest, version_id: int, area_id: int) -> HttpResponse:
    version = _version_of(request, version_id)
    areas = queries.fates_of(version)
    place = _place_of(areas, area_id)
    is_open = may_assess(request) and _is_open(version)
    forms = forms_of(areas[place], request.POST if request.method == "POST" and is_open else None)
    if request.method == "POST" and is_open:
        decisions = [one.decision for one in forms if one.decision]
        if decisions:
            tried(
                request,
                lambda: operations.decide_actions(
                    version=version, decisions=decisions, by=request.user, at=timezone.now()
                ),
                _saved(len(decisions)),
            )
        if all(one.is_valid() for one in forms):
            return redirect("reviews:carry-area", version.pk, area_id)
    context = {
        "menu": "reviews",
        "version": version,
        "area": areas[place],
        "forms": forms,
        "has_errors": any(one.errors for one in forms),
        "previous": areas[place - 1].area if place else None,
        "next": areas[place + 1].area if place + 1 < len(areas) else None,
        "may_edit": is_open,
    }
    status = 422 if context["has_errors"] else 200
    return render(request, "reviews/carry_area.html", context, status=status)


@review_page
@for_bureau
@from_a_button("reviews:carry-area", "version_id", "area_id")
def area_kept(request: DeskRequest, version_id: int, area_id: int) -> HttpResponse:
    version = _version_of(request, version_id)
    area = get_object_or_404(version.areas, pk=area_id)
    tried(
        request,
        lambda: operations.keep_area(
            version=version, area=area, by=request.user, at=timezone.now()
        ),
        _("The undecided actions of the area are kept."),
    )
    return redirect("reviews:carry-area", version.pk, area_id)


@review_page
@for_bureau
def next_programme(request: DeskRequest, version_id: int) -> HttpResponse:
    version = _version_of(request, version_id)
    form = NextProgrammeForm(request.POST or None, initial=_next_years(version))
    if done_by(
        request,
        form,
        lambda: operations.make_next_programme(
            version=version, programme=form.programme, by=request.user, at=timezone.now()
        ),
        _("The draft of the next programme has been made."),
    ):
        return redirect("reviews:carry-over", version.pk)
    context = {"menu": "reviews", "version": version, "form": form}
    status = 422 if form.errors else 200
    return render(request, "reviews/carry_draft.html", context, status=status)


@review_page
def fates(request: DeskRequest, version_id: int) -> HttpResponse:
    version = _version_of(request, version_id)
    areas = queries.fates_of(version)
    fate = request.GET.get("fate", "")
    chosen = fate if fate in Fate.values else ""
    rows = [row for area in areas for row in area.rows]
    shown = [row for row in rows if not chosen or (row.decision and row.decision.fate == chosen)]
    counts = queries.counts_of(areas)
    context = {
        "menu": "reviews",
        "version": version,
        "chosen": chosen,
        "all": len(rows),
        "pills": [(fate, label, counts[fate]) for fate, label in Fate.choices],
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reviews/fates.html", context)


@review_page
def fates_sheet(request: DeskRequest, version_id: int) -> HttpResponse:
    version = _version_of(request, version_id)
    # Translators: a part of a file's name
    name = file_name(version.programme.authority, _("actions"), version.programme.years, "xlsx")
    return file_answer(carried_sheets.workbook_of(version), XLSX, name)


def _version_of(request: DeskRequest, version_id: int) -> ProgrammeVersion:
    return get_object_or_404(queries.ending_versions(request.authority), pk=version_id)


def _place_of(areas: Sequence[AreaFates], area_id: int) -> int:
    places = [place for place, one in enumerate(areas) if one.area.pk == area_id]
    if not places:
        raise Http404
    return places[0]


def _is_open(version: ProgrammeVersion) -> bool:
    found = queries.carry_over_of(version)
    return found is None or found.is_open


def _next_years(version: ProgrammeVersion) -> dict[str, object]:
    """As many years as now, beginning with the one after the last."""
    programme = version.programme
    if programme.last_year is None or programme.first_year is None:
        return {"title": programme.title}
    span = programme.last_year - programme.first_year
    first = programme.last_year + 1
    return {"title": programme.title, "first_year": first, "last_year": first + span}


def _saved(count: int) -> str:
    words = ngettext("%(count)s decision saved.", "%(count)s decisions saved.", count)
    return words % {"count": count}
