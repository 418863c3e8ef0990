from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import BodyAnswerForm, DocumentForm, MendForm
from prevenio.programme.models import Choice, DraftState, ImportDraft
from prevenio.programme.operations import drafts as operations
from prevenio.programme.queries import review as queries
from prevenio.programme.views.doors import confirmation
from prevenio.programme.words import DOUBT_WORDS, FIELD_NAMES, TAB_NAMES
from prevenio.web.refusals import sentence
from prevenio.web.strips import Part
from prevenio.web.trying import from_a_button


def while_open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead whoever still looks at an import that is closed to what has become of it."""

    @wraps(view)
    def guarded(request: DeskRequest, draft_id: int) -> HttpResponse:
        return _closed(request, draft_id) or view(request, draft_id=draft_id)

    return guarded


@desk_page
@require_http_methods(["GET", "POST"])
def import_programme(request: DeskRequest) -> HttpResponse:
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        source, content = form.cleaned_data["document"]
        try:
            draft = operations.store_draft(
                authority=request.authority,
                source=source,
                content=content,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("document", sentence(refusal))
        else:
            if draft.state == DraftState.SAVED:
                messages.info(request, str(operations.AlreadySaved()))
                return redirect("programme:overview")
            return redirect("programme:review", draft.pk)
    context = {
        "menu": "programme",
        "form": form,
        "drafts": queries.drafts_of(request.authority),
        "may_edit": access.can_edit_programme(request.memberships),
    }
    return render(request, "programme/import.html", context, status=422 if form.errors else 200)


@desk_page
@while_open
@require_safe
def review(request: DeskRequest, draft_id: int) -> HttpResponse:
    state = queries.review_of(_draft(request, draft_id))
    shown = request.GET.get("show", state.first_to_see)
    if shown not in queries.TABS:
        raise Http404
    context = _review_context(state, shown) | (
        _doubt_context(state, request.GET.get("at", ""), BodyAnswerForm())
        if shown == "doubts"
        else _items_context(state, shown, request.GET.get("at", ""))
    )
    return render(request, "programme/review.html", context)


@desk_page
@while_open
@from_a_button("programme:review", "draft_id")
def decide(request: DeskRequest, draft_id: int) -> HttpResponse:
    state = queries.review_of(_draft(request, draft_id))
    key = request.POST.get("key", "")
    doubt = next((doubt for doubt in state.open_doubts if doubt.key == key), None)
    if doubt is None:
        messages.info(request, _("This question has been settled already."))
        return redirect("programme:review", draft_id)
    choice, value = Choice.ACCEPT, None
    if request.POST.get("act") == "skip":
        choice = Choice.SKIP
    elif doubt.kind == "unknown_body":
        others = (body.short for body in state.document.bodies if body.short != doubt.subject)
        form = BodyAnswerForm(request.POST, bodies=others)
        if not form.is_valid():
            context = _review_context(state, "doubts") | _doubt_context(state, key, form)
            return render(request, "programme/review.html", context, status=422)
        answer, value = form.decision
        choice = Choice(answer)
    elif doubt.kind == "merged_spelling" and request.POST.get("answer") == "apart":
        choice, value = Choice.MEND, {"apart": True}
    elif doubt.kind == "merged_spelling":
        value = {"same_as": doubt.proposal}
    keys = [f"{key}@{doubt.places[0]}"] if _only_here(request, doubt) else [key]
    return _decided(request, state, keys, choice, value, back_to=_after(state, doubt, keys))


@desk_page
@while_open
@require_http_methods(["GET", "POST"])
def mend(request: DeskRequest, draft_id: int) -> HttpResponse:
    state = queries.review_of(_draft(request, draft_id))
    key = request.POST.get("key") or request.GET.get("key", "")
    item = queries.item_at(state, key)
    field = next((field for field in item.fields if field.key == key), None) if item else None
    if item is None or field is None:
        raise Http404
    form = MendForm(
        request.POST or None,
        initial={"value": _one_per_line(field.value)},
        field=field.name,
        is_list=field.is_list,
        is_date=key == "act:date",
    )
    if request.method == "POST" and form.is_valid():
        value = form.cleaned_data["value"]
        said = _("The value is mended.")
        return _decided(request, state, [key], Choice.MEND, value, back_to=key, said=said)
    context = _review_context(state, "doubts") | {
        "form": form,
        "item": item,
        "field": field,
        "field_name": FIELD_NAMES[field.name],
        "key": key,
        "source_lines": queries.source_beside(state, item.lines),
    }
    status = 422 if form.errors else 200
    return render(request, "programme/mend.html", context, status=status)


@desk_page
@while_open
@from_a_button("programme:review", "draft_id")
def leave_out(request: DeskRequest, draft_id: int) -> HttpResponse:
    state = queries.review_of(_draft(request, draft_id))
    item = queries.item_at(state, request.POST.get("key", ""))
    if item is None:
        raise Http404
    said = _("It is left out. It can be taken in again until the programme is saved.")
    return _decided(request, state, [item.key], Choice.SKIP, None, back_to=item.key, said=said)


@desk_page
@while_open
@from_a_button("programme:review", "draft_id")
def take_back(request: DeskRequest, draft_id: int) -> HttpResponse:
    draft = _draft(request, draft_id)
    key = request.POST.get("key", "").replace("\x00", "")
    try:
        operations.take_back_decision(draft=draft, key=key, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        _say_taken_back(request, key)
    return redirect(_review_address(draft_id, key.partition("@")[0]))


@desk_page
@while_open
@from_a_button("programme:review", "draft_id")
def save(request: DeskRequest, draft_id: int) -> HttpResponse:
    draft = _draft(request, draft_id)
    try:
        version = operations.save_programme(
            draft=draft,
            open_doubts=len(queries.review_of(draft).open_doubts),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("programme:review", draft_id)
    messages.success(request, _("The programme has been saved as a draft. Now look at its check."))
    return redirect("programme:check", version.pk)


@desk_page
@while_open
@require_http_methods(["GET", "POST"])
def discard(request: DeskRequest, draft_id: int) -> HttpResponse:
    draft = _draft(request, draft_id)
    if request.method == "GET":
        return confirmation(
            request,
            question=_("Discard the import of %(name)s?") % {"name": draft.source.name},
            consequence=_(
                "All answers given in the review go. The document can be read again at any time."
            ),
            button=_("Discard the import"),
            back=reverse("programme:review", args=[draft_id]),
        )
    try:
        operations.discard_draft(draft=draft, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The import has been discarded. Nothing was saved from it."))
    return redirect("programme:import")


def _closed(request: DeskRequest, draft_id: int) -> HttpResponse | None:
    """Where to go when somebody has finished with this import meanwhile, or the person has."""
    closed = ImportDraft.objects.filter(pk=draft_id, authority=request.authority).exclude(
        state=DraftState.OPEN
    )
    draft = closed.only("state", "version").first()
    if draft is None or not access.can_edit_programme(request.memberships):
        return None
    if draft.version_id:
        messages.info(request, _("The programme has been saved from this document already."))
        return redirect("programme:version", draft.version_id)
    messages.info(request, _("This import has been discarded. Read the document again."))
    return redirect("programme:import")


def _draft(request: DeskRequest, draft_id: int) -> ImportDraft:
    if not access.can_edit_programme(request.memberships):
        raise Http404
    drafts = ImportDraft.objects.select_related("source", "authority")
    return get_object_or_404(
        drafts, pk=draft_id, authority=request.authority, state=DraftState.OPEN
    )


def _after(state: queries.Review, doubt: Any, keys: list[str]) -> str:
    """The next question: the same one again where it was answered in one place of several."""
    return state.next_after(doubt.key) if keys == [doubt.key] else str(doubt.key)


def _say_taken_back(request: DeskRequest, key: str) -> None:
    kind, *rest = key.split(":")
    if kind not in {"programme", "act", "area", "action", "initiative"} or not rest:
        return
    is_field = kind in {"programme", "act"} or len(rest) > 1
    messages.success(
        request, _("The reading stands again.") if is_field else _("It is taken in again.")
    )


def _only_here(request: DeskRequest, doubt: Any) -> bool:
    return request.POST.get("act") == "here" and len(doubt.places) > 1


def _decided(
    request: DeskRequest,
    state: queries.Review,
    keys: list[str],
    choice: Choice,
    value: Any,
    *,
    back_to: str,
    said: str = "",
) -> HttpResponse:
    try:
        operations.decide(
            draft=state.draft,
            keys=keys,
            choice=choice,
            value=value,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        if said:
            messages.success(request, said)
    return redirect(_review_address(state.draft.pk, back_to))


def _review_address(draft_id: int, key: str) -> str:
    """The page of the review on which a key is looked at."""
    tabs = {
        "programme": "act",
        "act": "act",
        "area": "areas",
        "action": "actions",
        "initiative": "initiatives",
    }
    kind = key.partition(":")[0]
    shown = {"show": tabs[kind]} if kind in tabs and key != "act" else {}
    query = urlencode({**shown, "at": key} if key else shown)
    return reverse("programme:review", args=[draft_id]) + (f"?{query}" if query else "")


def _review_context(state: queries.Review, shown: str) -> dict[str, Any]:
    counts = state.counts
    return {
        "menu": "programme",
        "review": state,
        "draft": state.draft,
        "shown": shown,
        "tabs": [(tab, TAB_NAMES[tab], counts[tab]) for tab in queries.TABS],
        "parts": [
            Part("done", state.certain, _("certain")),
            Part("late", counts["doubts"], _("doubtful")),
            Part("open", counts["unplaced"], _("lines without a place")),
        ],
    }


def _doubt_context(state: queries.Review, key: str, form: BodyAnswerForm) -> dict[str, Any]:
    doubts = state.open_doubts
    doubt = next((one for one in doubts if one.key == key), doubts[0] if doubts else None)
    if doubt is None:
        return {"doubt": None, "settled": state.settled, "source_lines": []}
    place = doubt.places[0] if doubt.places else ""
    return {
        "doubt": doubt,
        "doubt_title": DOUBT_WORDS[doubt.kind],
        "doubt_number": doubts.index(doubt) + 1,
        "doubt_total": len(doubts),
        "next_key": state.next_after(doubt.key),
        "key_before": state.before(doubt.key),
        "answer_form": form,
        "item": queries.place_item(state, place),
        "is_initiative": place.startswith("("),
        "bodies": state.document.bodies,
        "settled": state.settled,
        "source_lines": queries.source_beside(state, state_lines(state, doubt), doubt.subject),
    }


def state_lines(state: queries.Review, doubt: Any) -> tuple[int, ...]:
    """The lines of the first place of a doubt, so that the source shows one place, not all."""
    item = queries.place_item(state, doubt.places[0]) if doubt.places else None
    return tuple(item.lines) if item else doubt.lines


def _items_context(state: queries.Review, shown: Any, key: str) -> dict[str, Any]:
    if shown == "unplaced":
        return _unplaced_context(state, key)
    items = queries.items_of(state, shown)
    first = items[0] if items else None
    chosen = next((item for item in items if item.holds(key)), first)
    return {
        "items": items,
        "item": chosen,
        "source_lines": queries.source_beside(state, chosen.lines if chosen else ()),
    }


def _unplaced_context(state: queries.Review, key: str) -> dict[str, Any]:
    numbers = [line.line for line in state.unplaced]
    chosen = next((number for number in numbers if str(number) == key), None)
    chosen = chosen or (numbers[0] if numbers else None)
    lines = (chosen,) if chosen is not None else ()
    return {
        "chosen_line": chosen,
        "source_lines": queries.source_beside(state, lines) if lines else [],
    }


def _one_per_line(value: Any) -> str:
    return value if isinstance(value, str) else "\n".join(value)
