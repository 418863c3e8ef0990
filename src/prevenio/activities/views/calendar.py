from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.activities import access
from prevenio.activities.forms.planning import PlanForm, PlanOffer
from prevenio.activities.forms.replanning import CallOffForm, ChangePlanForm, MoveForm
from prevenio.activities.models import Activity, ActivityKind, ActivityState, word_in
from prevenio.activities.operations import replanning
from prevenio.activities.operations import series as operations
from prevenio.activities.packs.reading import pack_of
from prevenio.activities.queries import calendar as queries
from prevenio.activities.queries.suggesting import Kinds, kinds_for, subjects_for
from prevenio.activities.views.doors import bodies_to_record_for, for_recorders, own_activity, today
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.web.keys import key_in
from prevenio.web.trying import done_by

PER_PAGE = 30
_WAYS = ["GET", "HEAD", "POST"]


@require_safe
@desk_page
@for_recorders
def planned(request: DeskRequest) -> HttpResponse:
    bodies = Body.objects.filter(authority=request.authority)
    if not people.is_bureau(request.memberships):
        bodies = bodies.filter(pk__in=people.body_ids_of(request.memberships))
    past = queries.planned_past(bodies, today=today())
    own_past = past.filter(access.changeable_by(request.memberships))
    coming = queries.coming(bodies, today=today())
    page = Paginator(coming, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "activities",
        "page": page,
        "events": [
            (one, access.may_change(request.memberships, one.activity))
            for one in queries.events_of(page, at=timezone.now())
        ],
        "past": own_past[:PER_PAGE],
    }
    return render(request, "activities/planned.html", context)


@require_http_methods(_WAYS)
@desk_page
@for_recorders
def plan(request: DeskRequest) -> HttpResponse:
    bodies = bodies_to_record_for(request)
    kinds = kinds_for(authority=request.authority, body=None, today=today())
    kind = kinds.named(request.GET.get("kind", ""))
    if not bodies or (request.method != "POST" and kind is None):
        return _choice_page(request, bodies, kinds)
    initial = {"kind": kind.pk if kind else None, "body": key_in(request, "body")}
    form = PlanForm(request.POST or None, initial=initial, offer=_offer(request, bodies, kinds))
    days: Sequence[date] = []
    if request.method == "POST" and form.is_valid():
        days = _days(form)
        if days and request.POST.get("act") == "save" and _saved(request, form, days):
            return redirect("activities:planned")
    context = {"menu": "activities", "form": form, "days": days}
    status = 422 if form.errors else 200
    return render(request, "activities/plan.html", context, status=status)


@require_http_methods(_WAYS)
@desk_page
@for_recorders
def change(request: DeskRequest, activity_id: int) -> HttpResponse:
    activity = _planned(request, activity_id)
    form = ChangePlanForm(request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid():
        try:
            count = replanning.change_plan(
                activity=activity,
                change=form.change(),
                scope=form.chosen,
                revision=form.cleaned_data["revision"],
                by=request.user,
                at=timezone.now(),
                today=today(),
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = ngettext("%(count)s plan is changed.", "%(count)s plans are changed.", count)
            messages.success(request, said % {"count": count})
            return redirect("activities:planned")
    return _form_page(request, "plan_change.html", activity, form)


@require_http_methods(_WAYS)
@desk_page
@for_recorders
def move(request: DeskRequest, activity_id: int) -> HttpResponse:
    activity = _planned(request, activity_id)
    typed = {name: getattr(activity, name) for name in ("first_day", "begins_at", "ends_at")}
    form = MoveForm(request.POST or None, initial=typed)

    def moved() -> None:
        replanning.move_activity(
            activity=activity,
            **form.cleaned_data,
            by=request.user,
            at=timezone.now(),
            today=today(),
        )

    if done_by(request, form, moved, _("The activity is moved. Whoever signed up gets a letter.")):
        return redirect("activities:planned")
    return _form_page(request, "plan_move.html", activity, form)


@require_http_methods(_WAYS)
@desk_page
@for_recorders
def calling_off(request: DeskRequest, activity_id: int) -> HttpResponse:
    activity = _planned(request, activity_id)
    form = CallOffForm(request.POST or None, activity=activity)

    def called_off() -> None:
        replanning.call_off(
            activity=activity,
            scope=form.chosen,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, called_off, _("It is called off. Whoever signed up gets a letter.")):
        return redirect("activities:planned")
    return _form_page(request, "plan_calling_off.html", activity, form)


def _planned(request: DeskRequest, activity_id: int) -> Activity:
    activity = own_activity(request, activity_id)
    if activity.state != ActivityState.PLANNED:
        raise operations.NoLongerPlanned
    return activity


def _form_page(
    request: DeskRequest, template: str, activity: Activity, form: object
) -> HttpResponse:
    context = {
        "menu": "activities",
        "activity": activity,
        "form": form,
        "has_sign_ups": activity.sign_ups.exists(),
    }
    return render(request, f"activities/{template}", context)


def _days(form: PlanForm) -> Sequence[date]:
    """The days of the plan; none where the rule was refused, which the form then says."""
    try:
        return form.days() if form.is_series else [form.cleaned_data["first_day"]]
    except Refused as refusal:
        form.refuse(refusal)
        return []


def _saved(request: DeskRequest, form: PlanForm, days: Sequence[date]) -> bool:
    """Whether the plan was saved; what was refused stands in the form. Raises NotAllowed."""
    asked: dict[str, Any] = {
        "authority": request.authority,
        "plan": form.plan(),
        "by": request.user,
        "at": timezone.now(),
        "today": today(),
    }
    try:
        if form.is_series:
            last = form.cleaned_data["until"]
            operations.plan_series(**asked, rule=form.rule(), days=days, last=last)
        else:
            operations.plan_activity(**asked)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    said = ngettext("%(count)s day is planned.", "%(count)s days are planned.", len(days))
    messages.success(request, said % {"count": len(days)})
    return True


def _choice_page(request: DeskRequest, bodies: Sequence[Body], kinds: Kinds) -> HttpResponse:
    """First of all the kind: it says what can be asked, and whether residents may see it."""
    context = {
        "menu": "activities",
        "families": _by_family(request.authority.country, [*kinds.favourites, *kinds.others]),
        "bodies": bodies,
    }
    return render(request, "activities/plan_start.html", context)


def _offer(request: DeskRequest, bodies: Sequence[Body], kinds: Kinds) -> PlanOffer:
    body = bodies[0] if len(bodies) == 1 else None
    towns = Municipality.objects.filter(authority=request.authority).order_by("name", "pk")
    return PlanOffer(
        kinds=_by_family(request.authority.country, [*kinds.favourites, *kinds.others]),
        bodies=bodies,
        municipalities=list(towns),
        subjects=subjects_for(authority=request.authority, body=body, today=today()),
        country=request.authority.country,
    )


def _by_family(
    country: str, kinds: Sequence[ActivityKind]
) -> Sequence[tuple[str, Sequence[ActivityKind]]]:
    families = pack_of(country).families
    found: dict[str, list[ActivityKind]] = {}
    for one in sorted(kinds, key=lambda kind: (kind.position, kind.pk)):
        name = word_in(dict(families.get(one.family, {}))) or one.family
        found.setdefault(name, []).append(one)
    return list(found.items())
