from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.access import can_keep_places
from prevenio.places.forms.places import KindForm
from prevenio.places.models import PrecinctKind
from prevenio.places.operations.kinds import add_kind, change_kind, load_kinds, move_kind_up
from prevenio.places.queries.pages import kinds_of
from prevenio.places.views.asking import Crumbs, ask
from prevenio.places.wording import said
from prevenio.web.trying import done_by, from_a_button, tried


@require_safe
@desk_page
def kinds(request: DeskRequest) -> HttpResponse:
    may_keep = can_keep_places(request.user, request.authority, timezone.now())
    rows = [
        (one, said(one.names) or one.code, said(one.roles), said(one.purposes))
        for one in kinds_of(authority=request.authority)
    ]
    return render(
        request, "places/kinds.html", {"menu": "places", "rows": rows, "may_keep": may_keep}
    )


@require_http_methods(["GET", "POST"])
@desk_page
def new_kind(request: DeskRequest) -> HttpResponse:
    if not can_keep_places(request.user, request.authority, timezone.now()):
        raise NotAllowed
    form = KindForm(request.POST or None, authority=request.authority, kind=None)

    def add() -> PrecinctKind:
        return add_kind(
            authority=request.authority,
            particulars=form.particulars(),
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, add, _("The kind has been added.")):
        return redirect("places:kinds")
    title = _("Add a kind of precincts")
    return ask(request, form, title=title, crumbs=_crumbs(), submit=_("Add"))


@require_http_methods(["GET", "POST"])
@desk_page
def kind_change(request: DeskRequest, kind_id: int) -> HttpResponse:
    kind = _kind_in(request, kind_id)
    if not can_keep_places(request.user, request.authority, timezone.now()):
        raise NotAllowed
    form = KindForm(request.POST or None, authority=request.authority, kind=kind)

    def change() -> PrecinctKind:
        return change_kind(
            kind=kind, particulars=form.particulars(), by=request.user, at=timezone.now()
        )

    if done_by(request, form, change, _("The kind has been changed.")):
        return redirect("places:kinds")
    title = pgettext("of a place", "Change %(name)s") % {"name": said(kind.names) or kind.code}
    return ask(request, form, title=title, crumbs=_crumbs(), submit=_("Save"))


@desk_page
@from_a_button("places:kinds")
def kind_up(request: DeskRequest, kind_id: int) -> HttpResponse:
    kind = _kind_in(request, kind_id)
    tried(
        request,
        lambda: move_kind_up(kind=kind, by=request.user, at=timezone.now()),
        _("The kind stands one place earlier now."),
    )
    return redirect("places:kinds")


@desk_page
@from_a_button("places:kinds")
def kinds_loading(request: DeskRequest) -> HttpResponse:
    """Fetch the kinds of the country that are not there yet."""
    tried(
        request,
        lambda: load_kinds(authority=request.authority, by=request.user, at=timezone.now()),
        _("The kinds of the country have been added."),
    )
    return redirect("places:kinds")


def _kind_in(request: DeskRequest, kind_id: int) -> PrecinctKind:
    return get_object_or_404(PrecinctKind, pk=kind_id, authority=request.authority)


def _crumbs() -> Crumbs:
    return [
        (reverse("places:overview"), pgettext("menu", "Places")),
        (reverse("places:kinds"), _("Kinds of precincts")),
    ]
