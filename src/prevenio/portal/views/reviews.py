from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from prevenio.portal.reviewing import lines_of
from prevenio.portal.showing import PublicRequest, content_lang, download, show_page
from prevenio.reviews import documents
from prevenio.reviews.queries import public


@require_safe
def published(request: PublicRequest) -> HttpResponse:
    return show_page(
        request,
        "reviews.html",
        menu="programme",
        reviews=public.published_reviews(request.authority),
        content_lang=content_lang(request.authority),
    )


@require_safe
def review(request: PublicRequest, period_id: int) -> HttpResponse:
    found = _published(request, period_id)
    return show_page(
        request,
        "review.html",
        menu="programme",
        one=found,
        areas=[(area, lines_of(area.actions)) for area in found.content.areas],
        content_lang=content_lang(request.authority),
    )


@require_safe
def document(request: PublicRequest, period_id: int) -> HttpResponse:
    found = _published(request, period_id)
    whole = public.whole_of(found)
    return download(
        request,
        lambda: documents.stored_pdf(whole),
        kind="application/pdf",
        name=f"{request.authority.slug}-{slugify(found.period.name)}.pdf",
        etag=documents.key_of(whole),
        changed_at=found.review.published_at,
        is_attachment=False,
    )


def _published(request: PublicRequest, period_id: int) -> public.PublishedReview:
    found = public.published_review(request.authority, period_id=period_id)
    if found is None:
        raise Http404
    return found
