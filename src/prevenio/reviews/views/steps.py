from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, for_bureau
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import operations
from prevenio.reviews.forms import CouncilForm, OpinionForm, PlanForm, SendBackForm
from prevenio.reviews.queries.clocks import review_of
from prevenio.reviews.views.doors import for_managers, period_of, review_page
from prevenio.web.trying import done_by, tried


@review_page
@for_managers
def handing_over(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    return asked_once(
        request,
        period,
        lambda: operations.hand_to_commission(period=period, by=request.user, at=timezone.now()),
        question=_("Hand the review to the commission?"),
        consequence=_(
            "Its content is frozen with a checksum, and no assessment of this period can be "
            "changed unless the commission sends the review back."
        ),
        button=_("Hand it over"),
        success=_("The review has been handed to the commission."),
    )


@review_page
@for_managers
def publication(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    return asked_once(
        request,
        period,
        lambda: operations.publish_review(period=period, by=request.user, at=timezone.now()),
        question=_("Publish the review?"),
        consequence=_("Residents see the review and the assessment of each action. This is final."),
        button=_("Publish"),
        success=_("The review has been published."),
    )


@review_page
@for_bureau
def changes(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    return asked_once(
        request,
        period,
        lambda: operations.carry_into_amendment(period=period, by=request.user, at=timezone.now()),
        question=_("Make proposals out of the verdicts?"),
        consequence=_(
            "Each action that is to be changed or stopped becomes one proposal to change the "
            "programme. Verdicts that are proposals already are left as they are."
        ),
        button=_("Make proposals"),
        success=_("The verdicts are now proposals to change the programme."),
    )


@review_page
@for_bureau
def plan(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    kept = review_of(period)
    initial = {
        "commission_on": kept.commission_planned_on if kept else None,
        "council_on": kept.council_planned_on if kept else None,
    }
    form = PlanForm(request.POST or None, initial=initial)
    return _step(
        request,
        period,
        form,
        lambda: operations.plan_days(
            period=period, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        title=_("Planned days"),
        note=_("These days stand on the clock of the desk. They bind nobody."),
        button=_("Save the days"),
        success=_("The days have been saved."),
    )


@review_page
@for_managers
def sending_back(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    form = SendBackForm(request.POST or None)
    return _step(
        request,
        period,
        form,
        lambda: operations.send_back(
            period=period, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        title=_("The commission sends the review back"),
        note=_("The assessments open again. The reason stays in the journal."),
        button=_("Send it back"),
        success=_("The review has been sent back to the bureau."),
    )


@review_page
@for_managers
def opinion(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    form = OpinionForm(request.POST or None)
    return _step(
        request,
        period,
        form,
        lambda: operations.record_opinion(
            period=period, opinion=form.opinion, by=request.user, at=timezone.now()
        ),
        title=_("Opinion of the commission"),
        note=_("With the opinion the review goes to the council; the chair signs the submission."),
        button=_("Record the opinion"),
        success=_("The opinion has been recorded. The review is with the council."),
    )


@review_page
@for_managers
def council(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    form = CouncilForm(request.POST or None)
    return _step(
        request,
        period,
        form,
        lambda: operations.record_council(
            period=period, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        title=_("The council has had the review"),
        note=_("After this step the review can be published."),
        button=_("Record the day"),
        success=_("The day of the council has been recorded."),
    )


def asked_once(
    request: DeskRequest,
    period: ReportingPeriod,
    operation: Callable[[], object],
    *,
    success: str,
    **words: str,
) -> HttpResponse:
    if request.method == "POST":
        tried(request, operation, success)
        return redirect("reviews:review", period.pk)
    return render(request, "reviews/confirm.html", {"menu": "reviews", "period": period, **words})


def _step(
    request: DeskRequest,
    period: ReportingPeriod,
    form: forms.Form,
    operation: Callable[[], object],
    *,
    success: str,
    **words: str,
) -> HttpResponse:
    if done_by(request, form, operation, success):
        return redirect("reviews:review", period.pk)
    context: dict[str, Any] = {"menu": "reviews", "period": period, "form": form, **words}
    return render(request, "reviews/step.html", context, status=422 if form.errors else 200)
