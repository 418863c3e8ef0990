"""Who is let in to which pages of the activities, and how these find what they are about."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from prevenio.activities import access
from prevenio.activities.models import Activity, Finding
from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest
from prevenio.people.models import Body

View = Callable[..., HttpResponse]


def for_recorders(view: View) -> View:
    """Refuse at the door who could only fill a form in for nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, **kwargs: Any) -> HttpResponse:
        if not access.may_record(request.memberships):
            raise NotAllowed
        return view(request, **kwargs)

    return guarded


def today() -> date:
    """The authority's day: its time zone is set for the whole request."""
    return timezone.localdate()


def activity_of(request: DeskRequest, activity_id: int) -> Activity:
    """An activity that the person may see. Raises Http404."""
    seen = access.activities_visible_to(request.memberships, request.authority)
    related = seen.select_related(
        "authority",
        "kind",
        "body",
        "municipality",
        "action__version__programme",
        "initiative__version__programme",
        "recorded_by",
    )
    return get_object_or_404(related, pk=activity_id)


def own_activity(request: DeskRequest, activity_id: int) -> Activity:
    """An activity that the person may change. Raises Http404 or NotAllowed."""
    activity = activity_of(request, activity_id)
    if not access.may_change(request.memberships, activity):
        raise NotAllowed
    return activity


def finding_of(request: DeskRequest, finding_id: int) -> Finding:
    """A finding that the person may see. Raises Http404."""
    seen = access.findings_visible_to(request.memberships, request.authority)
    related = seen.select_related(
        "activity__authority", "activity__kind", "activity__body", "answers_body"
    )
    return get_object_or_404(related, pk=finding_id)


def bodies_to_record_for(request: DeskRequest) -> Sequence[Body]:
    """The bodies that the person records for: the own ones; for the bureau every one."""
    bodies = Body.objects.filter(authority=request.authority)
    if not people.is_bureau(request.memberships):
        bodies = bodies.filter(pk__in=people.body_ids_of(request.memberships))
    return list(bodies.order_by("short_name", "pk"))
