from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from prevenio.portal.sharing_card import drawn, tag_of
from prevenio.portal.showing import PublicRequest

_WEEK = 7 * 24 * 3600
_DAY = 24 * 3600


@require_safe
def card(request: PublicRequest) -> HttpResponse:
    tag = tag_of(request.authority)
    response = get_conditional_response(request, etag=quote_etag(tag)) or HttpResponse(
        cache.get_or_set(f"sharing.{tag}", lambda: drawn(request.authority), _WEEK),
        content_type="image/png",
    )
    response.headers.setdefault("ETag", quote_etag(tag))
    patch_cache_control(response, public=True, max_age=_DAY)
    return response
