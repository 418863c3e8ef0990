"""The catalogue of kinds on the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.activities import access
from prevenio.activities.forms.kind_sheet import KindSheet
from prevenio.activities.forms.kinds import EndingForm
from prevenio.activities.models import ActivityKind, word_in
from prevenio.activities.operations import kinds as operations
from prevenio.activities.queries import catalogue as queries
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.web.refusals import sentence
from prevenio.web.trying import done_by, tried

PER_PAGE = 150
LONGEST_SEARCH = 100

type View = Callable[..., HttpResponse]


def _catalogue_page(view: View) -> View:
    """A page for the bureau and for readers; others of the authority find nothing."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_page
    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not access.may_read_kinds(request.memberships):
            raise Http404
        return view(request, **kwargs)

    return guarded


@_catalogue_page
def kinds(request: DeskRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    names = queries.family_names(request.authority)
    family = request.GET.get("family", "")
    family = family if family in names else ""
    found = queries.kinds_found(request.authority, words=words, family=family)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "activities",
        "page": page,
        "families": queries.families_of(
            list(page),
            authority=request.authority,
            seen=access.activities_visible_to(request.memberships, request.authority),
            today=timezone.localdate(),
        ),
        "total": len(found),
        "names": names.items(),
        "family": family,
        "words": words,
        "may_manage": people.is_bureau(request.memberships),
    }
    return render(request, "activities/kinds.html", context)


@_catalogue_page
def kind(request: DeskRequest, kind_id: int) -> HttpResponse:
    kind = _kind_of(request, kind_id)
    seen = access.activities_visible_to(request.memberships, request.authority)
    uses = seen.filter(kind=kind).count()
    context = {
        "menu": "activities",
        "kind": kind,
        "hint": word_in(kind.hints),
        "measures": kind.measures.order_by("position", "pk"),
        "questions": queries.worded_questions(kind),
        "family": queries.family_names(request.authority).get(kind.family, kind.family),
        "season": queries.season_of(kind),
        "uses": uses,
        "is_current": kind.is_current(timezone.localdate()),
        "may_manage": people.is_bureau(request.memberships),
        "may_remove": not uses and not kind.pack_row,
    }
    return render(request, "activities/kind.html", context)


@_catalogue_page
@for_bureau
def new_kind(request: DeskRequest) -> HttpResponse:
    return _edited(request, None)


@_catalogue_page
@for_bureau
def change_kind(request: DeskRequest, kind_id: int) -> HttpResponse:
    return _edited(request, _kind_of(request, kind_id))


@_catalogue_page
@for_bureau
def end_kind(request: DeskRequest, kind_id: int) -> HttpResponse:
    kind = _kind_of(request, kind_id)
    form = EndingForm(request.POST or None, initial={"last_day": kind.last_day})

    def end() -> ActivityKind:
        return operations.end_kind(
            kind=kind,
            last_day=form.cleaned_data["last_day"],
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, end, _("The last day of the kind has been saved.")):
        return redirect("activities:kind", kind.pk)
    context = {"menu": "activities", "kind": kind, "form": form}
    status = 422 if form.errors else 200
    return render(request, "activities/kind_ending.html", context, status=status)


@_catalogue_page
@for_bureau
def remove_kind(request: DeskRequest, kind_id: int) -> HttpResponse:
    kind = _kind_of(request, kind_id)
    if request.method != "POST":
        context = {
            "menu": "activities",
            "kind": kind,
            "question": _("Remove %(name)s?") % {"name": kind},
            "consequence": _("It goes for good, with its numbers and questions."),
            "button": _("Remove the kind"),
            "back": reverse("activities:kind", args=[kind.pk]),
        }
        return render(request, "activities/kind_removal.html", context)

    def remove() -> None:
        operations.remove_kind(kind=kind, by=request.user, at=timezone.now())

    if tried(request, remove, _("The kind has been removed.")):
        return redirect("activities:kinds")
    return redirect("activities:kind", kind.pk)


def _edited(request: DeskRequest, kind: ActivityKind | None) -> HttpResponse:
    """The form of a kind; where a row was added or removed it is shown again, nothing saved."""
    posted = request.POST if request.method == "POST" else None
    sheet = KindSheet(request.authority, kind, posted)
    if posted is not None and not sheet.is_rearranged and sheet.is_valid():
        saved = _saved(request, sheet)
        if saved is not None:
            return redirect("activities:kind", saved.pk)
    context = {"menu": "activities", "kind": kind, "form": sheet}
    status = 422 if sheet.errors else 200
    return render(request, "activities/kind_form.html", context, status=status)


def _saved(request: DeskRequest, sheet: KindSheet) -> ActivityKind | None:
    """The kind as it now is; what was refused stands in the form."""
    choices, by, at = sheet.choices(), request.user, timezone.now()
    try:
        if sheet.kind is None:
            saved = operations.add_kind(authority=request.authority, choices=choices, by=by, at=at)
        else:
            saved = operations.change_kind(kind=sheet.kind, choices=choices, by=by, at=at)
    except NotAllowed:
        raise
    except Refused as refusal:
        sheet.add_error(None, sentence(refusal))
        return None
    messages.success(request, _("The kind has been saved."))
    return saved


def _kind_of(request: DeskRequest, kind_id: int) -> ActivityKind:
    """A kind of the authority. Raises Http404."""
    return get_object_or_404(ActivityKind, pk=kind_id, authority=request.authority)
