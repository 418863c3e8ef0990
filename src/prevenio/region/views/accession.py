from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.people.models import Body
from prevenio.region.forms.accession import CorrectionForm, JoiningForm, PartnerForm, StepForm
from prevenio.region.models import AccessionStep, Standing
from prevenio.region.operations import accession as operations
from prevenio.region.queries import visible
from prevenio.region.queries.accession import ledger_of, partners_on
from prevenio.region.queries.readiness import readiness_of
from prevenio.region.queries.standings import region_on
from prevenio.region.views import trails
from prevenio.region.views.doors import MENU, Trail, form_page, municipality_of, region_page
from prevenio.web.trying import done_by

_COPIED = ("standing", "on", "precision", "known_by", "wave", "note", "is_public")


@region_page
@for_bureau
def step_new(request: DeskRequest, municipality_id: int) -> HttpResponse:
    found = municipality_of(request, municipality_id)
    form = StepForm(request.POST or None, authority=request.authority, of_partner=False)
    if _taken(request, form, found):
        return redirect("region:municipality", municipality_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Next step of accession"),
        note=found.name,
        button=_("Enter the step"),
        trail=trails.to_municipality(found),
        readiness=readiness_of(found, today(request)),
    )


@region_page
@for_bureau
def step_correction(request: DeskRequest, step_id: int) -> HttpResponse:
    seen = visible.steps_visible_to(request.memberships, request.authority)
    wrong = get_object_or_404(seen.select_related("municipality", "body"), pk=step_id)
    form = CorrectionForm(
        request.POST or None,
        authority=request.authority,
        of_partner=wrong.body is not None,
        initial={name: getattr(wrong, name) for name in _COPIED},
    )
    if done_by(
        request,
        form,
        lambda: operations.correct_step(
            wrong=wrong, step=form.step, by=request.user, at=timezone.now()
        ),
        _("The step has been corrected. The wrong one stays to be read."),
    ):
        return redirect(_trail_of(wrong)[-1][1])
    return form_page(
        request,
        form,
        title=_("Correct a step"),
        note=wrong,
        button=_("Correct it"),
        trail=_trail_of(wrong),
    )


@region_page
@for_bureau
def joining(request: DeskRequest) -> HttpResponse:
    region = region_on(request.authority, today(request))
    able = [one.municipality.pk for one in region.places if one.standing != Standing.JOINED]
    form = JoiningForm(request.POST or None, authority=request.authority, able=able)
    if done_by(
        request,
        form,
        lambda: operations.join_together(
            municipalities=list(form.cleaned_data["municipalities"]),
            wave=form.cleaned_data["wave"],
            step=form.step,
            by=request.user,
            at=timezone.now(),
        ),
        _joined_words(form),
    ):
        return redirect("region:overview")
    return form_page(
        request,
        form,
        title=_("Municipalities join with a wave"),
        note=_("Those that are chosen join all together, or none of them."),
        button=_("Let them join"),
        trail=trails.to_overview(),
    )


@region_page
def partners(request: DeskRequest) -> HttpResponse:
    """The pipeline of partner bodies; it is the bureau's."""
    sees_all = people.sees_all(request.memberships)
    context = {
        "menu": MENU,
        "trail": trails.to_overview(),
        "partners": partners_on(request.authority, today(request)) if sees_all else [],
        "sees_all": sees_all,
        "may_run": people.is_bureau(request.memberships),
    }
    return render(request, "region/partners.html", context)


@region_page
@for_bureau
def partner_new(request: DeskRequest) -> HttpResponse:
    form = PartnerForm(request.POST or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        return redirect("region:partner-step-new", body_id=form.cleaned_data["body"].pk)
    return form_page(
        request,
        form,
        title=_("New partner"),
        note=_("A body that is not in the list yet is added among the bodies first."),
        button=_("Go on"),
        trail=trails.to_partners(),
    )


@region_page
def partner(request: DeskRequest, body_id: int) -> HttpResponse:
    seen = visible.steps_visible_to(request.memberships, request.authority)
    mine = Body.objects.filter(authority=request.authority, pk__in=seen.values("body"))
    body = get_object_or_404(mine, pk=body_id)
    context = {
        "menu": MENU,
        "trail": trails.to_partners(),
        "body": body,
        "ledger": ledger_of(body, today(request)),
        "may_run": people.is_bureau(request.memberships),
    }
    return render(request, "region/partner.html", context)


@region_page
@for_bureau
def partner_step_new(request: DeskRequest, body_id: int) -> HttpResponse:
    body = get_object_or_404(Body.objects.filter(authority=request.authority), pk=body_id)
    form = StepForm(request.POST or None, authority=request.authority, of_partner=True)
    if _taken(request, form, body):
        return redirect("region:partner", body_id=body.pk)
    return form_page(
        request,
        form,
        title=_("Next step with a partner"),
        note=body.shown_name,
        button=_("Enter the step"),
        trail=trails.to_partners(),
    )


def _taken(request: DeskRequest, form: StepForm, subject: Any) -> bool:
    return done_by(
        request,
        form,
        lambda: operations.take_step(
            subject=subject, step=form.step, by=request.user, at=timezone.now()
        ),
        _("The step has been entered."),
    )


def _joined_words(form: JoiningForm) -> str:
    number = (
        len(form.cleaned_data.get("municipalities", ())) if form.is_bound and form.is_valid() else 0
    )
    words = ngettext(
        "%(number)s municipality has joined.", "%(number)s municipalities have joined.", number
    )
    return words % {"number": number}


def _trail_of(step: AccessionStep) -> Trail:
    if step.body is None:
        return trails.to_municipality(step.municipality)
    address = reverse("region:partner", args=[step.body.pk])
    return [*trails.to_partners(), (step.body.shown_name, address)]
