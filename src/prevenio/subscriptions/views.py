from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.subscriptions import access
from prevenio.subscriptions.queries.counting import SMALLEST_SHOWN, overview_of


@require_safe
@desk_page
def overview(request: DeskRequest) -> HttpResponse:
    if not access.can_see_counts(request.memberships):
        raise Http404
    context = {
        "menu": "desk",
        "overview": overview_of(request.authority),
        "smallest": SMALLEST_SHOWN,
    }
    return render(request, "subscriptions/overview.html", context)
