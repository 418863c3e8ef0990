from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.returns import operations
from prevenio.returns.forms import ContactForm, LeaveForm
from prevenio.returns.models import ContactKind, Purpose
from prevenio.returns.queries import bodies as queries
from prevenio.returns.views.doors import asked_once, body_of, period_of, today
from prevenio.web.refusals import sentence
from prevenio.web.trying import from_a_button, tried

PER_PAGE = 50
WAYS = ["GET", "HEAD", "POST"]


@require_safe
@desk_page
@for_bureau
def bodies(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    rows = queries.body_rows(period, today=today(), at=timezone.now())
    locks_on = period.window.locks_on
    context = {
        "menu": "returns",
        "period": period,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "total": len(rows),
        "silent": sum(not row.reporting.email for row in rows),
        "is_locked": locks_on is not None and locks_on < today(),
        "today": today(),
    }
    return render(request, "returns/desk/bodies.html", context)


@require_http_methods(WAYS)
@desk_page
@for_bureau
def contact(request: DeskRequest, period_id: int, body_id: int, purpose: str) -> HttpResponse:
    period = period_of(request, period_id)
    body = body_of(period, body_id)
    known = queries.contact_of(body, purpose)
    initial = {name: getattr(known, name) for name in ("name", "office", "email")} if known else {}
    if not known and purpose == Purpose.REPORT:
        initial = {"email": body.email}
    form = ContactForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            operations.save_contact(
                body=body, purpose=purpose, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("email", sentence(refusal))
        else:
            messages.success(
                request, _("The contact of %(body)s has been saved.") % {"body": body.short_name}
            )
            return redirect("returns:bodies", period.pk)
    context = {
        "menu": "returns",
        "period": period,
        "body": body,
        "form": form,
        "is_certifier": purpose == Purpose.CERTIFY,
        "is_head": purpose == ContactKind.HEAD,
    }
    return render(request, "returns/desk/contact.html", context, status=422 if form.errors else 200)


@desk_page
@for_bureau
@from_a_button("returns:bodies", "period_id")
def first_link(
    request: DeskRequest, period_id: int, body_id: int, purpose: Purpose
) -> HttpResponse:
    period = period_of(request, period_id)
    body = body_of(period, body_id)
    tried(
        request,
        lambda: operations.send_first_link(
            period=period, body=body, purpose=purpose, by=request.user, at=timezone.now()
        ),
        _("A link is on its way to %(body)s.") % {"body": body.short_name},
    )
    return redirect("returns:bodies", period.pk)


@desk_page
@for_bureau
@require_http_methods(WAYS)
def renewal(request: DeskRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(queries.links_visible_to(request.authority), pk=link_id)
    if request.method == "POST":
        tried(
            request,
            lambda: operations.renew_link(link=link, by=request.user, at=timezone.now()),
            _("A new link is on its way to %(body)s; the old one has ended.")
            % {"body": link.body.short_name},
        )
    else:
        messages.info(request, _("Nothing has been changed yet. Press the button once more."))
    return redirect("returns:bodies", link.period_id)


@require_http_methods(WAYS)
@desk_page
@for_bureau
def revocation(request: DeskRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(queries.links_visible_to(request.authority), pk=link_id)
    back = reverse("returns:bodies", args=[link.period_id])
    if request.method == "POST":
        tried(
            request,
            lambda: operations.revoke_link(link=link, by=request.user, at=timezone.now()),
            _("The link of %(body)s has ended.") % {"body": link.body.short_name},
        )
        return HttpResponseRedirect(back)
    return asked_once(
        request,
        link.period,
        question=_("End the link of %(body)s?") % {"body": link.body.short_name},
        consequence=_(
            "Nobody can open it any more, on no device. What was typed so far is kept. You can "
            "send a new link at any time."
        ),
        button=_("End the link"),
        back=back,
    )


@require_http_methods(WAYS)
@desk_page
@for_bureau
def leave(request: DeskRequest, period_id: int, body_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    body = body_of(period, body_id)
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        try:
            operations.grant_exception(
                window=period.window,
                body=body,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("until", sentence(refusal))
        else:
            facts = {"body": body.short_name}
            messages.success(request, _("%(body)s may send its returns later.") % facts)
            return redirect("returns:bodies", period.pk)
    context = {"menu": "returns", "period": period, "body": body, "form": form}
    return render(request, "returns/desk/leave.html", context, status=422 if form.errors else 200)
