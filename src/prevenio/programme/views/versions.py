from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import AdoptionForm, NextPeriodForm, ReasonForm
from prevenio.programme.models import Action, ProgrammeVersion, VersionState
from prevenio.programme.operations import acts
from prevenio.programme.operations import versions as operations
from prevenio.programme.queries import changes as change_queries
from prevenio.programme.queries import findings as finding_queries
from prevenio.programme.queries import review as review_queries
from prevenio.programme.queries import versions as queries
from prevenio.programme.views.doors import confirmation, for_adopters, for_editors, turned_away
from prevenio.web.refusals import sentence
from prevenio.web.trying import from_a_button


@desk_page
@require_safe
def overview(request: DeskRequest) -> HttpResponse:
    may_edit = access.can_edit_programme(request.memberships)
    context = {
        "menu": "programme",
        "rows": queries.programmes_of(request.authority),
        "drafts": review_queries.drafts_of(request.authority) if may_edit else [],
        "may_edit": may_edit,
    }
    return render(request, "programme/overview.html", context)


@desk_page
@require_safe
def version(request: DeskRequest, version_id: int) -> HttpResponse:
    page = queries.version_page(version_of(request, version_id))
    return render(
        request, "programme/version.html", {"page": page, **_rights(request, page.version)}
    )


@desk_page
@require_safe
def changes(request: DeskRequest, version_id: int) -> HttpResponse:
    older, newer = queries.versions_to_compare(
        request.authority, newer=version_id, older=request.GET.get("from", "")
    )
    if newer is None:
        raise Http404
    context = {
        "newer": newer,
        "older": older,
        "changes": change_queries.changes_between(older, newer) if older else [],
        "versions": queries.versions_of(newer.programme_id),
        **_rights(request, newer),
    }
    return render(request, "programme/changes.html", context)


