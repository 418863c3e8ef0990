"""Priorities of years: proposed, approved or refused."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, today
from prevenio.region.forms.registers import PriorityDecisionForm, PriorityForm
from prevenio.region.models import Priority, PriorityState
from prevenio.region.operations import priorities as operations
from prevenio.region.queries.registers import priorities_of, years_with_priorities
from prevenio.region.views.project_pages import (
    Words,
    asked,
    bureau_page,
    crumb,
    register_page,
    sight,
)

PER_PAGE = 50
FIELDS = ("year", "name", "text", "proposed_on")


@register_page
def priority_list(request: DeskRequest) -> HttpResponse:
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else None
    page = Paginator(priorities_of(request.authority, year), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "menu": "region",
        "page": page,
        "year": year,
        "years": years_with_priorities(request.authority),
        "may_edit": sight(request).keeps,
    }
    return render(request, "region/projects/priorities.html", context)


@bureau_page
def priority_new(request: DeskRequest) -> HttpResponse:
    before = {"year": today(request).year + 1, "proposed_on": today(request)}
    form = PriorityForm(request.POST or None, authority=request.authority, initial=before)
    above = crumb(_("Priorities"), "region:priorities")
    return asked(
        request,
        form,
        lambda: operations.propose_priority(
            authority=request.authority,
            proposed=form.proposed,
            by=request.user,
            at=timezone.now(),
        ),
        Words(_("Propose a priority"), _("Propose it")),
        success=_("The priority has been proposed."),
        back=above[1],
        crumbs=[above],
    )


@bureau_page
def priority(request: DeskRequest, priority_id: int) -> HttpResponse:
    found = _waiting(request, priority_id)
    before = {name: getattr(found, name) for name in FIELDS}
    before |= {"project": found.project_id, "indicators": list(found.indicators.all())}
    form = PriorityForm(request.POST or None, authority=request.authority, initial=before)
    above = crumb(_("Priorities"), "region:priorities")
    return asked(
        request,
        form,
        lambda: operations.change_priority(
            priority=found, proposed=form.proposed, by=request.user, at=timezone.now()
        ),
        Words(str(found), _("Save")),
        success=_("The priority has been changed."),
        back=above[1],
        crumbs=[above],
    )


@bureau_page
def priority_decided(request: DeskRequest, priority_id: int) -> HttpResponse:
    found = _waiting(request, priority_id)
    form = PriorityDecisionForm(request.POST or None, authority=request.authority)
    above = crumb(_("Priorities"), "region:priorities")
    return asked(
        request,
        form,
        lambda: operations.decide_priority(
            priority=found, decision=form.decision, by=request.user, at=timezone.now()
        ),
        Words(_("What was decided?"), _("Write it down"), str(found)),
        success=_("The decision has been written down."),
        back=above[1],
        crumbs=[above],
    )


def _waiting(request: DeskRequest, priority_id: int) -> Priority:
    rows = Priority.objects.filter(authority=request.authority, state=PriorityState.PROPOSED)
    return get_object_or_404(rows, pk=priority_id)
