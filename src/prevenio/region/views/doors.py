"""Who is let in to the region's pages, what a page is about, and pages that ask for something."""

from collections.abc import Callable, Sequence
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page, today
from prevenio.places.models import Municipality, WorkingGroup
from prevenio.region import access
from prevenio.region.queries import visible
from prevenio.web.forms import DayField

type View = Callable[..., HttpResponse]
type Trail = Sequence[tuple[object, str]]

MENU = "region"


def region_page(view: View) -> View:
    """A page of the desk; what is on it depends on who looks."""
    return require_http_methods(["GET", "HEAD", "POST"])(desk_page(view))


def municipality_of(request: DeskRequest, municipality_id: int) -> Municipality:
    """A municipality whose page the person may open. Raises Http404."""
    seen = visible.municipalities_visible_to(request.memberships, request.authority)
    return get_object_or_404(seen.select_related("authority"), pk=municipality_id)


def own_municipality(request: DeskRequest, municipality_id: int) -> Municipality:
    """A municipality that the person keeps. Raises Http404 or NotAllowed."""
    found = municipality_of(request, municipality_id)
    keeping(request, found)
    return found


def group_of(request: DeskRequest, group_id: int) -> WorkingGroup:
    """A working group that the person may see. Raises Http404."""
    seen = visible.groups_visible_to(request.memberships, request.authority, today=today(request))
    return get_object_or_404(seen.select_related("authority", "municipality"), pk=group_id)


def own_group(request: DeskRequest, group_id: int) -> WorkingGroup:
    """A working group that the person keeps. Raises Http404 or NotAllowed."""
    found = group_of(request, group_id)
    keeping(request, found.municipality)
    return found


def keeping(request: DeskRequest, municipality: Municipality | None) -> None:
    """Raises NotAllowed for whoever may see a thing and not keep it."""
    if not access.may_keep(request.memberships, municipality):
        raise NotAllowed


def asked_day(request: HttpRequest, name: str, otherwise: date) -> date:
    """A day in the address, as people write it; nonsense asks for the usual one."""
    try:
        return DayField(required=False).clean(request.GET.get(name, "")) or otherwise
    except forms.ValidationError:
        return otherwise


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: str,
    button: str,
    trail: Trail,
    note: object = "",
    **parts: object,
) -> HttpResponse:
    """A page with one form; the last link of the trail leads back."""
    context = {
        "menu": MENU,
        "form": form,
        "title": title,
        "button": button,
        "trail": trail,
        "back": trail[-1][1],
        "note": note,
        **parts,
    }
    return render(request, "region/form.html", context, status=422 if form.errors else 200)
