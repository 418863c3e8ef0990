from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.working_days import working_day_from
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.returns import operations, states
from prevenio.returns.content import nature_of
from prevenio.returns.forms import SendBackForm
from prevenio.returns.models import EventKind, ReturnFile
from prevenio.returns.queries import desk as queries
from prevenio.returns.queries.lists import next_waiting
from prevenio.returns.views.doors import may_run, own_returns, return_of, today
from prevenio.web.refusals import sentence
from prevenio.web.trying import from_a_button

DAYS_TO_MEND = 5


@require_safe
@desk_page
def action_return(request: DeskRequest, return_id: int) -> HttpResponse:
    one = return_of(request, return_id)
    context = {
        "menu": "returns",
        "one": one,
        "period": one.period,
        "page": queries.return_page(one, own_returns(request)),
        "nature": nature_of(one.action),
        "today": today(),
        "may_run": may_run(request),
        "may_accept": may_run(request) and states.can_follow(one.state, EventKind.ACCEPTED),
        "may_send_back": may_run(request) and states.can_follow(one.state, EventKind.SENT_BACK),
    }
    return render(request, "returns/desk/return.html", context)


@desk_page
@for_bureau
@from_a_button("returns:return", "return_id")
def acceptance(request: DeskRequest, return_id: int) -> HttpResponse:
    one = return_of(request, return_id)
    try:
        operations.accept_return(action_return=one, by=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("returns:return", one.pk)
    following = next_waiting(one.period)
    facts = {"code": one.action.code, "body": one.body.short_name}
    if following is None:
        messages.success(request, _("%(code)s of %(body)s is accepted. No other waits.") % facts)
        return redirect("returns:board", one.period_id)
    messages.success(request, _("%(code)s of %(body)s is accepted. This one waits next.") % facts)
    return redirect("returns:return", following.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@for_bureau
def sending_back(request: DeskRequest, return_id: int) -> HttpResponse:
    one = return_of(request, return_id)
    back = reverse("returns:return", args=[one.pk])
    if not states.can_follow(one.state, EventKind.SENT_BACK):
        messages.error(request, _("Only what was sent and not yet accepted can be sent back."))
        return HttpResponseRedirect(back)
    country = request.authority.country
    likely = {"due_on": working_day_from(today(), DAYS_TO_MEND, country=country)}
    form = SendBackForm(request.POST or None, initial=likely)
    if form.is_valid() and _sent_back(request, one.pk, form):
        return HttpResponseRedirect(back)
    context = {"menu": "returns", "one": one, "period": one.period, "form": form, "back": back}
    return render(
        request, "returns/desk/send_back.html", context, status=422 if form.errors else 200
    )


@require_safe
@desk_page
def file(request: DeskRequest, file_id: int) -> HttpResponse:
    found = get_object_or_404(
        ReturnFile.objects.filter(action_return__in=own_returns(request)), pk=file_id
    )
    if not queries.sealed_file(found):
        raise Http404
    try:
        with found.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as missing:
        raise Http404 from missing
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=found.kind, headers=headers)


def _sent_back(request: DeskRequest, return_id: int, form: SendBackForm) -> bool:
    """Whether it went back; else what stands against it is said beside the fields."""
    one = return_of(request, return_id)
    try:
        operations.send_back_return(
            action_return=one, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except NotAllowed:
        raise
    except operations.DueInThePast as refusal:
        form.add_error("due_on", sentence(refusal))
    except operations.ReasonMissing as refusal:
        form.add_error("reason", sentence(refusal))
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
    else:
        facts = {"code": one.action.code, "body": one.body.short_name}
        messages.success(request, _("%(code)s has been sent back to %(body)s.") % facts)
        return True
    return False
