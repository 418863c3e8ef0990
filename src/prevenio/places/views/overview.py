from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.queries.pages import counts_of
from prevenio.places.views.asking import is_keeper, today_of


@require_safe
@desk_page
def overview(request: DeskRequest) -> HttpResponse:
    """How much is known of the places, what is missing, and the next step."""
    counts = counts_of(authority=request.authority, day=today_of(request))
    context = {"menu": "places", "counts": counts, "may_keep": is_keeper(request)}
    return render(request, "places/overview.html", context)
