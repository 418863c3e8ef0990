from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.returns import calendars, operations
from prevenio.returns.models import PeriodKind, PlannedPeriod
from prevenio.returns.models.periods import default_reminders
from prevenio.returns.naming import name_of
from prevenio.returns.plan_forms import PlanForm
from prevenio.returns.queries.planning import changes_of, planned_periods
from prevenio.returns.views.doors import today
from prevenio.web.trying import done_by, from_a_button, tried


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@for_bureau
def schedule(request: DeskRequest) -> HttpResponse:
    authority = request.authority
    form = PlanForm(request.POST or None, initial={"year": today().year})

    def plan() -> PlannedPeriod:
        place = form.place
        return operations.plan_period(
            authority=authority,
            kind=place.kind,
            name=name_of(place.kind, *place.days, language=authority.language),
            first_day=place.days[0],
            last_day=place.days[1],
            due_on=form.due_in(authority.country),
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, plan, _("The schedule has been changed.")):
        return redirect("returns:schedule")
    context = {
        "menu": "returns",
        "form": form,
        "rows": [(one, _address_of(one)) for one in planned_periods(authority)],
        "changes": changes_of(authority),
        "today": today(),
    }
    status = 422 if form.errors else 200
    return render(request, "returns/desk/schedule.html", context, status=status)


@desk_page
@for_bureau
@from_a_button("returns:schedule")
def withdrawal(request: DeskRequest, planned_id: int) -> HttpResponse:
    planned = get_object_or_404(PlannedPeriod, pk=planned_id, authority=request.authority)
    tried(
        request,
        lambda: operations.unplan_period(planned=planned, by=request.user, at=timezone.now()),
        _("%(name)s is no longer planned.") % {"name": planned.name},
    )
    return redirect("returns:schedule")


def _address_of(planned: PlannedPeriod) -> str:
    """The page that opens the period, filled in from its row; it shows first what will be asked."""
    place = calendars.running_on(PeriodKind(planned.kind), planned.first_day)
    opens_on, due_on = today(), planned.due_on
    said = {
        "kind": planned.kind,
        "year": place.year,
        "part": place.part,
        "opens_on": min(opens_on, due_on),
        "due_on": due_on,
        "needs_certifier": "on",
        "reminders": ", ".join(str(days) for days in default_reminders()),
        "name": planned.name,
    }
    return f"{reverse('returns:period-new')}?{urlencode(said)}"
