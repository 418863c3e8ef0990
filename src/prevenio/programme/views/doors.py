"""Addresses that only take what a button sends: what they say to somebody who just opens them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from prevenio.kernel.errors import NotAllowed
from prevenio.people import access
from prevenio.people.doors import DeskRequest
from prevenio.programme.models import ProgrammeVersion, VersionState

View = Callable[..., HttpResponse]


def for_editors(view: View) -> View:
    """Refuse at the door who could only fill a form in for nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.can_edit_programme(request.memberships):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded


def for_adopters(view: View) -> View:
    """Refuse at the door who may not adopt."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.can_adopt_programme(request.memberships):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded


def turned_away(
    request: DeskRequest, version: ProgrammeVersion, *states: VersionState
) -> HttpResponse | None:
    """Back to the version, with the reason, where its state does not allow what is asked for."""
    if version.state in states:
        return None
    words = _("Version %(number)s cannot take this now. Its state: %(state)s.")
    facts = {"number": version.number, "state": version.get_state_display()}
    messages.error(request, words % facts)
    return HttpResponseRedirect(reverse("programme:version", args=[version.pk]))


def confirmation(
    request: DeskRequest,
    *,
    question: str,
    consequence: str,
    button: str,
    back: str,
    version: ProgrammeVersion | None = None,
) -> HttpResponse:
    """The page that asks once before something is removed; its button comes back by POST."""
    if not access.can_edit_programme(request.memberships):
        raise NotAllowed
    away = turned_away(request, version, VersionState.DRAFT) if version else None
    if away is not None:
        return away
    context = {
        "menu": "programme",
        "question": question,
        "consequence": consequence,
        "button": button,
        "back": back,
        "version": version,
    }
    return render(request, "programme/confirm.html", context)
