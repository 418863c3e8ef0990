from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prevenio.kernel.errors import Refused
from prevenio.notices import operations, queries
from prevenio.notices.models import Notice
from prevenio.people import access
from prevenio.people.doors import DeskRequest, SignedInRequest, desk_page, signed_in_page
from prevenio.web.refusals import sentence

PER_PAGE = 50


@require_safe
@desk_page
def notices(request: DeskRequest) -> HttpResponse:
    if not access.can_manage_people(request.memberships):
        raise Http404
    troubled = queries.troubled_notices(authority=request.authority)
    page = Paginator(troubled, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "desk",
        "page": page,
        "latest_test": queries.latest_test(authority=request.authority),
        "goes_out": bool(settings.MAIL_HOST),
    }
    return render(request, "notices/notices.html", context)


@require_POST
@desk_page
def sending(request: DeskRequest, notice_id: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=notice_id, authority_id=request.authority.pk)
    try:
        operations.retry_notice(
            notice=notice, authority=request.authority, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The letter is being sent again."))
    return redirect(reverse("desk:notices:notices"))


@require_safe
@signed_in_page
def installation_notices(request: SignedInRequest) -> HttpResponse:
    if not access.can_look_after_installation(request.user):
        raise Http404
    troubled = queries.troubled_notices(authority=None)
    page = Paginator(troubled, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "goes_out": bool(settings.MAIL_HOST)}
    return render(request, "notices/installation.html", context)


@require_POST
@signed_in_page
def installation_sending(request: SignedInRequest, notice_id: int) -> HttpResponse:
    if not access.can_look_after_installation(request.user):
        raise Http404
    notice = get_object_or_404(Notice, pk=notice_id, authority_id=0)
    try:
        operations.retry_notice(notice=notice, authority=None, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The letter is being sent again."))
    return redirect(reverse("installation-mail"))


@require_POST
@desk_page
def test(request: DeskRequest) -> HttpResponse:
    try:
        operations.send_test_notice(authority=request.authority, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        said = _("A test letter is on its way to %(email)s.")
        messages.success(request, said % {"email": request.user.email})
    return redirect(reverse("desk:notices:notices"))
