from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.activities import access, operations, states
from prevenio.activities.forms.findings import ChosenReasonForm, ReasonForm
from prevenio.activities.models import ActivityFile, ActivityState
from prevenio.activities.queries.showing import page_of, reason_in_words
from prevenio.activities.views.doors import activity_of, own_activity, today
from prevenio.activities.views.recording import draft_of
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.web.trying import done_by, from_a_button, tried


@require_safe
@desk_page
def activity(request: DeskRequest, activity_id: int) -> HttpResponse:
    one = activity_of(request, activity_id)
    may_change = access.may_change(request.memberships, one)
    context = {
        "menu": "activities",
        "one": one,
        "page": page_of(one),
        "reason": reason_in_words(one),
        "today": today(),
        "may_change": may_change and one.state == ActivityState.DONE,
        "may_hold": may_change and one.state == ActivityState.PLANNED,
        "may_withdraw": may_change and states.can_become(one.state, ActivityState.WITHDRAWN),
        "may_record": access.may_record(request.memberships),
        "saved": request.GET.get("saved", "")[:40],
        "draft": draft_of(request),
    }
    return render(request, "activities/activity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def withdrawal(request: DeskRequest, activity_id: int) -> HttpResponse:
    one = own_activity(request, activity_id)
    back = reverse("activities:activity", args=[one.pk])
    asked = ChosenReasonForm if one.kind.is_sensitive else ReasonForm
    form = asked(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.withdraw_activity(
            activity=one, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        _("The activity has been withdrawn."),
    ):
        return redirect(back)
    context = {
        "menu": "activities",
        "form": form,
        "question": _("Withdraw the activity?"),
        "consequence": _("It stays in the list as withdrawn, with the reason. It counts nowhere."),
        "button": _("Withdraw it"),
        "about": one,
        "back": back,
    }
    return render(request, "activities/asking.html", context, status=422 if form.errors else 200)


@require_safe
@desk_page
def file(request: DeskRequest, file_id: int) -> HttpResponse:
    seen = access.activities_visible_to(request.memberships, request.authority)
    found = get_object_or_404(ActivityFile.objects.filter(activity__in=seen), pk=file_id)
    try:
        with found.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as missing:
        raise Http404 from missing
    disposition = content_disposition_header(not found.is_picture, found.name)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=found.kind, headers=headers)


@desk_page
@from_a_button("activities:list")
def file_removal(request: DeskRequest, file_id: int) -> HttpResponse:
    seen = access.activities_visible_to(request.memberships, request.authority)
    found = get_object_or_404(ActivityFile.objects.filter(activity__in=seen), pk=file_id)
    activity_id = found.activity_id
    tried(
        request,
        lambda: operations.remove_file(file=found, by=request.user, at=timezone.now()),
        _("The file has been removed."),
    )
    return redirect("activities:activity", activity_id)
