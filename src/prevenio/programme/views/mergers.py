"""What the check offers to mend by a button: joining two actions, a body named in two roles."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.models import Action
from prevenio.programme.operations import editing as operations
from prevenio.programme.queries import versions as queries
from prevenio.programme.views.versions import action_of, version_of
from prevenio.web.refusals import sentence
from prevenio.web.trying import from_a_button


@desk_page
@require_http_methods(["GET", "POST"])
def merge_actions(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    """Show what joining two actions makes of them; the button there joins them."""
    version = version_of(request, version_id)
    kept = action_of(version, code)
    number = (request.POST.get("dropped") or request.GET.get("dropped", "")).strip()
    dropped = queries.other_action(version, kept, number)
    if dropped is None:
        messages.error(request, _("There is no other action %(code)s here.") % {"code": number})
        return redirect("programme:action", version_id, code)
    if request.method == "POST":
        return _merged(request, kept, dropped)
    context = {
        "menu": "programme",
        "version": version,
        "page": queries.merger_page(kept, dropped),
        "can_change": access.can_edit_programme(request.memberships) and version.is_editable,
    }
    return render(request, "programme/merge.html", context)


def _merged(request: DeskRequest, kept: Action, dropped: Action) -> HttpResponse:
    try:
        with transaction.atomic():
            operations.merge_actions(kept=kept, dropped=dropped, by=request.user, at=timezone.now())
            _name_once(request, kept)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        words = _("Actions %(dropped)s and %(kept)s are one now: %(kept)s.")
        messages.success(request, words % {"dropped": dropped.code, "kept": kept.code})
    return redirect("programme:action", kept.version_id, kept.code)


@desk_page
@from_a_button("programme:check", "version_id")
def name_once(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    """Take the bodies that answer for an action off its partners."""
    version = version_of(request, version_id)
    action = action_of(version, code)
    try:
        _name_once(request, action)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(
            request,
            _("In action %(code)s no body is responsible and partner at once any more.")
            % {"code": code},
        )
    return redirect("programme:check", version_id)


def _name_once(request: DeskRequest, action: Action) -> None:
    lead, co_responsible, partners = queries.roles_named_once(action)
    operations.set_action_roles(
        action=action,
        lead=lead,
        co_responsible=co_responsible,
        partners=partners,
        by=request.user,
        at=timezone.now(),
    )
