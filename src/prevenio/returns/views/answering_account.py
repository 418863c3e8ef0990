from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from prevenio.kernel.errors import WrongState
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.models import Body
from prevenio.returns import operations
from prevenio.returns.models import Purpose, ReportingPeriod
from prevenio.returns.tokens import token_of
from prevenio.returns.views.answering_doors import remember_opened
from prevenio.web.refusals import sentence


@require_POST
@desk_page
def open_answers(request: DeskRequest, period_id: int, body_id: int, purpose: str) -> HttpResponse:
    if purpose not in Purpose.values:
        raise Http404
    period = get_object_or_404(ReportingPeriod, pk=period_id, authority=request.authority)
    body = get_object_or_404(Body, pk=body_id, authority=request.authority)
    try:
        link = operations.open_for_account(
            period=period, body=body, purpose=Purpose(purpose), by=request.user, at=timezone.now()
        )
    except WrongState as refusal:
        messages.error(request, sentence(refusal))
        return redirect(reverse("desk:home"))
    if not link.is_of_account:
        remember_opened(request, link)
    return redirect(reverse("answers:link", args=[token_of(link)]))
