"""The doors of the desk: who is let in, who is asked to sign in, who finds nothing."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from prevenio.kernel.errors import NotAllowed
from prevenio.people import access
from prevenio.people.models import Authority, Membership, User


class SignedInRequest(HttpRequest):
    """A request of a person who has signed in."""

    authority: Authority | None
    user: User


class DeskRequest(HttpRequest):
    """A request of a signed-in person who is something in the authority today."""

    authority: Authority
    memberships: list[Membership]
    user: User


def desk_page[**P](
    view: Callable[Concatenate[DeskRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let in the authority's own people; strangers find nothing, others may sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "authority", None) is None:
            raise Http404
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not access.can_read_desk(request.memberships):  # type: ignore[attr-defined]
            raise Http404
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded


def for_bureau[**P](
    view: Callable[Concatenate[DeskRequest, P], HttpResponse],
) -> Callable[Concatenate[DeskRequest, P], HttpResponse]:
    """Refuse at the door who could only fill a form in for nothing: all but the bureau."""

    @wraps(view)
    def guarded(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not access.is_bureau(request.memberships):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded


def today(request: DeskRequest) -> date:
    """The day by the authority's own clock."""
    return access.today_in(request.authority, timezone.now())


def signed_in_page[**P](
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let in whoever has signed in, inside an authority or outside."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded
