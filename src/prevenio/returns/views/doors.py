"""Who is let in to which pages of the returns, and how these find their period and return."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest
from prevenio.people.models import BUREAU_ROLES, Body, roles_of
from prevenio.returns.models import ActionReturn, ReportingPeriod
from prevenio.returns.queries.board import periods_visible_to, returns_visible_to
from prevenio.returns.queries.bodies import bodies_asked
from prevenio.web.refusals import sentence

View = Callable[..., HttpResponse]


def may_run(request: DeskRequest) -> bool:
    """Whether the person at the screen decides on returns; the operations ask again."""
    return bool(roles_of(request.memberships) & BUREAU_ROLES)


def for_bureau(view: View) -> View:
    """Refuse at the door who could only fill a form in for nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_run(request):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded


def from_a_button(page: str, *keys: str) -> Callable[[View], View]:
    """Take POST; whoever opens the address, say after signing in, is led to the button's page."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: DeskRequest, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, **kwargs)
            messages.info(request, _("Nothing has been changed yet. Press the button once more."))
            return HttpResponseRedirect(reverse(page, kwargs={key: kwargs[key] for key in keys}))

        return guarded

    return guard


def today() -> date:
    """The authority's day: its time zone is set for the whole request."""
    return timezone.localdate()


def own_returns(request: DeskRequest) -> QuerySet[ActionReturn]:
    return returns_visible_to(request.memberships, request.authority)


def period_of(request: DeskRequest, period_id: int) -> ReportingPeriod:
    """A period that the person may see. Raises Http404."""
    periods = periods_visible_to(request.memberships, request.authority)
    return get_object_or_404(periods.select_related("window", "authority", "version"), pk=period_id)


def return_of(request: DeskRequest, return_id: int) -> ActionReturn:
    """A return that the person may see. Raises Http404."""
    returns = own_returns(request).select_related(
        "period__window", "period__authority", "action__area", "body"
    )
    return get_object_or_404(returns, pk=return_id)


def body_of(period: ReportingPeriod, body_id: int) -> Body:
    """A body that a period asks something. Raises Http404."""
    return get_object_or_404(bodies_asked(period), pk=body_id)


def tried(request: DeskRequest, operation: Callable[[], object], success: str) -> bool:
    """Do it, and say how it went."""
    try:
        operation()
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return False
    messages.success(request, success)
    return True


def asked_once(
    request: DeskRequest,
    period: ReportingPeriod,
    *,
    question: str,
    consequence: str,
    button: str,
    back: str,
    picked: list[str] | None = None,
) -> HttpResponse:
    """The page that asks once; its button comes back by POST."""
    context = {
        "menu": "returns",
        "period": period,
        "question": question,
        "consequence": consequence,
        "button": button,
        "back": back,
        "picked": picked or [],
    }
    return render(request, "returns/desk/confirm.html", context)
