from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.returns import operations, queries
from prevenio.returns.escalating import Step, steps_of
from prevenio.returns.ladder_forms import LadderForm
from prevenio.returns.queries.discipline import discipline_of
from prevenio.returns.views.doors import period_of, today
from prevenio.web.trying import done_by

WAYS = ["GET", "HEAD", "POST"]


@require_http_methods(WAYS)
@desk_page
@for_bureau
def ladder(request: DeskRequest) -> HttpResponse:
    form = _form(request, steps_of(queries.ladder_of(request.authority)))
    done = done_by(
        request,
        form,
        lambda: operations.set_ladder(
            authority=request.authority, steps=form.steps, by=request.user, at=timezone.now()
        ),
        _("The ladder is saved. Periods that are opened from now on take it over."),
    )
    if done:
        return redirect("returns:ladder")
    context = {"menu": "returns", "form": form, "period": None}
    return render(request, "returns/desk/ladder.html", context, status=422 if form.errors else 200)


@require_http_methods(WAYS)
@desk_page
@for_bureau
def period_ladder(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    form = _form(request, steps_of(period.window.ladder))
    done = done_by(
        request,
        form,
        lambda: operations.set_ladder(
            authority=request.authority,
            window=period.window,
            steps=form.steps,
            by=request.user,
            at=timezone.now(),
        ),
        _("The ladder of this period is saved."),
    )
    if done:
        return redirect("returns:escalation", period.pk)
    rows = [row for row in discipline_of(period, today=today()) if row.is_of_note]
    context = {"menu": "returns", "form": form, "period": period, "rows": rows}
    return render(request, "returns/desk/ladder.html", context, status=422 if form.errors else 200)


def _form(request: DeskRequest, steps: Sequence[Step]) -> LadderForm:
    return LadderForm(request.POST or None, initial=LadderForm.said(steps))
