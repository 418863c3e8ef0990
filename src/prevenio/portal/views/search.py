from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from prevenio.portal.searching import found_elsewhere
from prevenio.portal.showing import PublicRequest, content_lang, show, show_page
from prevenio.programme.queries.pinned import public_programme
from prevenio.programme.queries.search import Found, search, words_of

HITS_ON_A_PAGE = 20


@require_safe
def results(request: PublicRequest, period: int | None = None) -> HttpResponse:
    """What every room of the public site has about some words; the programme's part is paged."""
    authority, now = request.authority, timezone.now()
    asked = request.GET.get("q", "").strip()
    shown = public_programme(
        authority=authority, today=timezone.localdate(now), programme_id=period
    )
    found = search(shown.version, text=asked) if shown else Found(words_of(asked), [])
    language = get_language() or authority.language
    parts = {
        "menu": "search",
        "asked": asked,
        "found": found,
        "hits": Paginator(found.hits, HITS_ON_A_PAGE).get_page(request.GET.get("page")),
        "elsewhere": found_elsewhere(authority, asked, language=language, at=now),
    }
    if shown is None:
        lang = content_lang(authority)
        return show_page(request, "search.html", content_lang=lang, **parts)
    return show(request, shown, "search.html", **parts)
