from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.reviews import operations
from prevenio.reviews.deadlines import deadlines_for
from prevenio.reviews.forms import AssessmentForm, DegreeForm
from prevenio.reviews.models import Assessment, Degree
from prevenio.reviews.queries import board as queries
from prevenio.reviews.queries.actions import waiting_with_return
from prevenio.reviews.queries.carrying import shown_version
from prevenio.reviews.queries.clocks import review_of
from prevenio.reviews.queries.corrections import OVERDUE, Choice, counts_of
from prevenio.reviews.views.doors import action_of, area_of, may_assess, period_of, review_page
from prevenio.web.trying import done_by, tried


@review_page
def periods(request: DeskRequest) -> HttpResponse:
    context = {
        "menu": "reviews",
        "periods": [
            (period, review_of(period)) for period in queries.listed_periods(request.authority)
        ],
        "deadlines": deadlines_for(request.authority, timezone.localdate()),
        "version": shown_version(request.authority),
        "overdue": counts_of(request.authority, Choice(), today=today(request))[OVERDUE],
    }
    return render(request, "reviews/periods.html", context)


@review_page
def area(request: DeskRequest, period_id: int, area_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    found = queries.board_of(period)
    place = next((place for place, one in enumerate(found) if one.area.pk == area_id), None)
    if place is None:
        raise Http404
    context = {
        "menu": "reviews",
        "period": period,
        "area": found[place],
        "previous": found[place - 1].area if place else None,
        "next": found[place + 1].area if place + 1 < len(found) else None,
        "degrees": Degree.choices,
        "may_edit": may_assess(request) and not _is_frozen(period),
        "is_frozen": _is_frozen(period),
    }
    return render(request, "reviews/area.html", context)


@review_page
@for_bureau
def proposed_degrees(request: DeskRequest, period_id: int, area_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    thing = area_of(period, area_id)
    if request.method == "POST":
        tried(
            request,
            lambda: operations.take_proposed_degrees(
                period=period, area=thing, by=request.user, at=timezone.now()
            ),
            _("The proposed degrees have been taken."),
        )
        return redirect("reviews:area", period.pk, thing.pk)
    waiting = len(waiting_with_return(period, thing))
    question = ngettext(
        "Take the proposed degree for %(count)s action of this area?",
        "Take the proposed degrees for all %(count)s actions of this area?",
        waiting,
    ) % {"count": waiting}
    context = {"menu": "reviews", "period": period, "area": thing, "question": question}
    return render(request, "reviews/proposed.html", context)


@review_page
@for_bureau
def degree(request: DeskRequest, period_id: int, action_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    action = action_of(period, action_id)
    form = DegreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = Assessment.objects.filter(period=period, action=action).first()
        judgement = operations.judgement_with(kept, Degree(form.cleaned_data["degree"]))
        tried(
            request,
            lambda: operations.assess_action(
                period=period,
                action=action,
                judgement=judgement,
                by=request.user,
                at=timezone.now(),
            ),
            _("Action %(code)s has been assessed.") % {"code": action.code},
        )
    elif request.method == "POST":
        messages.error(request, _("Choose the degree of action %(code)s.") % {"code": action.code})
    return redirect("reviews:area", period.pk, action.area_id)


@review_page
def assessment(request: DeskRequest, period_id: int, action_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    action = action_of(period, action_id)
    evidence = queries.evidence_on(period, action)
    kept = (
        Assessment.objects.select_related("corrective_action")
        .filter(period=period, action=action)
        .first()
    )
    proposed = queries.proposed_by(evidence)
    form = AssessmentForm.of(request.POST or None, kept, proposed)
    if done_by(
        request,
        form,
        lambda: operations.assess_action(
            period=period,
            action=action,
            judgement=form.judgement,
            by=request.user,
            at=timezone.now(),
        ),
        _("Action %(code)s has been assessed.") % {"code": action.code},
    ):
        return redirect("reviews:area", period.pk, action.area_id)
    context = {
        "menu": "reviews",
        "period": period,
        "action": action,
        "evidence": evidence,
        "assessment": kept,
        "correction": getattr(kept, "corrective_action", None),
        "may_correct": may_assess(request),
        "proposed": Degree(proposed).label if proposed else "",
        "form": form,
        "may_edit": may_assess(request) and not _is_frozen(period),
        "is_frozen": _is_frozen(period),
    }
    return render(request, "reviews/assessment.html", context, status=422 if form.errors else 200)


def _is_frozen(period: object) -> bool:
    review = getattr(period, "review", None)
    return review is not None and review.is_frozen
