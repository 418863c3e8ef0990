from typing import Any
from uuid import uuid4

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.activities import access, operations, states
from prevenio.activities.forms.findings import (
    ExtensionForm,
    FindingForm,
    ReasonForm,
    ReinspectionForm,
    RemedyForm,
)
from prevenio.activities.models import Finding, FindingState, FindingStepKind
from prevenio.activities.queries.findings import (
    ALL,
    OVERDUE,
    Choice,
    Tally,
    findings_found,
    tally_of,
)
from prevenio.activities.states import UNSETTLED
from prevenio.activities.views.doors import finding_of, own_activity, today
from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.models import Body
from prevenio.people.views.asking import searched_words
from prevenio.web.keys import key_in
from prevenio.web.trying import done_by

PER_PAGE = 50


@require_safe
@desk_page
def finding_list(request: DeskRequest) -> HttpResponse:
    choice = _choice(request)
    seen = access.findings_visible_to(request.memberships, request.authority)
    tally = tally_of(seen, choice, today=today())
    found = findings_found(seen, choice, today=today())
    bodies = Body.objects.filter(authority=request.authority).order_by("short_name", "pk")
    context = {
        "menu": "activities",
        "choice": choice,
        "tally": tally,
        "pills": _pills(tally),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "bodies": bodies if people.sees_all(request.memberships) else (),
        "today": today(),
    }
    return render(request, "activities/findings.html", context)


@require_safe
@desk_page
def finding(request: DeskRequest, finding_id: int) -> HttpResponse:
    one = finding_of(request, finding_id)
    seen = access.activities_visible_to(request.memberships, request.authority)
    may_change = access.may_change(request.memberships, one.activity)
    may_report = access.may_report_remedy(request.memberships, one)
    context = {
        "menu": "activities",
        "one": one,
        "steps": one.steps.order_by("number"),
        "sees_activity": seen.filter(pk=one.activity_id).exists(),
        "today": today(),
        "may_extend": may_change and states.can_follow(one.state, FindingStepKind.EXTENDED),
        "may_report": may_report and states.can_follow(one.state, FindingStepKind.REPORTED),
        "may_settle": may_change and states.can_follow(one.state, FindingStepKind.REMEDIED),
    }
    return render(request, "activities/finding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_finding(request: DeskRequest, activity_id: int) -> HttpResponse:
    activity = own_activity(request, activity_id)
    bodies = list(Body.objects.filter(authority=request.authority).order_by("short_name", "pk"))
    likely = {"due_on": operations.likely_due_day(activity)}
    form = FindingForm(request.POST or None, bodies=bodies, initial=likely)
    if done_by(
        request,
        form,
        lambda: operations.add_finding(
            activity=activity, found=form.found, by=request.user, at=timezone.now()
        ),
        _("The finding has been added."),
    ):
        return redirect("activities:activity", activity.pk)
    words = {"question": _("Add a finding"), "button": _("Add the finding"), "about": activity}
    return _asked(request, form, reverse("activities:activity", args=[activity.pk]), words)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def reinspection(request: DeskRequest, activity_id: int) -> HttpResponse:
    activity = own_activity(request, activity_id)
    open_ = list(activity.findings.filter(state__in=UNSETTLED).order_by("due_on", "pk"))
    first = {"on": today(), "form_key": uuid4()}
    form = ReinspectionForm(request.POST or None, findings=open_, initial=first)
    if done_by(
        request,
        form,
        lambda: operations.reinspect(
            activity=activity,
            on=form.cleaned_data["on"],
            outcomes=form.outcomes,
            by=request.user,
            at=timezone.now(),
            today=today(),
            form_key=form.cleaned_data["form_key"],
        ),
        _("The re-inspection has been recorded."),
    ):
        return redirect("activities:activity", activity.pk)
    context = {"menu": "activities", "form": form, "one": activity, "findings": open_}
    return render(
        request, "activities/reinspection.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def extension(request: DeskRequest, finding_id: int) -> HttpResponse:
    one = _changeable(request, finding_id)
    form = ExtensionForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.extend_finding(finding=one, **form.cleaned_data, **_now(request)),
        _("More time has been given."),
    ):
        return redirect("activities:finding", one.pk)
    words = {"question": _("Give more time for the remedy"), "button": _("Give more time")}
    return _asked_about(request, form, one, words)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def remedy(request: DeskRequest, finding_id: int) -> HttpResponse:
    one = finding_of(request, finding_id)
    if not access.may_report_remedy(request.memberships, one):
        raise NotAllowed
    form = RemedyForm(request.POST or None, initial={"on": today()})
    if done_by(
        request,
        form,
        lambda: operations.report_remedied(finding=one, **form.cleaned_data, **_now(request)),
        _("The remedy has been reported. A re-inspection decides."),
    ):
        return redirect("activities:finding", one.pk)
    words = {"question": _("Report it as remedied"), "button": _("Report the remedy")}
    return _asked_about(request, form, one, words)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def dropping(request: DeskRequest, finding_id: int) -> HttpResponse:
    one = _changeable(request, finding_id)
    form = ReasonForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.drop_finding(finding=one, **form.cleaned_data, **_now(request)),
        _("The finding has been dropped."),
    ):
        return redirect("activities:finding", one.pk)
    words = {
        "question": _("Follow the finding no longer?"),
        "consequence": _("It stays in the list as dropped, with the reason."),
        "button": _("Drop the finding"),
    }
    return _asked_about(request, form, one, words)


def _changeable(request: DeskRequest, finding_id: int) -> Finding:
    one = finding_of(request, finding_id)
    if not access.may_change(request.memberships, one.activity):
        raise NotAllowed
    return one


def _now(request: DeskRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "today": today()}


def _asked_about(
    request: DeskRequest, form: forms.Form, one: Finding, words: dict[str, Any]
) -> HttpResponse:
    back = reverse("activities:finding", args=[one.pk])
    return _asked(request, form, back, {"about": one, **words})


def _asked(
    request: DeskRequest, form: forms.Form, back: str, words: dict[str, Any]
) -> HttpResponse:
    context = {"menu": "activities", "form": form, "back": back, **words}
    return render(request, "activities/asking.html", context, status=422 if form.errors else 200)


def _choice(request: HttpRequest) -> Choice:
    """What the address asks for; nonsense in it asks for nothing."""
    state = request.GET.get("state", "")
    known = {OVERDUE, ALL, FindingState.REPORTED, FindingState.REMEDIED, FindingState.DROPPED}
    return Choice(
        state=state if state in known else "",
        body=key_in(request, "body"),
        words=searched_words(request),
    )


def _pills(tally: Tally) -> list[tuple[str, str, int]]:
    return [
        ("", pgettext("findings", "Not settled"), tally.unsettled),
        (OVERDUE, pgettext("findings", "Overdue"), tally.overdue),
        (FindingState.REPORTED, pgettext("findings", "Reported as remedied"), tally.reported),
        (FindingState.REMEDIED, pgettext("findings", "Remedied"), tally.remedied),
        (FindingState.DROPPED, pgettext("findings", "Dropped"), tally.dropped),
        (ALL, pgettext("findings", "All"), tally.total),
    ]
