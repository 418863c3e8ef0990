from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevenio.kernel.errors import Refused
from prevenio.returns import operations
from prevenio.returns.answer_forms import CodeForm
from prevenio.returns.feeds import due_days_of
from prevenio.returns.models import Purpose
from prevenio.returns.queries import answering as queries
from prevenio.returns.queries.answering import AnswerRow
from prevenio.returns.views import answering_certifying, answering_words
from prevenio.returns.views.answering_doors import (
    LinkRequest,
    answering_page,
    is_opened,
    link_page,
    remember_opened,
)
from prevenio.web.refusals import sentence


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@link_page
def link(request: LinkRequest) -> HttpResponse:
    if is_opened(request):
        return list_of_returns(request)
    if request.link.is_of_account:
        return redirect(reverse("desk:home"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = operations.open_link(
                link=request.link, code=form.cleaned_data["code"], at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("code", sentence(refusal))
        else:
            remember_opened(request, opened)
            return redirect(request.path)
    context = {"link": request.link, "form": form, "token": request.token}
    context["address"] = answering_words.masked(request.link.email)
    return render(request, "returns/answer/code.html", context)


@require_POST
@link_page
def code(request: LinkRequest) -> HttpResponse:
    try:
        operations.send_code_again(link=request.link, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        said = _("A new code is on its way to %(address)s. The one before no longer works.")
        address = answering_words.masked(request.link.email)
        messages.success(request, said % {"address": address})
    return redirect(reverse("answers:link", args=[request.token]))


@require_safe
@link_page
def due_days(request: LinkRequest) -> HttpResponse:
    """Programs that subscribe know no code: the days are all that they get."""
    return HttpResponse(due_days_of(request.link), content_type="text/calendar; charset=utf-8")


@require_http_methods(["POST"])
@answering_page
def certification(request: LinkRequest) -> HttpResponse:
    return answering_certifying.certify_all(request, queries.rows_of(request.link))


def list_of_returns(request: LinkRequest) -> HttpResponse:
    rows = queries.rows_of(request.link)
    if len(rows) == 1 and not _is_unreadable(request, rows[0]):
        return redirect(reverse("answers:return", args=[request.token, rows[0].action_return.pk]))
    if request.link.purpose == Purpose.CERTIFY:
        return answering_certifying.show_list(request, rows)
    context = _context(request, rows)
    return render(request, "returns/answer/list.html", context)


def _is_unreadable(request: LinkRequest, row: AnswerRow) -> bool:
    return request.link.purpose == Purpose.CERTIFY and not row.was_sent


def _context(request: LinkRequest, rows: Sequence[AnswerRow]) -> dict[str, object]:
    return {
        "link": request.link,
        "token": request.token,
        "groups": answering_words.groups_to_fill_in(rows),
        "progress": answering_words.progress_of(rows),
        "due": answering_words.due_of(request.link.period, timezone.localdate()),
    }
