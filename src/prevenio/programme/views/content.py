from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import (
    ActionForm,
    AreaForm,
    ChapterForm,
    FundingForm,
    FundingForms,
    InitiativeForm,
    RemarkForm,
    StatementForm,
)
from prevenio.programme.models import (
    Action,
    AreaOfAction,
    Initiative,
    ProgrammeVersion,
    StatementKind,
    VersionState,
)
from prevenio.programme.operations import editing as operations
from prevenio.programme.queries import versions as queries
from prevenio.programme.views.doors import confirmation, for_editors, turned_away
from prevenio.programme.views.meanwhile import is_overtaken, seen_mark
from prevenio.programme.views.versions import action_of, version_of
from prevenio.web.refusals import sentence


@desk_page
@require_http_methods(["GET", "POST"])
def area(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    areas = queries.areas_visible_to(request.authority).filter(version=version_id)
    thing = get_object_or_404(areas, code=code)
    version = thing.version
    names = list(AreaForm.base_fields)
    form = AreaForm(
        request.POST or None, authority=request.authority, initial=_initial(thing, names)
    )
    if request.method == "POST" and _changed(request, form, thing):
        return redirect("programme:area", version.pk, code)
    context = {"area": thing, "actions": queries.actions_of(thing), "form": form}
    return _page(request, "programme/area.html", version, context)


@desk_page
@require_http_methods(["GET", "POST"])
def action(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    version = version_of(request, version_id)
    thing = action_of(version, code)
    page = queries.action_page(thing)
    names = [name for name in ActionForm.base_fields if hasattr(Action, name)]
    bodies = {
        "lead": page.lead_id,
        "co_responsible": ", ".join(page.co_responsible),
        "partners": ", ".join(page.partners),
    }
    links = {"goals": list(thing.goals.all()), "forms_of_work": list(thing.forms.all())}
    form = ActionForm(
        request.POST or None, version=version, initial=_initial(thing, names) | bodies | links
    )
    if request.method == "POST" and _action_changed(request, form, thing):
        return redirect("programme:action", version.pk, code)
    context = {
        "page": page,
        "form": form,
        "lineage": queries.lineage_of(thing),
        "triggers": queries.triggers_of(thing),
        "versions": queries.versions_of(version.programme_id),
    }
    return _page(request, "programme/action.html", version, context)


@desk_page
@for_editors
@require_http_methods(["GET", "POST"])
def new_action(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    version = version_of(request, version_id)
    if away := turned_away(request, version, VersionState.DRAFT):
        return away
    thing = get_object_or_404(version.areas, code=code)
    form = ActionForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid() and not _is_there_already(form, thing):
        try:
            added = _added(request, form, thing)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Action %(code)s has been added.") % {"code": added.code})
            return redirect("programme:area", version.pk, code)
    return _page(request, "programme/new_action.html", version, {"area": thing, "form": form})


@desk_page
@require_http_methods(["GET", "POST"])
def remove_action(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    version = version_of(request, version_id)
    thing = action_of(version, code)
    area_code = thing.area.code
    if request.method == "GET":
        return confirmation(
            request,
            question=_("Remove action %(code)s?") % {"code": code},
            consequence=thing.text,
            button=_("Remove the action"),
            back=reverse("programme:action", args=[version_id, code]),
            version=version,
        )
    try:
        operations.remove_action(action=thing, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Action %(code)s has been removed.") % {"code": code})
    return redirect("programme:area", version.pk, area_code)


@desk_page
@require_http_methods(["GET", "POST"])
def initiative(request: DeskRequest, version_id: int, initiative_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    thing = get_object_or_404(version.initiatives, pk=initiative_id)
    names = [name for name in InitiativeForm.base_fields if hasattr(Initiative, name)]
    roles = thing.roles.order_by("position", "pk").select_related("body")
    implementers = ", ".join(role.body.short_name for role in roles)
    audience = "\n".join(row.text for row in thing.audiences.order_by("position", "pk"))
    form = InitiativeForm(
        request.POST or None,
        authority=request.authority,
        initial=_initial(thing, names) | {"implementers": implementers, "audience": audience},
    )
    money = FundingForms(request.POST or None, prefix="money", initial=_fundings(thing))
    if request.method == "POST" and _initiative_changed(request, form, money, thing):
        return redirect("programme:initiative", version.pk, thing.pk)
    context = {"thing": thing, "form": form, "money": money}
    return _page(request, "programme/initiative.html", version, context)


@desk_page
@require_http_methods(["GET", "POST"])
def chapter(request: DeskRequest, version_id: int, chapter_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    thing = get_object_or_404(version.chapters, pk=chapter_id)
    form = ChapterForm(request.POST or None, initial=_initial(thing, ["title", "text"]))
    if request.method == "POST" and _changed(request, form, thing):
        return redirect("programme:version", version.pk)
    context = {
        "thing": thing,
        "form": form,
        "remarks": queries.remarks_on(thing),
        "remark_form": RemarkForm(),
    }
    return _page(request, "programme/chapter.html", version, context)


@desk_page
@require_http_methods(["GET", "POST"])
def statement(request: DeskRequest, version_id: int, statement_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    thing = get_object_or_404(version.statements, pk=statement_id)
    form = StatementForm(
        request.POST or None,
        version=version,
        kind=StatementKind(thing.kind),
        initial={"text": thing.text, "body": thing.body_id, "serves": thing.serves_id},
    )
    if request.method == "POST" and _changed(request, form, thing):
        return redirect("programme:version", version.pk)
    return _page(request, "programme/statement.html", version, {"thing": thing, "form": form})


def _page(
    request: DeskRequest, template: str, version: ProgrammeVersion, context: dict[str, Any]
) -> HttpResponse:
    may_edit = access.can_edit_programme(request.memberships)
    rights = {
        "menu": "programme",
        "seen": seen_mark(context["form"], context.get("money")),
        "version": version,
        "may_edit": may_edit,
        "can_change": may_edit and version.is_editable,
    }
    wrong = context["form"].errors or any(getattr(context.get("money"), "errors", []))
    return render(request, template, {**rights, **context}, status=422 if wrong else 200)


def _initial(thing: Any, names: list[str]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _changed(request: DeskRequest, form: forms.Form, thing: Any) -> bool:
    if not form.is_valid() or is_overtaken(request, form):
        return False
    try:
        changed = operations.change(
            thing=thing, values=form.cleaned_data, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    _say(request, changed)
    return True


def _action_changed(request: DeskRequest, form: ActionForm, thing: Action) -> bool:
    if not form.is_valid() or is_overtaken(request, form):
        return False
    try:
        with transaction.atomic():
            changed = _apply_action(request, form, thing)
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    _say(request, changed)
    return True


def _apply_action(request: DeskRequest, form: ActionForm, thing: Action) -> bool:
    now, typed = timezone.now(), form.cleaned_data
    changed = operations.change(thing=thing, values=form.values, by=request.user, at=now)
    changed |= operations.set_action_roles(
        action=thing,
        lead=typed["lead"],
        co_responsible=typed["co_responsible"],
        partners=typed["partners"],
        by=request.user,
        at=now,
    )
    changed |= operations.set_action_links(
        action=thing,
        goals=list(typed["goals"]),
        forms=list(typed["forms_of_work"]),
        by=request.user,
        at=now,
    )
    return changed


def _added(request: DeskRequest, form: ActionForm, area: Any) -> Action:
    with transaction.atomic():
        added = operations.add_action(
            area=area,
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            lead=form.cleaned_data["lead"],
            by=request.user,
            at=timezone.now(),
        )
        _apply_action(request, form, added)
    return added


def _is_there_already(form: ActionForm, area: AreaOfAction) -> bool:
    """Whether the area has an action in these very words, as after a second press of the button."""
    twin = area.actions.filter(text=form.cleaned_data["text"]).first()
    if twin is None:
        return False
    words = _("Action %(code)s of this area says the same already.")
    form.add_error("text", words % {"code": twin.code})
    return True


def _fundings(thing: Initiative) -> list[dict[str, Any]]:
    return list(thing.fundings.order_by("position", "pk").values(*FundingForm.base_fields))


def _initiative_changed(
    request: DeskRequest, form: InitiativeForm, money: Any, thing: Initiative
) -> bool:
    if not (form.is_valid() and money.is_valid()) or is_overtaken(request, form, money):
        return False
    try:
        with transaction.atomic():
            changed = _apply_initiative(request, form, money, thing)
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    _say(request, changed)
    return True


def _apply_initiative(
    request: DeskRequest, form: InitiativeForm, money: Any, thing: Initiative
) -> bool:
    now, typed = timezone.now(), form.cleaned_data
    changed = operations.change(thing=thing, values=typed, by=request.user, at=now)
    changed |= operations.set_initiative_implementers(
        initiative=thing, implementers=typed["implementers"], by=request.user, at=now
    )
    changed |= operations.set_initiative_details(
        initiative=thing,
        audience=[line.strip() for line in typed["audience"].splitlines() if line.strip()],
        fundings=[row for row in money.cleaned_data if row.get("source")],
        by=request.user,
        at=now,
    )
    return changed


def _say(request: DeskRequest, changed: bool) -> None:
    if changed:
        messages.success(request, _("The change has been kept in the draft."))
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
