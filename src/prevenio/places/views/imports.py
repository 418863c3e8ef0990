from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.places.forms.imports import ImportForm
from prevenio.places.models import PlaceImport
from prevenio.places.operations import importing
from prevenio.places.queries.imports import imports_of, preview_of
from prevenio.web.refusals import sentence
from prevenio.web.trying import from_a_button, tried

PER_PAGE = 20
_WAYS = ["GET", "HEAD", "POST"]


@require_safe
@desk_page
@for_bureau
def imports(request: DeskRequest) -> HttpResponse:
    page = Paginator(imports_of(request.authority), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/imports/list.html", {"menu": "places", "page": page})


@require_http_methods(_WAYS)
@desk_page
@for_bureau
def new_import(request: DeskRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        try:
            uploaded = _uploaded(request, form)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("file", sentence(refusal))
        else:
            return redirect("places:import", import_id=uploaded.pk)
    status = 422 if form.errors else 200
    context = {"menu": "places", "form": form}
    return render(request, "places/imports/new.html", context, status=status)


@require_safe
@desk_page
@for_bureau
def one_import(request: DeskRequest, import_id: int) -> HttpResponse:
    found = _import(request, import_id)
    context = {"menu": "places", "preview": preview_of(found), "one": found}
    return render(request, "places/imports/one.html", context)


@require_http_methods(_WAYS)
@desk_page
@for_bureau
@from_a_button("places:import", "import_id")
def taking(request: DeskRequest, import_id: int) -> HttpResponse:
    found = _import(request, import_id)
    tried(
        request,
        lambda: importing.apply_import(place_import=found, by=request.user, at=timezone.now()),
        _("The file has been taken over."),
    )
    return redirect("places:import", import_id=found.pk)


@require_http_methods(_WAYS)
@desk_page
@for_bureau
@from_a_button("places:import", "import_id")
def dropping(request: DeskRequest, import_id: int) -> HttpResponse:
    found = _import(request, import_id)
    tried(
        request,
        lambda: importing.drop_import(place_import=found, by=request.user, at=timezone.now()),
        _("The file has been dropped. Nothing was changed."),
    )
    return redirect("places:imports")


def _uploaded(request: DeskRequest, form: ImportForm) -> PlaceImport:
    file = form.cleaned_data["file"]
    return importing.upload_places(
        authority=request.authority,
        kind=form.cleaned_data["kind"],
        name=str(file.name),
        content=file.read(),
        settings=form.settings(),
        valid_from=form.cleaned_data["valid_from"],
        by=request.user,
        at=timezone.now(),
    )


def _import(request: DeskRequest, import_id: int) -> PlaceImport:
    """An import of the authority. Raises Http404."""
    rows = PlaceImport.objects.select_related("authority", "uploaded_by")
    return get_object_or_404(rows, authority=request.authority, pk=import_id)
