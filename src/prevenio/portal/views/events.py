from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.activities.forms.sign_ups import SignUpForm
from prevenio.activities.models import Activity, ActivityState, SignUpState
from prevenio.activities.operations import sign_ups as operations
from prevenio.activities.queries import calendar as queries
from prevenio.kernel.errors import Refused
from prevenio.portal.showing import PublicRequest, content_lang, download, show_page
from prevenio.portal.views.calendar import as_calendar
from prevenio.web.refusals import sentence

_WAYS = ["GET", "HEAD", "POST"]
_OFF = (ActivityState.CANCELLED, ActivityState.WITHDRAWN)


@require_http_methods(_WAYS)
def event(request: PublicRequest, key: UUID) -> HttpResponse:
    activity = _event(request, key)
    if activity.state in _OFF:
        return _gone(request, activity)
    form = SignUpForm(request.POST or None, authority=request.authority)
    if request.method == "POST" and form.is_valid() and _asked(form, activity):
        return redirect("portal:event-asked", key=key)
    return show_page(
        request,
        "event.html",
        menu="calendar",
        event=queries.events_of([activity], at=timezone.now())[0],
        activity=activity,
        form=form,
        today=timezone.localdate(),
        content_lang=content_lang(request.authority),
    )


@require_safe
def asked(request: PublicRequest, key: UUID) -> HttpResponse:
    activity = _event(request, key)
    lang = content_lang(request.authority)
    return show_page(
        request, "event_asked.html", menu="calendar", activity=activity, content_lang=lang
    )


@require_safe
def event_feed(request: PublicRequest, key: UUID) -> HttpResponse:
    activity = _event(request, key)
    return download(
        request,
        lambda: as_calendar(request, [activity]),
        kind="text/calendar; charset=utf-8",
        name=f"{request.authority.slug}-{activity.first_day.isoformat()}.ics",
        etag=f"{activity.public_key}-{activity.revision}",
        changed_at=activity.changed_at,
    )


@require_http_methods(_WAYS)
def sign_up(request: PublicRequest, token: str) -> HttpResponse:
    found = operations.found_by(token, authority_id=request.authority.pk)
    if found is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        change = (
            operations.cancel_sign_up
            if request.POST.get("act") == "cancel"
            else operations.confirm_sign_up
        )
        try:
            change(sign_up=found, at=timezone.now())
        except Refused as refused:
            refusal = sentence(refused)
        else:
            return redirect("portal:sign-up", token=token)
    response = show_page(
        request,
        "event_sign_up.html",
        menu="calendar",
        sign_up=found,
        activity=found.activity,
        states=SignUpState,
        refusal=refusal,
        content_lang=content_lang(request.authority),
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _event(request: PublicRequest, key: UUID) -> Activity:
    activity = queries.event_by(request.authority, key)
    if activity is None:
        raise Http404
    return activity


def _gone(request: PublicRequest, activity: Activity) -> HttpResponse:
    """Old addresses stay and say what became of the event; of a mistake they say nothing else."""
    lang = content_lang(request.authority)
    response = show_page(
        request,
        "event_off.html",
        menu="calendar",
        activity=activity,
        is_called_off=activity.state == ActivityState.CANCELLED,
        content_lang=lang,
    )
    response.status_code = HTTPStatus.GONE
    return response


def _asked(form: SignUpForm, activity: Activity) -> bool:
    """Whether the place was asked for; whatever fills in the trap gets the same answer."""
    if form.is_trapped:
        return True
    given = form.cleaned_data
    try:
        operations.sign_up(
            activity=activity,
            name=given["name"],
            email=given["email"],
            people=given["people"],
            language=given["language"] or get_language() or "",
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    return True
