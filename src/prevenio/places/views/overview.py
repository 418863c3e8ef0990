from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.access import can_keep_places
from prevenio.places.queries.pages import counts_of
from prevenio.places.views.asking import today_of


@require_safe
@desk_page
def overview(request: DeskRequest) -> HttpResponse:
    """How much is known of the places, what is missing, and the next step."""
    counts = counts_of(authority=request.authority, day=today_of(request))
    may_keep = can_keep_places(request.user, request.authority, timezone.now())
    context = {"menu": "places", "counts": counts, "may_keep": may_keep}
    return render(request, "places/overview.html", context)
