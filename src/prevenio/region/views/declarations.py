from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, for_bureau
from prevenio.places.models import Municipality
from prevenio.region import access
from prevenio.region.forms.declarations import DeclarationForm
from prevenio.region.forms.parts import upload_of
from prevenio.region.models import Declaration
from prevenio.region.operations import declarations as operations
from prevenio.region.queries import visible
from prevenio.region.queries.accession import with_parties
from prevenio.region.views import trails
from prevenio.region.views.doors import MENU, form_page, keeping, own_municipality, region_page
from prevenio.region.views.serving import served
from prevenio.web.trying import done_by, from_a_button, tried

PER_PAGE = 50


@region_page
def declarations(request: DeskRequest) -> HttpResponse:
    seen = visible.declarations_visible_to(request.memberships, request.authority)
    page = Paginator(with_parties(seen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": MENU,
        "trail": trails.to_overview(),
        "page": page,
        "may_run": people.is_bureau(request.memberships),
    }
    return render(request, "region/declarations.html", context)


@region_page
@for_bureau
def declaration_new(request: DeskRequest) -> HttpResponse:
    return _new(request, None)


@region_page
def municipality_declaration_new(request: DeskRequest, municipality_id: int) -> HttpResponse:
    return _new(request, own_municipality(request, municipality_id))


@region_page
def declaration(request: DeskRequest, declaration_id: int) -> HttpResponse:
    found = _declaration_of(request, declaration_id)
    context = {
        "menu": MENU,
        "trail": trails.to_declarations(),
        "declaration": found,
        "may_keep": access.may_keep(request.memberships, found.municipality),
    }
    return render(request, "region/declaration.html", context)


@region_page
def declaration_change(request: DeskRequest, declaration_id: int) -> HttpResponse:
    found = _declaration_of(request, declaration_id)
    keeping(request, found.municipality)
    form = DeclarationForm(
        request.POST or None, request.FILES or None, authority=request.authority, declaration=found
    )
    if done_by(
        request,
        form,
        lambda: operations.change_declaration(
            declaration=found,
            said=form.said,
            upload=upload_of(form),
            by=request.user,
            at=timezone.now(),
        ),
        _("The declaration has been changed."),
    ):
        return redirect("region:declaration", declaration_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Change a declaration"),
        note=found.name,
        button=_("Save the change"),
        trail=trails.to_declarations(),
    )


@region_page
@from_a_button("region:declaration", "declaration_id")
def declaration_removal(request: DeskRequest, declaration_id: int) -> HttpResponse:
    found = _declaration_of(request, declaration_id)
    keeping(request, found.municipality)
    tried(
        request,
        lambda: operations.remove_declaration(
            declaration=found, by=request.user, at=timezone.now()
        ),
        _("The declaration has been removed."),
    )
    return redirect("region:declarations")


@region_page
def declaration_file(request: DeskRequest, declaration_id: int) -> HttpResponse:
    found = _declaration_of(request, declaration_id)
    return served(found.file, name=found.file_name, kind=found.file_kind)


def _new(request: DeskRequest, municipality: Municipality | None) -> HttpResponse:
    form = DeclarationForm(request.POST or None, request.FILES or None, authority=request.authority)
    if done_by(
        request,
        form,
        lambda: operations.add_declaration(
            authority=request.authority,
            municipality=municipality,
            said=form.said,
            upload=upload_of(form),
            by=request.user,
            at=timezone.now(),
        ),
        _("The declaration has been written down."),
    ):
        return redirect("region:declarations")
    trail = trails.to_municipality(municipality) if municipality else trails.to_declarations()
    return form_page(
        request,
        form,
        title=_("New declaration"),
        note=municipality.name if municipality else request.authority.name,
        button=_("Write it down"),
        trail=trail,
    )


def _declaration_of(request: DeskRequest, declaration_id: int) -> Declaration:
    seen = visible.declarations_visible_to(request.memberships, request.authority)
    return get_object_or_404(with_parties(seen), pk=declaration_id)
