from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.returns import operations
from prevenio.returns.models import ReportingPeriod
from prevenio.returns.queries import opening
from prevenio.returns.queries.board import listed_periods
from prevenio.returns.views.doors import asked_once, may_run, period_of, today
from prevenio.web.strips import Part
from prevenio.web.trying import tried

PER_PAGE = 20
WAYS = ["GET", "HEAD", "POST"]


@require_safe
@desk_page
def period_list(request: DeskRequest) -> HttpResponse:
    found = listed_periods(request.memberships, request.authority, today=today())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    is_bureau = may_run(request)
    version = None
    ended = 0
    if is_bureau:
        version = opening.adopted_versions(request.authority, today=today()).first()
        ended = opening.ended_actions(version, today=today()).count() if version else 0
    context = {
        "menu": "returns",
        "page": page,
        "rows": [(period, _strip(period)) for period in page],
        "may_run": is_bureau,
        "is_adopted": version is not None,
        "ended": ended,
        "today": today(),
    }
    return render(request, "returns/desk/periods.html", context)


@require_http_methods(WAYS)
@desk_page
@for_bureau
def release(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    back = reverse("returns:board", args=[period.pk])
    if request.method == "POST":
        tried(
            request,
            lambda: operations.release_states(period=period, by=request.user, at=timezone.now()),
            _("Residents now see the accepted states."),
        )
        return HttpResponseRedirect(back)
    return asked_once(
        request,
        period,
        question=_("Show residents the accepted states?"),
        consequence=_(
            "Each action of %(period)s whose return is accepted shows its state on the public "
            "pages: done, in course, not started. What bodies wrote stays on the desk. What is "
            "accepted later is shown once this is done again."
        )
        % {"period": period.name},
        button=_("Show the states"),
        back=back,
    )


@require_http_methods(WAYS)
@desk_page
@for_bureau
def closing(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    back = reverse("returns:board", args=[period.pk])
    if request.method == "POST":
        tried(
            request,
            lambda: operations.close_period(period=period, by=request.user, at=timezone.now()),
            _("The period is closed."),
        )
        return HttpResponseRedirect(back)
    return asked_once(
        request,
        period,
        question=_("Close %(period)s?") % {"period": period.name},
        consequence=_(
            "No more returns are taken, the links of the bodies end and nobody is reminded. What "
            "was sent can still be read and decided on. A closed period is not opened again."
        ),
        button=_("Close the period"),
        back=back,
    )


def _strip(period: ReportingPeriod) -> Sequence[Part]:
    expected, accepted, waiting, overdue = (
        getattr(period, name) for name in ("expected", "accepted", "waiting", "overdue")
    )
    return [
        Part("done", accepted, _("accepted")),
        Part("going", waiting, _("waiting for the bureau")),
        Part("late", overdue, _("late")),
        Part("open", expected - accepted - waiting - overdue, _("on the way")),
    ]
