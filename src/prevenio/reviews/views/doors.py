"""Who is let in to the reviews, what a page is about, and how an operation went."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.models import Action, AreaOfAction
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import access
from prevenio.reviews.queries.board import periods_with_review

type View = Callable[..., HttpResponse]


def review_page(view: View) -> View:
    """A page for the bureau and for readers; the bodies that are assessed find nothing."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_page
    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not access.can_read_reviews(request.memberships):
            raise Http404
        return view(request, **kwargs)

    return guarded


def for_managers(view: View) -> View:
    """The steps of a review are for those who answer for it."""

    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not may_hand_over(request):
            raise NotAllowed
        return view(request, **kwargs)

    return guarded


def may_assess(request: DeskRequest) -> bool:
    return people.is_bureau(request.memberships)


def may_hand_over(request: DeskRequest) -> bool:
    return people.can_adopt_programme(request.memberships)


def period_of(request: DeskRequest, period_id: int) -> ReportingPeriod:
    """A period of the authority with its review. Raises Http404."""
    mine = periods_with_review().filter(authority=request.authority)
    return get_object_or_404(mine, pk=period_id)


def area_of(period: ReportingPeriod, area_id: int) -> AreaOfAction:
    """An area of the wording that a period is about. Raises Http404."""
    return get_object_or_404(AreaOfAction, version=period.version_id, pk=area_id)


def action_of(period: ReportingPeriod, action_id: int) -> Action:
    """An action of the wording that a period is about. Raises Http404."""
    actions = Action.objects.filter(version=period.version_id).select_related("area")
    return get_object_or_404(actions, pk=action_id)
