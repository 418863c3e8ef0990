"""The leaflet of a precinct, for printing."""

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from prevenio.people.access import today_in
from prevenio.places.leaflets import digest_of, leaflet_content, leaflet_pdf
from prevenio.places.models import Precinct
from prevenio.portal.showing import PublicRequest

_A_DAY = 24 * 3600


@require_safe
def leaflet(request: PublicRequest, precinct_id: int) -> HttpResponse:
    """Set anew only when its words change: it is known again by the digest of its content."""
    rows = Precinct.objects.select_related("authority", "kind", "municipality")
    precinct = get_object_or_404(rows.filter(authority=request.authority), pk=precinct_id)
    today = today_in(request.authority, timezone.now())
    if precinct.ended_on(today):
        raise Http404
    content = leaflet_content(precinct, today, get_language() or "en")
    digest = digest_of(content)
    etag = f'"{digest}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return unchanged
    file = cache.get_or_set(f"leaflet:{digest}", lambda: leaflet_pdf(content, today), _A_DAY)
    response = HttpResponse(file, content_type="application/pdf")
    response["ETag"] = etag
    name = slugify(precinct.code) or str(precinct.pk)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
