from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.returns.models import ActionReturn, Purpose, ReturnState, SealedReturn
from prevenio.returns.queries import answering as queries
from prevenio.returns.queries.desk import parts_in_words
from prevenio.returns.receipts import receipt_of, receipt_pdf
from prevenio.returns.views.answering_certifying import content_sent
from prevenio.returns.views.answering_doors import LinkRequest, answering_page
from prevenio.returns.views.answering_showing import shown_content
from prevenio.web.templatetags.parts import moment


@dataclass(frozen=True, slots=True)
class Step:
    """One step of what comes next."""

    shape: str
    title: Any
    note: Any


@require_safe
@answering_page
def receipt(request: LinkRequest, return_id: int) -> HttpResponse:
    action_return, sealed = _sent(request, return_id)
    if action_return.is_editable or request.link.purpose == Purpose.CERTIFY:
        return redirect(reverse("answers:return", args=[request.token, return_id]))
    context = {
        "link": request.link,
        "token": request.token,
        "action_return": action_return,
        "action": action_return.action,
        "has_others": queries.has_others(action_return),
        "receipt": receipt_of(sealed),
        "sealed": sealed,
        "steps": _steps(action_return, sealed),
        "shown": shown_content(content_sent(sealed), action_return, parts_in_words(sealed.content)),
        "files": queries.sealed_files(sealed),
        "next_return": queries.next_unsent(request.link, action_return),
    }
    return render(request, "returns/answer/receipt.html", context)


@require_safe
@answering_page
def pdf(request: LinkRequest, return_id: int) -> HttpResponse:
    action_return, sealed = _sent(request, return_id)
    response = HttpResponse(receipt_pdf(sealed), content_type="application/pdf")
    # Translators: the name of a downloaded file, without its ending
    name = _("receipt-%(code)s") % {"code": action_return.action.code}
    disposition = content_disposition_header(True, f"{name}.pdf") or "attachment"
    response.headers["Content-Disposition"] = disposition
    return response


def _sent(request: LinkRequest, return_id: int) -> tuple[ActionReturn, SealedReturn]:
    action_return = get_object_or_404(queries.returns_of(request.link), pk=return_id)
    sealed = queries.latest_sealed(action_return)
    if sealed is None:
        raise Http404
    return action_return, sealed


def _steps(one: ActionReturn, sealed: SealedReturn) -> list[Step]:
    steps = [Step("ok", _("Sent"), moment(one.submitted_at))]
    if one.period.window.needs_certifier:
        steps.append(_certification(one))
    return [*steps, _acceptance(one)]


def _certification(one: ActionReturn) -> Step:
    if one.state != ReturnState.SUBMITTED:
        return Step("ok", _("Certified"), moment(one.certified_at))
    contact = queries.contact_of(one.body, Purpose.CERTIFY)
    if contact is None:
        return Step("wait", _("Waits for certification"), _("The bureau will ask who certifies."))
    note = _("%(person)s. The link goes out by e-mail.")
    person = contact.office or contact.name or contact.email
    return Step("wait", _("Waits for certification"), note % {"person": capfirst(person)})


def _acceptance(one: ActionReturn) -> Step:
    if one.state == ReturnState.ACCEPTED:
        return Step("ok", _("Accepted by the bureau"), moment(one.accepted_at))
    shape = "wait" if one.state == ReturnState.CERTIFIED else "not_started"
    note = _("The bureau can send it back to be mended. It cannot change what you wrote.")
    return Step(shape, _("Acceptance by the bureau"), note)
