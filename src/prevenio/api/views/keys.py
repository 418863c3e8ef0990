"""The bureau's page of keys: who sends reports from a system of their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.api import operations
from prevenio.api.forms import KeyForm
from prevenio.api.queries import keys_of
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.web.refusals import sentence
from prevenio.web.trying import from_a_button, tried

type View = Callable[..., HttpResponse]

_PER_PAGE = 50
_LARGEST_KEY = 2**63


def keys_page(view: View) -> View:
    """For the bureau alone; kept in no cache, since a new key is shown on it."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_page
    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not people.is_bureau(request.memberships):
            raise NotAllowed
        response = view(request, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


@keys_page
def keys(request: DeskRequest) -> HttpResponse:
    """The keys, and a form for a new one; what it is shows once, in answer to the form."""
    form = KeyForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = _issued(request, form)
    context = {
        "menu": "reports",
        "form": KeyForm() if secret else form,
        "secret": secret,
        "name": form.cleaned_data.get("name", "") if secret else "",
        "page": Paginator(keys_of(request.authority), _PER_PAGE).get_page(request.GET.get("page")),
        "today": people.today_in(request.authority, timezone.now()),
    }
    return render(request, "api/keys.html", context)


@keys_page
@from_a_button("systems:keys")
def revocation(request: DeskRequest, key_id: int) -> HttpResponse:
    key = get_object_or_404(keys_of(request.authority), pk=min(key_id, _LARGEST_KEY - 1))
    tried(
        request,
        lambda: operations.revoke_key(key=key, by=request.user, at=timezone.now()),
        _("The key has been revoked. Nothing comes in with it any more."),
    )
    return redirect("systems:keys")


def _issued(request: DeskRequest, form: KeyForm) -> str:
    """What to send as `api_key`; nothing where it was refused, which then stands in the form."""
    try:
        _key, secret = operations.issue_key(
            authority=request.authority,
            name=form.cleaned_data["name"],
            daily_limit=form.cleaned_data["daily_limit"],
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("name", sentence(refusal))
        return ""
    return secret
