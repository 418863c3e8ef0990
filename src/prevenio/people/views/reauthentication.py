from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def afresh(view: View) -> View:
    """Open the page again once it is clear who asks, instead of repeating what was sent to it.

    Allauth keeps a form that was sent too late and looks its address up anew; it does not know that
    an authority's addresses stand below a path.
    """

    @wraps(view)
    def without_the_kept_form(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = request.session.get(STATE_SESSION_KEY)
        if kept and "request" in kept:
            del request.session[STATE_SESSION_KEY]
        return view(request, *args, **kwargs)

    return without_the_kept_form
