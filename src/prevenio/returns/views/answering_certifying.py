"""The pages of the person who certifies: what was sent is read, confirmed or handed back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.returns import operations
from prevenio.returns.actors import Answerer
from prevenio.returns.answer_forms import PersonForm
from prevenio.returns.content import Content
from prevenio.returns.counts import counts_sent
from prevenio.returns.models import ActionReturn, Purpose, SealedReturn
from prevenio.returns.queries import answering as queries
from prevenio.returns.queries.answering import AnswerRow
from prevenio.returns.queries.desk import parts_in_words
from prevenio.returns.views import answering_words
from prevenio.returns.views.answering_doors import LinkRequest, keep_people, people_kept
from prevenio.returns.views.answering_showing import shown_content
from prevenio.web.refusals import sentence


def show_list(
    request: LinkRequest, rows: Sequence[AnswerRow], form: PersonForm | None = None
) -> HttpResponse:
    waiting = [row.action_return for row in rows if row.waits_for_certifier]
    context = {
        "link": request.link,
        "token": request.token,
        "groups": answering_words.groups_to_certify(rows),
        "waiting": queries.latest_seals(waiting),
        "form": form or PersonForm(initial=_person(request)),
    }
    status = 200 if form is None else 422
    return render(request, "returns/answer/certifying_list.html", context, status=status)


def certify_all(request: LinkRequest, rows: Sequence[AnswerRow]) -> HttpResponse:
    if request.link.purpose != Purpose.CERTIFY:
        raise NotAllowed
    form = PersonForm(request.POST)
    if form.is_valid() and not form.cleaned_data["has_read"]:
        form.add_error("has_read", _("Read the returns first, then confirm that you have."))
    if not form.is_valid():
        return show_list(request, rows, form)
    keep_people(request, form.cleaned_data)
    seals = set(request.POST.getlist("seal"))
    waiting = queries.latest_seals([row.action_return for row in rows if row.waits_for_certifier])
    chosen = [(one.action_return, one.seal) for one in waiting if one.seal in seals]
    try:
        count = operations.certify_returns(
            returns=chosen, by=_certifier(request, form), at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(_field_of(refusal), sentence(refusal))
        return show_list(request, rows, form)
    said = ngettext(
        "%(count)s return has been certified.", "%(count)s returns have been certified.", count
    )
    messages.success(request, said % {"count": count})
    return redirect(reverse("answers:link", args=[request.token]))


def certify(request: LinkRequest, action_return: ActionReturn) -> HttpResponse:
    """One return as it was sent, with the two answers of its second person."""
    sealed = queries.latest_sealed(action_return)
    if sealed is None:
        raise Http404
    if request.method != "POST":
        return _show(request, action_return, sealed, PersonForm(initial=_person(request)))
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _show(request, action_return, sealed, form)
    keep_people(request, form.cleaned_data)
    try:
        said = _decide(request, action_return, form)
    except Refused as refusal:
        form.add_error(_field_of(refusal), sentence(refusal))
        return _show(request, action_return, sealed, form)
    messages.success(request, said)
    return redirect(reverse("answers:link", args=[request.token]))


def _decide(request: LinkRequest, action_return: ActionReturn, form: PersonForm) -> str:
    by, now = _certifier(request, form), timezone.now()
    if request.POST.get("act") == "decline":
        operations.decline_return(
            action_return=action_return, reason=form.cleaned_data["remark"], by=by, at=now
        )
        return _("The return has been handed back with your remark.")
    # Without the seal of what was read nothing is confirmed.
    seal = request.POST.get("seal") or "-"
    operations.certify_return(action_return=action_return, by=by, at=now, seal=seal)
    return _("The return has been certified. The bureau can read it now.")


def _show(
    request: LinkRequest, action_return: ActionReturn, sealed: SealedReturn, form: PersonForm
) -> HttpResponse:
    state, label = answering_words.tag_of(action_return)
    context = {
        "link": request.link,
        "token": request.token,
        "action_return": action_return,
        "action": action_return.action,
        "has_others": queries.has_others(action_return),
        "sealed": sealed,
        "shown": shown_content(content_sent(sealed), action_return, parts_in_words(sealed.content)),
        "files": queries.sealed_files(sealed),
        "state": state,
        "label": label,
        "back": queries.sent_back(action_return),
        "is_waiting": queries.AnswerRow(action_return).waits_for_certifier,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "returns/answer/certify.html", context, status=status)


def content_sent(sealed: SealedReturn) -> Content:
    """What a sealed return says, as it was typed."""
    said = sealed.content
    counts = tuple(counts_sent(said))
    return Content(said["outcome"], said["narrative"], said["reason"], counts)


def _person(request: LinkRequest) -> dict[str, str]:
    name, office = queries.sender_of(request.link)
    return {"name": name, "office": office} | people_kept(request)


def _certifier(request: LinkRequest, form: PersonForm) -> Answerer:
    return Answerer(request.link, form.cleaned_data["name"], form.cleaned_data["office"])


def _field_of(refusal: Refused) -> str | None:
    match refusal:
        case operations.NameMissing() | operations.SecondPersonNeeded():
            return "name"
        case operations.ReasonMissing():
            return "remark"
        case WrongState():
            return None
    return None
