from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import Refused
from prevenio.returns import operations
from prevenio.returns.actors import Answerer
from prevenio.returns.answer_forms import ReturnForm
from prevenio.returns.answer_rows import Row, faults_of_rows, for_sending, rows_in, suggested_in
from prevenio.returns.content import Content, content_of
from prevenio.returns.models import ActionReturn, Purpose
from prevenio.returns.queries import answering as queries
from prevenio.returns.views import (
    answering_certifying,
    answering_files,
    answering_numbers,
    answering_words,
)
from prevenio.returns.views.answering_doors import (
    LinkRequest,
    answering_page,
    keep_people,
    wants_json,
)
from prevenio.returns.views.answering_showing import show_form, show_locked
from prevenio.web.refusals import sentence

_FIELDS: Mapping[type[Refused], str] = {
    operations.SameAddress: "certifier_email",
    operations.SecondPersonNeeded: "certifier_name",
    operations.NameMissing: "name",
}


@require_http_methods(["GET", "POST"])
@answering_page
def one_return(request: LinkRequest, return_id: int) -> HttpResponse:
    action_return = get_object_or_404(queries.returns_of(request.link), pk=return_id)
    if request.link.purpose == Purpose.CERTIFY:
        return answering_certifying.certify(request, action_return)
    if not action_return.is_editable:
        return _sent_already(request, action_return)
    if (refusal := _refusal_now(action_return)) is not None:
        if wants_json(request):
            return _fault(refusal)
        return show_locked(request, action_return, sentence(refusal))
    if request.method == "POST":
        return _receive(request, action_return)
    return show_form(request, action_return)


def _sent_already(request: LinkRequest, action_return: ActionReturn) -> HttpResponse:
    if wants_json(request):
        return _fault(operations.AlreadySent())
    if request.method == "POST" and request.POST.get("act") != "send":
        messages.warning(request, sentence(operations.AlreadySent()))
    return redirect(reverse("answers:receipt", args=[request.token, action_return.pk]))


def _refusal_now(action_return: ActionReturn) -> Refused | None:
    window, body_id = action_return.period.window, action_return.body_id
    try:
        operations.refuse_outside_window(window, body_id, timezone.localdate())
    except Refused as refusal:
        return refusal
    return None


def _receive(request: LinkRequest, action_return: ActionReturn) -> HttpResponse:
    """Keep what was typed, then its files, then send it if that was asked for."""
    form = ReturnForm(request.POST, action_return=action_return)
    rows, is_sending = rows_in(request.POST, action_return), request.POST.get("act") == "send"
    faults = dict(faults_of_rows(rows, is_sending=False))
    if not form.is_draft() or "what_0" in faults:
        return _mend(request, action_return, form, rows, faults)
    keep_people(request, form.cleaned_data)
    if is_sending:
        rows = for_sending(rows, suggested_in(action_return))
    try:
        saved = _save(request, action_return, form.content(rows), form.cleaned_data["revision"])
    except operations.ChangedMeanwhile as refusal:
        return _conflict(request, action_return, form, rows, refusal)
    except Refused as refusal:
        return _refused(request, action_return, form, rows, refusal)
    if request.POST.get("act") == "fetch":
        return answering_numbers.fetch(request, saved)
    if request.POST.get("act", "").startswith("take "):
        return answering_numbers.take(request, saved)
    file_faults = answering_files.take(request, saved)
    if is_sending:
        return _send(request, saved, form, rows, file_faults)
    if file_faults:
        return _mend(request, saved, form, rows, {**faults, **file_faults})
    return _saved(request, saved, rows, faults)


def _save(
    request: LinkRequest, action_return: ActionReturn, content: Content, revision: int
) -> ActionReturn:
    return operations.save_draft(
        action_return=action_return,
        content=content,
        revision=revision,
        by=Answerer(request.link),
        at=timezone.now(),
    )


def _send(
    request: LinkRequest,
    saved: ActionReturn,
    form: ReturnForm,
    rows: Sequence[Row],
    file_faults: Mapping[str, str],
) -> HttpResponse:
    asks = saved.period.window.needs_certifier and not _has_certifier(saved)
    form.find_missing(form.content(rows), needs_certifier=asks)
    faults = {**faults_of_rows(rows, is_sending=True), **file_faults}
    if form.errors or faults:
        return _mend(request, saved, form, rows, faults)
    typed = form.cleaned_data
    named = [typed[f"certifier_{name}"] for name in ("name", "office", "email")]
    try:
        operations.submit_return(
            action_return=saved,
            content=content_of(saved),
            revision=saved.revision,
            by=Answerer(request.link, typed["name"], typed["office"]),
            at=timezone.now(),
            certifier=operations.Certifier(*named) if asks else None,
        )
    except Refused as refusal:
        form.add_error(_FIELDS.get(type(refusal)), sentence(refusal))
        return _mend(request, saved, form, rows, {})
    return redirect(reverse("answers:receipt", args=[request.token, saved.pk]))


def _has_certifier(action_return: ActionReturn) -> bool:
    return queries.contact_of(action_return.body, Purpose.CERTIFY) is not None


def _saved(
    request: LinkRequest, saved: ActionReturn, rows: Sequence[Row], faults: Mapping[str, Any]
) -> HttpResponse:
    if wants_json(request):
        said = answering_words.saved_words(saved.saved_at)
        errors = {target: str(words) for target, words in faults.items()}
        return JsonResponse({"revision": saved.revision, "said": said, "errors": errors})
    address = reverse("answers:return", args=[request.token, saved.pk])
    act = request.POST.get("act", "")
    if act == "row":
        filled = sum(not row.is_empty for row in rows)
        extra = len(rows) - filled + 1
        return redirect(f"{address}?rows={extra}#what_{len(rows)}")
    return redirect(address + ("#files" if act.startswith(("files", "remove")) else ""))


def _mend(
    request: LinkRequest,
    action_return: ActionReturn,
    form: ReturnForm,
    rows: Sequence[Row],
    faults: Mapping[str, Any],
) -> HttpResponse:
    if wants_json(request):
        errors = {f"id_{name}": str(said[0]) for name, said in form.errors.items()}
        errors |= {target: str(words) for target, words in faults.items()}
        said = _("Not saved yet. Mend what is marked below.")
        return JsonResponse({"fault": said, "errors": errors}, status=422)
    return show_form(request, action_return, form=form, rows=rows, faults=faults, status=422)


def _conflict(
    request: LinkRequest,
    action_return: ActionReturn,
    form: ReturnForm,
    rows: Sequence[Row],
    refusal: Refused,
) -> HttpResponse:
    """Both texts: theirs is stored, what was typed stays in the fields."""
    if wants_json(request):
        return JsonResponse({"fault": sentence(refusal)}, status=409)
    action_return.refresh_from_db()
    theirs = content_of(action_return)
    return show_form(
        request,
        action_return,
        form=form,
        rows=rows,
        theirs=theirs,
        refusal=sentence(refusal),
        status=409,
    )


def _refused(
    request: LinkRequest,
    action_return: ActionReturn,
    form: ReturnForm,
    rows: Sequence[Row],
    refusal: Refused,
) -> HttpResponse:
    if wants_json(request):
        return _fault(refusal)
    form.add_error(None, sentence(refusal))
    return show_form(request, action_return, form=form, rows=rows, status=403)


def _fault(refusal: Refused) -> HttpResponse:
    return JsonResponse({"fault": sentence(refusal)}, status=403)
