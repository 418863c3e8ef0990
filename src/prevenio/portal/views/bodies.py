from django.http import Http404, HttpResponse

from prevenio.portal.doing import doing_by_body
from prevenio.portal.feeding import feed_query
from prevenio.portal.showing import PublicRequest, programme_detail, programme_page, show
from prevenio.programme.queries import bodies as queries
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.subscriptions.queries.feeds import Narrowed


@programme_page
def overview(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    groups = queries.bodies_by_kind(shown.version)
    return show(request, shown, "bodies.html", menu="bodies", groups=groups)


@programme_detail
def body(request: PublicRequest, shown: PublicProgramme, body_id: int) -> HttpResponse:
    page = queries.body_page(shown.version, body_id=body_id)
    if page is None:
        raise Http404
    doing = doing_by_body(request.authority, body_id)
    feed = feed_query(Narrowed(body=body_id))
    return show(request, shown, "body.html", menu="bodies", page=page, doing=doing, feed=feed)


@programme_page
def matrix(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    asked = request.GET.get("body", "")
    body_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    page = queries.matrix_of(shown.version, body_id=body_id)
    return show(request, shown, "matrix.html", menu="bodies", page=page)
