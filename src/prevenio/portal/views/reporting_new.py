"""What a phone shows instead of a page of a report that it does not reach."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.reports.queries.categories import categories_on


@require_safe
def lost(request: PublicRequest) -> HttpResponse:
    """What was chosen and typed is on the device alone: its script writes that in."""
    return show_page(
        request,
        "reports/lost.html",
        versions=categories_on(request.authority, timezone.localdate()),
        content_lang=content_lang(request.authority),
    )