@desk_page
@for_editors
@require_http_methods(["GET", "POST"])
def amend(request: DeskRequest, version_id: int) -> HttpResponse:
    current = version_of(request, version_id)
    if away := turned_away(request, current, VersionState.ADOPTED):
        return away
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = operations.begin_amendment(
                version=current,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The amendment has begun. Change what has to change."))
            return redirect("programme:version", draft.pk)
    context = {"version": current, "form": form, **_rights(request, current)}
    return render(request, "programme/amend.html", context, status=422 if form.errors else 200)


@desk_page
@from_a_button("programme:version", "version_id")
def hand_over(request: DeskRequest, version_id: int) -> HttpResponse:
    return _moved(
        request,
        version_id,
        lambda one: operations.hand_over_version(version=one, by=request.user, at=timezone.now()),
        _("The version waits for approval. Nobody can change it meanwhile."),
    )


@desk_page
@require_http_methods(["GET", "POST"])
def discard(request: DeskRequest, version_id: int) -> HttpResponse:
    if request.method == "GET":
        current = version_of(request, version_id)
        return confirmation(
            request,
            question=_("Discard version %(number)s?") % {"number": current.number},
            consequence=_(
                "All changes made in this draft go. The versions adopted before stay as they are."
            ),
            button=_("Discard the draft"),
            back=reverse("programme:version", args=[version_id]),
            version=current,
        )
    return _moved(
        request,
        version_id,
        lambda one: operations.discard_version(version=one, by=request.user, at=timezone.now()),
        _("The draft has been discarded."),
        to="programme:overview",
    )


@desk_page
@from_a_button("programme:version", "version_id")
def pin(request: DeskRequest, version_id: int) -> HttpResponse:
    return _moved(
        request,
        version_id,
        lambda one: operations.pin_public_version(version=one, by=request.user, at=timezone.now()),
        _("Residents see this version now."),
    )


@desk_page
@for_editors
@require_http_methods(["GET", "POST"])
def send_back(request: DeskRequest, version_id: int) -> HttpResponse:
    current = version_of(request, version_id)
    if away := turned_away(request, current, VersionState.HANDED_OVER):
        return away
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.send_back_version(
                version=current,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The version is a draft again."))
            return redirect("programme:version", current.pk)
    context = {"version": current, "form": form, **_rights(request, current)}
    return render(request, "programme/send_back.html", context, status=422 if form.errors else 200)


@desk_page
@for_adopters
@require_http_methods(["GET", "POST"])
def adopt(request: DeskRequest, version_id: int) -> HttpResponse:
    current = version_of(request, version_id)
    if away := turned_away(request, current, VersionState.DRAFT, VersionState.HANDED_OVER):
        return away
    form = AdoptionForm(request.POST or None, initial=_known_act(current))
    blocking = finding_queries.blocking_findings(current, request.LANGUAGE_CODE)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _record_adoption(request, current, form, len(blocking))
        except operations.FindingsOpen as refusal:
            form.add_error("despite", sentence(refusal))
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The version is adopted. Residents see it now."))
            return redirect("programme:version", current.pk)
    context = {
        "version": current,
        "form": form,
        "blocking": blocking,
        **_rights(request, current),
    }
    return render(request, "programme/adopt.html", context, status=422 if form.errors else 200)


@desk_page
@for_editors
@require_http_methods(["GET", "POST"])
def next_period(request: DeskRequest, version_id: int) -> HttpResponse:
    current = version_of(request, version_id)
    if away := turned_away(request, current, VersionState.ADOPTED):
        return away
    areas = queries.keepable_areas(current)
    form = NextPeriodForm(
        request.POST or None, areas=areas, initial={"keep": [str(key) for key, _title in areas]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            draft = operations.begin_next_period(
                version=current,
                title=form.cleaned_data["title"],
                first_year=form.cleaned_data["first_year"],
                last_year=form.cleaned_data["last_year"],
                keep={UUID(key) for key in form.cleaned_data["keep"]},
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The next period has begun as a draft."))
            return redirect("programme:version", draft.pk)
    context = {"version": current, "form": form, **_rights(request, current)}
    return render(
        request, "programme/next_period.html", context, status=422 if form.errors else 200
    )


def version_of(request: DeskRequest, version_id: int) -> ProgrammeVersion:
    """A version of the authority at hand, else 404."""
    return get_object_or_404(queries.versions_visible_to(request.authority), pk=version_id)


def action_of(version: ProgrammeVersion, code: str) -> Action:
    """An action of a version by its number, else 404."""
    actions = version.actions.select_related("area", "version__based_on", "version__programme")
    return get_object_or_404(actions, code=code)


def _rights(request: DeskRequest, version: ProgrammeVersion) -> dict[str, Any]:
    may_edit = access.can_edit_programme(request.memberships)
    return {
        "menu": "programme",
        "version": version,
        "may_edit": may_edit,
        "can_change": may_edit and version.is_editable,
        "may_adopt": access.can_adopt_programme(request.memberships),
    }


def _moved(
    request: DeskRequest,
    version_id: int,
    operation: Callable[[ProgrammeVersion], object],
    said: str,
    to: str = "",
) -> HttpResponse:
    current = version_of(request, version_id)
    try:
        operation(current)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, said)
        if to:
            return redirect(to)
    return redirect("programme:version", version_id)


def _record_adoption(
    request: DeskRequest, version: ProgrammeVersion, form: AdoptionForm, blocking: int
) -> None:
    now = timezone.now()
    act = acts.record_act(
        authority=request.authority, values=form.act_values, by=request.user, at=now
    )
    operations.adopt_version(
        version=version,
        act=act,
        effective_from=form.cleaned_data["effective_from"],
        by=request.user,
        at=now,
        blocking_findings=blocking,
        despite=form.cleaned_data["despite"],
    )


def _known_act(version: ProgrammeVersion) -> dict[str, Any]:
    """What the document said of its act, or the deciding body of the act before."""
    act = version.act
    if act is None:
        before = version.based_on.act if version.based_on else None
        return {"body_name": before.body_name, "kind": before.kind} if before else {}
    return {
        "kind": act.kind,
        "number": act.number,
        "adopted_on": act.adopted_on,
        "body_name": act.body_name,
        "legal_basis": "\n".join(act.legal_basis),
        "publication": act.publication,
        "published_on": act.published_on,
        "days_to_force": act.days_to_force,
    }
