"""What the page of one return shows: the form, the form beside another person's text, the lock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.returns.answer_forms import ReturnForm
from prevenio.returns.answer_rows import (
    Row,
    faults_of_rows,
    row_of,
    rows_of,
    shown_number,
    suggested_in,
)
from prevenio.returns.content import (
    LONGEST_NARRATIVE,
    MOST_COUNTS,
    MOST_FILES,
    Content,
    choices_for,
    content_of,
)
from prevenio.returns.models import ActionReturn, Purpose
from prevenio.returns.prefilling import address_of
from prevenio.returns.queries import answering as queries
from prevenio.returns.queries.desk import origin_in_words
from prevenio.returns.queries.merging import beside
from prevenio.returns.queries.numbers import fresh_in, given_counts
from prevenio.returns.views import answering_words
from prevenio.returns.views.answering_doors import LinkRequest, people_kept

MOST_PARTS = 40
_FIRST = ("outcome", "reason", "narrative")


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """One row of numbers with what is wrong in it."""

    row: Row
    what_fault: Any
    number_fault: Any
    why_fault: Any = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownContent:
    """What a return says, in words."""

    outcome: Any
    reason: str
    narrative: str
    counts: Sequence["ShownCount"]
    parts: str = ""


@dataclass(frozen=True, slots=True)
class ShownCount:
    """One number with where it comes from, in words."""

    what: str
    number: str
    unit: str
    origin: str


def show_form(
    request: LinkRequest,
    action_return: ActionReturn,
    *,
    form: ReturnForm | None = None,
    rows: Sequence[Row] | None = None,
    faults: Mapping[str, Any] | None = None,
    theirs: Content | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form with what is stored, or with what was typed and could not be taken."""
    form = form or _stored_form(request, action_return)
    rows = _stored_rows(request, action_return) if rows is None else _with_empty(rows)
    faults = {**faults_of_rows(rows, is_sending=False), **(faults or {})}
    context = {
        **_about(request, action_return),
        "form": form,
        "rows": list(_shown_numbers(rows, faults, action_return)),
        "fresh": fresh_in(action_return),
        "beside": beside(action_return),
        "most_parts": MOST_PARTS,
        "can_add_row": len(rows) < MOST_COUNTS,
        "file_fault": faults.get("id_files", ""),
        "faults": _all_faults(form, faults),
        "refusal": refusal,
        "theirs": shown_content(theirs, action_return) if theirs else None,
    }
    return render(request, "returns/answer/return.html", context, status=status)


def show_locked(request: LinkRequest, action_return: ActionReturn, refusal: str) -> HttpResponse:
    """What stands in the draft, to be read, with the reason why nothing can be written now."""
    shown = shown_content(content_of(action_return), action_return)
    context = {**_about(request, action_return), "refusal": refusal, "shown": shown}
    status = 403 if request.method == "POST" else 200
    return render(request, "returns/answer/locked.html", context, status=status)


def shown_content(content: Content, action_return: ActionReturn, parts: str = "") -> ShownContent:
    """What a return says, with its state in the words of its action."""
    labels = {choice.outcome: choice.label for choice in choices_for(action_return.action)}
    counts = [
        ShownCount(one.what, shown_number(one.number), one.unit, origin_in_words(one))
        for one in content.counts
    ]
    outcome = next((label for one, label in labels.items() if one == content.outcome), "")
    return ShownContent(outcome, content.reason, content.narrative, counts, parts)


def _about(request: LinkRequest, action_return: ActionReturn) -> dict[str, object]:
    """Everything around the form."""
    period = action_return.period
    needs_certifier = period.window.needs_certifier
    certifier = queries.contact_of(action_return.body, Purpose.CERTIFY) if needs_certifier else None
    part = answering_words.part_of(queries.row_of(action_return))
    return {
        "link": request.link,
        "token": request.token,
        "action_return": action_return,
        "action": action_return.action,
        "has_others": queries.has_others(action_return),
        "part": part,
        "due": answering_words.due_of_return(action_return, timezone.localdate()),
        "saved": answering_words.saved_words(action_return.saved_at),
        "back": queries.sent_back(action_return),
        "choices": choices_for(action_return.action),
        "season": answering_words.season_of(action_return.action),
        "triggers": queries.triggers_of(action_return) if action_return.action.condition else [],
        "files": queries.files_of(action_return),
        "most_files": MOST_FILES,
        "longest": LONGEST_NARRATIVE,
        "needs_certifier": needs_certifier,
        "certifier": certifier,
    }


def _stored_form(request: LinkRequest, action_return: ActionReturn) -> ReturnForm:
    content = content_of(action_return)
    name, office = queries.sender_of(request.link)
    initial = {
        "outcome": content.outcome,
        "reason": content.reason,
        "narrative": content.narrative,
        "name": name,
        "office": office,
    }
    return ReturnForm(initial=initial | people_kept(request), action_return=action_return)


def _stored_rows(request: LinkRequest, action_return: ActionReturn) -> Sequence[Row]:
    """What is kept; before anything was, what is known and what the programme suggests."""
    if action_return.saved_at is None:
        given, suggested = given_counts(action_return), suggested_in(action_return)
    else:
        given, suggested = content_of(action_return).counts, []
    asked = request.GET.get("rows", "")
    extra = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 1
    return rows_of([row_of(one, action_return) for one in given], suggested, extra=extra)


def _with_empty(rows: Sequence[Row]) -> Sequence[Row]:
    return rows or [Row(0)]


def _shown_numbers(
    rows: Sequence[Row], faults: Mapping[str, Any], action_return: ActionReturn
) -> Iterator[ShownNumber]:
    for row in rows[:MOST_COUNTS]:
        what, number, why = (
            faults.get(f"{name}_{row.place}", "") for name in ("what", "number", "why")
        )
        url = address_of(row.origin, action_return) if row.origin else ""
        yield ShownNumber(row, what, number, why, url)


def _all_faults(form: ReturnForm, faults: Mapping[str, Any]) -> Sequence[tuple[str, str, str]]:
    """What has to be mended, each with the field it stands in and that field's label."""
    said = [("", "", str(error)) for error in form.non_field_errors()]
    first = [fault for name in _FIRST for fault in _of(form, name)]
    last = [fault for name in form.fields if name not in _FIRST for fault in _of(form, name)]
    files = _("Files and photos")
    between = [
        (target, files if target == "id_files" else _("Numbers"), str(words))
        for target, words in faults.items()
    ]
    return [*said, *first, *between, *last]


def _of(form: ReturnForm, name: str) -> Iterator[tuple[str, str, str]]:
    bound = form[name]
    target = "id_outcome_0" if name == "outcome" else bound.auto_id
    for error in bound.errors:
        yield target, str(bound.label), str(error)
