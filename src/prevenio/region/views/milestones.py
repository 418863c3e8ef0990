from collections.abc import Callable

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.places.models import Municipality
from prevenio.region import access
from prevenio.region.forms.meetings import WhyForm
from prevenio.region.forms.milestones import MilestoneForm, MoveForm, ReachedForm, WordingForm
from prevenio.region.models import RegionMilestone
from prevenio.region.operations import milestones as operations
from prevenio.region.queries import visible
from prevenio.region.queries.milestones import timeline_rows
from prevenio.region.views.doors import MENU, form_page, keeping, own_municipality, region_page
from prevenio.region.views.trails import to_milestones, to_municipality, to_overview
from prevenio.web.trying import done_by

PER_PAGE = 50


@region_page
def milestones(request: DeskRequest) -> HttpResponse:
    seen = visible.milestones_visible_to(request.memberships, request.authority)
    page = Paginator(timeline_rows(seen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": MENU,
        "trail": to_overview(),
        "page": page,
        "milestones": page,
        "today": today(request),
        "may_run": people.is_bureau(request.memberships),
    }
    return render(request, "region/milestones.html", context)


@region_page
@for_bureau
def milestone_new(request: DeskRequest) -> HttpResponse:
    return _new(request, None)


@region_page
def municipality_milestone_new(request: DeskRequest, municipality_id: int) -> HttpResponse:
    return _new(request, own_municipality(request, municipality_id))


@region_page
def milestone(request: DeskRequest, milestone_id: int) -> HttpResponse:
    found = _milestone_of(request, milestone_id)
    is_waiting = found.reached_on is None and not found.dropped_because
    context = {
        "menu": MENU,
        "trail": to_milestones(),
        "milestone": found,
        "is_waiting": is_waiting,
        "is_late": is_waiting and found.planned_on < today(request),
        "may_keep": access.may_keep(request.memberships, found.municipality),
    }
    return render(request, "region/milestone.html", context)


@region_page
def milestone_change(request: DeskRequest, milestone_id: int) -> HttpResponse:
    found = _own_milestone(request, milestone_id)
    names = ("text", "precision", "note", "is_shared", "is_public")
    form = WordingForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    return _step(
        request,
        found,
        form,
        lambda: operations.change_milestone(
            milestone=found,
            said=operations.MilestoneSaid(**form.cleaned_data, planned_on=found.planned_on),
            by=request.user,
            at=timezone.now(),
        ),
        (_("Change a milestone"), _("Save the change"), _("The milestone has been changed.")),
    )


@region_page
def milestone_move(request: DeskRequest, milestone_id: int) -> HttpResponse:
    found = _own_milestone(request, milestone_id)
    form = MoveForm(request.POST or None)
    return _step(
        request,
        found,
        form,
        lambda: operations.move_milestone(
            milestone=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        (
            _("Move a milestone"),
            pgettext("milestone", "Move it"),
            _("The milestone has been moved."),
        ),
    )


@region_page
def milestone_reached(request: DeskRequest, milestone_id: int) -> HttpResponse:
    found = _own_milestone(request, milestone_id)
    form = ReachedForm(request.POST or None, initial={"on": today(request)})
    return _step(
        request,
        found,
        form,
        lambda: operations.reach_milestone(
            milestone=found, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        ),
        (_("The milestone is reached"), _("Write it down"), _("The milestone has been reached.")),
    )


@region_page
def milestone_dropped(request: DeskRequest, milestone_id: int) -> HttpResponse:
    found = _own_milestone(request, milestone_id)
    form = WhyForm(request.POST or None)
    return _step(
        request,
        found,
        form,
        lambda: operations.drop_milestone(
            milestone=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        (_("Drop a milestone"), _("Drop the milestone"), _("The milestone has been dropped.")),
    )


def _new(request: DeskRequest, municipality: Municipality | None) -> HttpResponse:
    form = MilestoneForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.plan_milestone(
            authority=request.authority,
            municipality=municipality,
            said=form.said,
            by=request.user,
            at=timezone.now(),
        ),
        _("The milestone has been planned."),
    ):
        if municipality is not None:
            return redirect("region:municipality", municipality_id=municipality.pk)
        return redirect("region:milestones")
    return form_page(
        request,
        form,
        title=_("New milestone"),
        note=municipality.name if municipality else request.authority.name,
        button=_("Plan it"),
        trail=to_municipality(municipality) if municipality else to_milestones(),
    )


def _step(
    request: DeskRequest,
    found: RegionMilestone,
    form: forms.Form,
    operation: Callable[[], object],
    words: tuple[str, str, str],
) -> HttpResponse:
    title, button, success = words
    if done_by(request, form, operation, success):
        return redirect("region:milestone", milestone_id=found.pk)
    return form_page(
        request, form, title=title, note=found.text, button=button, trail=to_milestones()
    )


def _milestone_of(request: DeskRequest, milestone_id: int) -> RegionMilestone:
    seen = visible.milestones_visible_to(request.memberships, request.authority)
    return get_object_or_404(timeline_rows(seen), pk=milestone_id)


def _own_milestone(request: DeskRequest, milestone_id: int) -> RegionMilestone:
    found = _milestone_of(request, milestone_id)
    keeping(request, found.municipality)
    return found
