from django.core.paginator import Paginator
from django.http import HttpResponse

from prevenio.portal.showing import PublicRequest, programme_page, show
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.programme.queries.search import search

HITS_ON_A_PAGE = 20


@programme_page
def results(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "").strip()
    found = search(shown.version, text=asked)
    hits = Paginator(found.hits, HITS_ON_A_PAGE).get_page(request.GET.get("page"))
    return show(request, shown, "search.html", menu="search", asked=asked, found=found, hits=hits)
