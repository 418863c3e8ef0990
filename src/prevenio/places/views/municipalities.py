from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.views.asking import searched_words
from prevenio.places.access import can_keep_places, can_work_for
from prevenio.places.forms.places import MunicipalityForm
from prevenio.places.models import Boundary, Duty, Municipality
from prevenio.places.operations.municipalities import (
    MunicipalityParticulars,
    add_municipality,
    change_municipality,
)
from prevenio.places.queries.pages import duty_rows, groups_found, municipalities_found
from prevenio.places.views.asking import PER_PAGE, Crumbs, ask, is_keeper, municipality_in, today_of
from prevenio.web.trying import done_by


@require_safe
@desk_page
def municipalities(request: DeskRequest) -> HttpResponse:
    words = searched_words(request)
    found = municipalities_found(authority=request.authority, words=words, day=today_of(request))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"menu": "places", "page": page, "words": words, "may_keep": is_keeper(request)}
    return render(request, "places/municipalities.html", context)


@require_safe
@desk_page
def municipality(request: DeskRequest, municipality_id: int) -> HttpResponse:
    one, day = municipality_in(request, municipality_id), today_of(request)
    at = timezone.now()
    groups = groups_found(authority=request.authority, day=day).filter(municipality=one)
    return render(
        request,
        "places/municipality.html",
        {
            "menu": "places",
            "municipality": one,
            "rows": duty_rows(Duty.objects.filter(municipality=one), day=day),
            "groups": groups,
            "boundaries": Boundary.objects.filter(municipality=one).order_by("-first_day", "-pk"),
            "may_keep": can_keep_places(request.user, request.authority, at),
            "may_work": can_work_for(request.user, one, at),
        },
    )


@require_http_methods(["GET", "POST"])
@desk_page
def new_municipality(request: DeskRequest) -> HttpResponse:
    if not can_keep_places(request.user, request.authority, timezone.now()):
        raise NotAllowed
    form = MunicipalityForm(request.POST or None, authority=request.authority)

    def add() -> Municipality:
        return add_municipality(
            authority=request.authority,
            particulars=form.particulars(),
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, add, _("The municipality has been added.")):
        return redirect("places:municipalities")
    title = _("Add a municipality")
    return ask(request, form, title=title, crumbs=_crumbs(), submit=_("Add"))


@require_http_methods(["GET", "POST"])
@desk_page
def municipality_change(request: DeskRequest, municipality_id: int) -> HttpResponse:
    one = municipality_in(request, municipality_id)
    if not can_keep_places(request.user, request.authority, timezone.now()):
        raise NotAllowed
    initial = {name: getattr(one, name) for name in MunicipalityParticulars.__dataclass_fields__}
    form = MunicipalityForm(request.POST or None, authority=request.authority, initial=initial)

    def change() -> Municipality:
        return change_municipality(
            municipality=one, particulars=form.particulars(), by=request.user, at=timezone.now()
        )

    page = reverse("places:municipality", args=[one.pk])
    if done_by(request, form, change, _("The municipality has been changed.")):
        return redirect(page)
    title = pgettext("of a place", "Change %(name)s") % {"name": one.name}
    crumbs = [*_crumbs(), (page, one.name)]
    return ask(request, form, title=title, crumbs=crumbs, submit=_("Save"))


def _crumbs() -> Crumbs:
    return [
        (reverse("places:overview"), pgettext("menu", "Places")),
        (reverse("places:municipalities"), _("Municipalities")),
    ]
