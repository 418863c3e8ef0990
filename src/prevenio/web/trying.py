"""What a view does with an operation: try it, say how it went; and addresses only buttons use."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.web.refusals import sentence

View = Callable[..., HttpResponse]


def tried(request: HttpRequest, operation: Callable[[], object], success: str) -> bool:
    """Do it, and say how it went. Raises NotAllowed."""
    try:
        operation()
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return False
    messages.success(request, success)
    return True


def done_by(
    request: HttpRequest, form: forms.Form, operation: Callable[[], object], success: str
) -> bool:
    """Whether a form was sent, holds, and was done; what was refused stands in the form.

    Raises NotAllowed.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        operation()
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    messages.success(request, success)
    return True


def from_a_button(page: str, *keys: str) -> Callable[[View], View]:
    """Take POST; whoever opens the address is led to the page that holds the button.

    That happens where a session ran out before a button was pressed: signing in leads back here.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, **kwargs)
            messages.info(request, _("Nothing has been changed yet. Press the button once more."))
            return HttpResponseRedirect(reverse(page, kwargs={key: kwargs[key] for key in keys}))

        return guarded

    return guard
