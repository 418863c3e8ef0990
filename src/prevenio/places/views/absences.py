from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.forms.duties import AbsenceForm
from prevenio.places.models import Absence, Duty
from prevenio.places.operations.absences import add_absence, end_absence
from prevenio.places.operations.checks import can_say_who_is_away
from prevenio.places.queries.cards import who_of
from prevenio.places.queries.pages import deputies_for, duties_of_bodies, named, rows_of
from prevenio.places.views.asking import PER_PAGE, ask, duty_in, is_keeper, today_of
from prevenio.web.trying import done_by, from_a_button, tried


@require_safe
@desk_page
def away(request: DeskRequest) -> HttpResponse:
    """Whose absence the person may say: the first of three taps."""
    day = today_of(request)
    duties: QuerySet[Duty]
    if is_keeper(request):
        duties = Duty.objects.on(day).filter(authority=request.authority)
    else:
        bodies = [one.body_id for one in request.memberships if one.body_id is not None]
        duties = duties_of_bodies(authority=request.authority, bodies=bodies, day=day)
    found = named(duties.exclude(person_name="")).order_by("person_name", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(list(page.object_list), day=day)
    return render(request, "places/away.html", {"menu": "places", "page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@desk_page
def absence(request: DeskRequest, duty_id: int) -> HttpResponse:
    """“I am away until…”: until when, who stands in, done."""
    one, day = duty_in(request, duty_id), today_of(request)
    if not can_say_who_is_away(request.user, one, timezone.now()):
        raise NotAllowed
    deputies = deputies_for(duty=one, day=day)
    form = AbsenceForm(request.POST or None, today=day, deputies=deputies)

    def add() -> Absence:
        return add_absence(
            duty=one, particulars=form.particulars(), by=request.user, at=timezone.now()
        )

    page = reverse("places:duty", args=[one.pk])
    if done_by(request, form, add, _("The absence has been noted. Residents see who stands in.")):
        return redirect(page)
    return ask(
        request,
        form,
        title=_("Away until…"),
        lead=who_of(one),
        crumbs=[(reverse("places:away"), _("Absences")), (page, who_of(one))],
        submit=_("Save the absence"),
        template="places/absence.html",
    )


@desk_page
@from_a_button("places:away")
def absence_end(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Back today: the last day away was yesterday."""
    rows = Absence.objects.select_related("duty__authority")
    one = get_object_or_404(rows, pk=absence_id, duty__authority=request.authority)
    yesterday = today_of(request) - timedelta(days=1)
    tried(
        request,
        lambda: end_absence(absence=one, last_day=yesterday, by=request.user, at=timezone.now()),
        _("The absence is over."),
    )
    return redirect("places:duty", one.duty_id)
