from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.views.asking import searched_words
from prevenio.places.access import can_keep_places, can_work_for
from prevenio.places.forms.duties import EndForm
from prevenio.places.forms.places import PrecinctForm
from prevenio.places.models import Boundary, Duty, Precinct, PrecinctKind
from prevenio.places.operations.precincts import (
    PrecinctParticulars,
    add_precinct,
    change_precinct,
    end_precinct,
)
from prevenio.places.queries.pages import duty_rows, kinds_of, precincts_found
from prevenio.places.views.asking import PER_PAGE, Crumbs, ask, precinct_in, today_of
from prevenio.places.wording import said
from prevenio.web.trying import done_by


@require_safe
@desk_page
def precincts(request: DeskRequest) -> HttpResponse:
    words, asked = searched_words(request), request.GET.get("kind", "")
    kinds = list(kinds_of(authority=request.authority))
    kind = next((one for one in kinds if one.code == asked), None)
    found = precincts_found(
        authority=request.authority, kind=kind, words=words, day=today_of(request)
    )
    return render(
        request,
        "places/precincts.html",
        {
            "menu": "places",
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "kinds": [(one, said(one.names) or one.code) for one in kinds],
            "kind": kind,
            "words": words,
            "total": sum(one.number for one in kinds),  # type: ignore[attr-defined]
            "may_keep": can_keep_places(request.user, request.authority, timezone.now()),
        },
    )


@require_safe
@desk_page
def precinct(request: DeskRequest, precinct_id: int) -> HttpResponse:
    one, day, at = precinct_in(request, precinct_id), today_of(request), timezone.now()
    may_keep = can_keep_places(request.user, request.authority, at)
    town = one.municipality
    return render(
        request,
        "places/precinct.html",
        {
            "menu": "places",
            "precinct": one,
            "kind_name": said(one.kind.names) or one.kind.code,
            "rows": duty_rows(Duty.objects.filter(precinct=one), day=day),
            "boundaries": Boundary.objects.filter(precinct=one).order_by("-first_day", "-pk"),
            "today": day,
            "may_keep": may_keep,
            "may_work": may_keep or (town is not None and can_work_for(request.user, town, at)),
        },
    )


@require_http_methods(["GET", "POST"])
@desk_page
def new_precinct(request: DeskRequest, kind: str) -> HttpResponse:
    of_kind = get_object_or_404(
        PrecinctKind.objects.select_related("authority"), code=kind, authority=request.authority
    )
    _refuse_others(request)
    form = PrecinctForm(request.POST or None, authority=request.authority)

    def add() -> Precinct:
        return add_precinct(
            kind=of_kind, particulars=form.particulars(), by=request.user, at=timezone.now()
        )

    if done_by(request, form, add, _("The precinct has been added. Now draw its boundary.")):
        added = of_kind.precincts.get(code=form.cleaned_data["code"])
        return redirect("places:precinct", added.pk)
    title = _("Add a precinct: %(kind)s") % {"kind": said(of_kind.names) or of_kind.code}
    return ask(request, form, title=title, crumbs=_crumbs(), submit=_("Add"))


@require_http_methods(["GET", "POST"])
@desk_page
def precinct_change(request: DeskRequest, precinct_id: int) -> HttpResponse:
    one = precinct_in(request, precinct_id)
    _refuse_others(request)
    initial = {name: getattr(one, name) for name in PrecinctParticulars.__dataclass_fields__}
    form = PrecinctForm(request.POST or None, authority=request.authority, initial=initial)

    def change() -> Precinct:
        return change_precinct(
            precinct=one, particulars=form.particulars(), by=request.user, at=timezone.now()
        )

    if done_by(request, form, change, _("The precinct has been changed.")):
        return redirect("places:precinct", one.pk)
    title = pgettext("of a place", "Change %(name)s") % {"name": one.name}
    return ask(request, form, title=title, crumbs=_crumbs(one), submit=_("Save"))


@require_http_methods(["GET", "POST"])
@desk_page
def precinct_end(request: DeskRequest, precinct_id: int) -> HttpResponse:
    one = precinct_in(request, precinct_id)
    _refuse_others(request)
    form = EndForm(request.POST or None, initial={"last_day": today_of(request)})

    def end() -> Precinct:
        last_day = form.cleaned_data["last_day"]
        return end_precinct(precinct=one, last_day=last_day, by=request.user, at=timezone.now())

    if done_by(request, form, end, _("The precinct ends on that day.")):
        return redirect("places:precinct", one.pk)
    lead = _("Its boundary and its duties end on this day. What was before stays known.")
    title = pgettext("of a place", "End %(name)s") % {"name": one.name}
    return ask(request, form, title=title, crumbs=_crumbs(one), submit=_("End"), lead=lead)


def _refuse_others(request: DeskRequest) -> None:
    if not can_keep_places(request.user, request.authority, timezone.now()):
        raise NotAllowed


def _crumbs(precinct: Precinct | None = None) -> Crumbs:
    crumbs = [
        (reverse("places:overview"), pgettext("menu", "Places")),
        (reverse("places:precincts"), _("Precincts")),
    ]
    if precinct is not None:
        crumbs.append((reverse("places:precinct", args=[precinct.pk]), precinct.name))
    return crumbs
