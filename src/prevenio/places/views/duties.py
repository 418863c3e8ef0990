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
from prevenio.places.access import can_keep_places, can_work_for
from prevenio.places.forms.duties import DutyForm, EndForm, HandOverForm, initial_of
from prevenio.places.models import Duty, Municipality, Precinct, Span
from prevenio.places.operations.checks import can_change_duty, can_say_who_is_away
from prevenio.places.operations.duties import add_duty, change_duty, end_duty, hand_over_duty
from prevenio.places.queries.cards import who_of
from prevenio.places.queries.pages import duty_rows, named, rows_of
from prevenio.places.views.asking import (
    PER_PAGE,
    Crumbs,
    ask,
    duty_in,
    is_keeper,
    municipality_in,
    precinct_in,
    today_of,
)
from prevenio.places.wording import hours_in_words
from prevenio.web.trying import done_by


@require_safe
@desk_page
def everywhere(request: DeskRequest) -> HttpResponse:
    """The duties of the whole authority: a night duty, a road manager."""
    duties = Duty.objects.filter(authority=request.authority, precinct=None, municipality=None)
    found = named(duties).order_by("kind__position", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(list(page.object_list), day=today_of(request))
    context = {"menu": "places", "page": page, "rows": rows, "may_keep": is_keeper(request)}
    return render(request, "places/everywhere.html", context)


@require_safe
@desk_page
def duty(request: DeskRequest, duty_id: int) -> HttpResponse:
    one, day, at = duty_in(request, duty_id), today_of(request), timezone.now()
    (row,) = duty_rows(Duty.objects.filter(pk=one.pk), day=day)
    hours = hours_in_words(row.hours) or (Span(one.span).label if one.span != Span.HOURS else "")
    return render(
        request,
        "places/duty.html",
        {
            "menu": "places",
            "row": row,
            "duty": one,
            "hours": hours,
            "crumbs": _crumbs(one)[:-1],
            "may_change": can_change_duty(request.user, one, at),
            "may_say": can_say_who_is_away(request.user, one, at),
        },
    )


@require_http_methods(["GET", "POST"])
@desk_page
def new_duty_everywhere(request: DeskRequest) -> HttpResponse:
    if not can_keep_places(request.user, request.authority, timezone.now()):
        raise NotAllowed
    return _new(request, precinct=None, municipality=None)


@require_http_methods(["GET", "POST"])
@desk_page
def new_duty_of_municipality(request: DeskRequest, municipality_id: int) -> HttpResponse:
    municipality = municipality_in(request, municipality_id)
    if not can_work_for(request.user, municipality, timezone.now()):
        raise NotAllowed
    return _new(request, precinct=None, municipality=municipality)


@require_http_methods(["GET", "POST"])
@desk_page
def new_duty_of_precinct(request: DeskRequest, precinct_id: int) -> HttpResponse:
    precinct = precinct_in(request, precinct_id)
    town, at = precinct.municipality, timezone.now()
    if not (
        can_work_for(request.user, town, at)
        if town
        else can_keep_places(request.user, request.authority, at)
    ):
        raise NotAllowed
    return _new(request, precinct=precinct, municipality=None)


def _new(
    request: DeskRequest, *, precinct: Precinct | None, municipality: Municipality | None
) -> HttpResponse:
    kind = precinct.kind if precinct else None
    form = DutyForm(request.POST or None, authority=request.authority, kind=kind)

    def add() -> Duty:
        return add_duty(
            authority=request.authority,
            particulars=form.particulars(precinct=precinct, municipality=municipality),
            by=request.user,
            at=timezone.now(),
        )

    crumbs = _place_crumbs(precinct, municipality)
    if done_by(request, form, add, _("The duty has been added.")):
        return redirect(crumbs[-1][0])
    return ask(
        request,
        form,
        title=_("Add who answers"),
        crumbs=crumbs,
        submit=_("Add"),
        template="places/duty_form.html",
    )


@require_http_methods(["GET", "POST"])
@desk_page
def duty_change(request: DeskRequest, duty_id: int) -> HttpResponse:
    one = _changeable(request, duty_id)
    kind = one.kind if one.precinct else None
    form = DutyForm(
        request.POST or None, authority=request.authority, kind=kind, initial=initial_of(one)
    )

    def change() -> Duty:
        particulars = form.particulars(precinct=one.precinct, municipality=one.municipality)
        return change_duty(duty=one, particulars=particulars, by=request.user, at=timezone.now())

    if done_by(request, form, change, _("The duty has been changed.")):
        return redirect("places:duty", one.pk)
    return ask(
        request,
        form,
        title=_("Change the duty"),
        lead=who_of(one),
        crumbs=_crumbs(one),
        submit=_("Save"),
        template="places/duty_form.html",
    )


@require_http_methods(["GET", "POST"])
@desk_page
def duty_end(request: DeskRequest, duty_id: int) -> HttpResponse:
    one = _changeable(request, duty_id)
    form = EndForm(request.POST or None, initial={"last_day": today_of(request)})

    def end() -> Duty:
        last_day = form.cleaned_data["last_day"]
        return end_duty(duty=one, last_day=last_day, by=request.user, at=timezone.now())

    if done_by(request, form, end, _("The duty ends on that day.")):
        return redirect("places:duty", one.pk)
    lead = _("After this day nobody is shown for it, until somebody else is added.")
    title = _("End the duty of %(who)s") % {"who": who_of(one)}
    return ask(request, form, title=title, crumbs=_crumbs(one), submit=_("End"), lead=lead)


@require_http_methods(["GET", "POST"])
@desk_page
def hand_over(request: DeskRequest, duty_id: int) -> HttpResponse:
    one = _changeable(request, duty_id)
    form = HandOverForm(request.POST or None, initial={"first_day": today_of(request)})

    def give() -> Duty:
        return hand_over_duty(duty=one, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done_by(request, form, give, _("The duty has been handed over.")):
        return redirect(_crumbs(one)[-2][0])
    lead = _("%(who)s answers up to the day before. Place, hours and role stay.")
    return ask(
        request,
        form,
        title=_("Hand the duty over"),
        lead=lead % {"who": who_of(one)},
        crumbs=_crumbs(one),
        submit=_("Hand over"),
    )


def _changeable(request: DeskRequest, duty_id: int) -> Duty:
    """The duty, for whoever may change it. Raises NotAllowed."""
    one = duty_in(request, duty_id)
    if not can_change_duty(request.user, one, timezone.now()):
        raise NotAllowed
    return one


def _crumbs(duty: Duty) -> Crumbs:
    here = (reverse("places:duty", args=[duty.pk]), who_of(duty))
    return [*_place_crumbs(duty.precinct, duty.municipality), here]


def _place_crumbs(precinct: Precinct | None, municipality: Municipality | None) -> Crumbs:
    first = (reverse("places:overview"), pgettext("menu", "Places"))
    if precinct is not None:
        return [first, (reverse("places:precinct", args=[precinct.pk]), precinct.name)]
    if municipality is not None:
        page = reverse("places:municipality", args=[municipality.pk])
        return [first, (page, municipality.name)]
    return [first, (reverse("places:everywhere"), _("Everywhere"))]
