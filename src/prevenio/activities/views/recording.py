from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.activities import operations
from prevenio.activities.forms.recording import OUTSIDE, TODAY, Offer, RecordForm, typed_of
from prevenio.activities.models import Activity, ActivityKind, ActivityState, MeasureRole
from prevenio.activities.queries.calendar import people_who_came
from prevenio.activities.queries.showing import differences
from prevenio.activities.queries.suggesting import (
    Kinds,
    kinds_for,
    past_of,
    subjects_for,
    usual_measures,
)
from prevenio.activities.views.doors import (
    activity_of,
    bodies_to_record_for,
    for_recorders,
    own_activity,
    today,
)
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.web.keys import key_in


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@for_recorders
def record(request: DeskRequest) -> HttpResponse:
    """First the kind, by plain links; then everything else on one page."""
    bodies = bodies_to_record_for(request)
    like = _like(request)
    body = _body(request, bodies, like)
    kinds = kinds_for(authority=request.authority, body=body, today=today())
    kind = _kind(request, kinds, body, like)
    context: dict[str, Any] = {
        "menu": "activities",
        "bodies": bodies,
        "body": body,
        "kinds": kinds,
        "kind": kind,
        "draft": draft_of(request),
    }
    if kind is None or body is None:
        return render(request, "activities/record.html", context)
    offer = _offer(request, kind, body)
    form = RecordForm(
        request.POST or None, request.FILES or None, offer=offer, initial=_first(offer, body, like)
    )
    if request.method == "POST" and form.is_valid() and (saved := _recorded(request, form)):
        return HttpResponseRedirect(f"{_address(saved)}?saved={form.cleaned_data['form_key']}")
    context |= {"form": form, "offer": offer, "is_like": like is not None}
    return render(request, "activities/record.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@for_recorders
def edit(request: DeskRequest, activity_id: int) -> HttpResponse:
    activity = own_activity(request, activity_id)
    if activity.state != ActivityState.DONE:
        messages.info(request, _("Only what was done is changed here."))
        return redirect(_address(activity))
    return _changing(request, activity)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@for_recorders
def holding(request: DeskRequest, activity_id: int) -> HttpResponse:
    """It took place: the form once more, with the numbers."""
    activity = own_activity(request, activity_id)
    if activity.state != ActivityState.PLANNED:
        messages.info(request, _("Only what is planned can be said to have taken place."))
        return redirect(_address(activity))
    return _changing(request, activity)


def _changing(request: DeskRequest, activity: Activity) -> HttpResponse:
    offer = _offer(request, activity.kind, activity.body, activity)
    typed = {**typed_of(activity, offer), **_came(activity, offer), "form_key": uuid4()}
    form = RecordForm(
        request.POST or None, request.FILES or None, offer=offer, is_change=True, initial=typed
    )
    theirs: Sequence[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_whole(
                activity=activity,
                written=form.written(activity),
                files=form.uploads(),
                revision=form.cleaned_data["revision"] or 0,
                by=request.user,
                at=timezone.now(),
                today=today(),
            )
        except NotAllowed:
            raise
        except operations.ChangedMeanwhile as refusal:
            # What was typed stays; saving once more is a decision about what is seen beside it.
            theirs = differences(form.written(activity), activity)
            _typed_with(form, "revision", activity.revision)
            form.refuse(refusal)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The activity has been saved."))
            return redirect(_address(activity))
    context = {
        "menu": "activities",
        "activity": activity,
        "body": activity.body,
        "kind": activity.kind,
        "bodies": [activity.body],
        "is_held": activity.state == ActivityState.PLANNED,
        "draft": "",
        "form": form,
        "offer": offer,
        "theirs": theirs,
    }
    return render(request, "activities/record.html", context, status=422 if form.errors else 200)


def _came(activity: Activity, offer: Offer) -> dict[str, int]:
    """The number of people by the list of sign-ups, as a first proposal for the one that fits."""
    came = people_who_came(activity)
    people = [one for one in offer.measures if one.role == MeasureRole.PEOPLE]
    if came is None or not people or activity.state != ActivityState.PLANNED:
        return {}
    fitting = next((one for one in people if one.key == "people.other"), people[0])
    return {f"m_{fitting.pk}": came}


def _recorded(request: DeskRequest, form: RecordForm) -> Activity | None:
    try:
        return operations.record_whole(
            authority=request.authority,
            written=form.written(),
            found=form.found(),
            files=form.uploads(),
            by=request.user,
            at=timezone.now(),
            today=today(),
            form_key=form.cleaned_data["form_key"],
        )
    except NotAllowed:
        raise
    except operations.SentBefore as refusal:
        _typed_with(form, "form_key", uuid4())
        form.refuse(refusal)
    except Refused as refusal:
        form.refuse(refusal)
    return None


def _offer(
    request: DeskRequest,
    kind: ActivityKind,
    body: Body,
    activity: Activity | None = None,
) -> Offer:
    subjects = subjects_for(authority=request.authority, body=body, today=today())
    if activity is not None:
        subjects = subjects.keeping(activity.action or activity.initiative)
    place = request.GET.get("place", "")[:200]
    bodies = Body.objects.filter(authority=request.authority).exclude(pk=body.pk)
    measures = list(kind.measures.order_by("position", "pk"))
    return Offer(
        kind=kind,
        measures=measures,
        usual=usual_measures(measures, body=body, today=today()),
        bodies=[body],
        municipalities=list(
            Municipality.objects.filter(authority=request.authority).order_by("name", "pk")
        ),
        subjects=subjects,
        past=past_of(body=body, kind=kind, subjects=subjects, today=today(), place=place),
        today=today(),
        others=list(bodies.order_by("short_name", "pk")),
    )


def _first(offer: Offer, body: Body, like: Activity | None) -> dict[str, Any]:
    """What an empty form holds: today, and what is likely or was asked to be alike."""
    fresh = {"form_key": uuid4(), "body": body.pk, "when": TODAY}
    if like is not None:
        kept = typed_of(like, offer)
        alike = ("place", "precinct", "municipality", "partners", "delivery", "title", "audience")
        subject = {name: kept[name] for name in ("subject", "other_subject")}
        return {**{name: kept[name] for name in alike}, **subject, **fresh}
    likely = offer.past.suggested[0].value if offer.past.suggested else ""
    return {**fresh, "subject": likely if offer.subjects.by_value else OUTSIDE}


def _like(request: DeskRequest) -> Activity | None:
    """The activity that the new one is to be like, if the address names one."""
    like = key_in(request, "like")
    return activity_of(request, like) if like is not None else None


def _kind(
    request: DeskRequest, kinds: Kinds, body: Body | None, like: Activity | None
) -> ActivityKind | None:
    """The kind that was asked for; else that of the other activity, else the most used one."""
    asked = request.GET.get("kind", like.kind.key if like else "")
    if body is not None and not asked and kinds.favourites:
        return kinds.favourites[0]
    return kinds.named(asked)


def _body(request: DeskRequest, bodies: Sequence[Body], like: Activity | None) -> Body | None:
    asked = key_in(request, "body") or (like.body_id if like else None)
    chosen = next((one for one in bodies if one.pk == asked), None)
    return chosen or (bodies[0] if len(bodies) == 1 else None)


def draft_of(request: DeskRequest) -> str:
    """The name under which the browser keeps what was typed: one for each person."""
    return f"prevenio.activity.{request.authority.slug}.{request.user.pk}"


def _typed_with(form: RecordForm, name: str, value: object) -> None:
    """What was typed, with another hidden value: the next time it is sent it says something new."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed[name] = str(value)
    form.data = typed


def _address(activity: Activity) -> str:
    return reverse("activities:activity", args=[activity.pk])
