from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from prevenio.editorial import access
from prevenio.editorial.models import File, Picture
from prevenio.editorial.queries import public
from prevenio.editorial.sizes import KINDS_OF_FILES, SHOWN_IN_PLACE, SIZES
from prevenio.portal.showing import PublicRequest
from prevenio.portal.views.editorial_ranges import part_of

# A picture of a page that is taken back may still lie in caches for as long.
PICTURE_SECONDS = 3600


@require_safe
def picture(request: PublicRequest, key: UUID, size: str) -> HttpResponseBase:
    if size not in SIZES:
        raise Http404
    shown = public.public_picture(request.authority, key, at=timezone.now())
    found = shown or _for_editors(request, Picture, key)
    if found is None:
        raise Http404
    rendition = found.get_rendition(SIZES[size])
    with rendition.file.open("rb") as stored:
        content = stored.read()
    kind = KINDS_OF_FILES[rendition.file.name.rpartition(".")[2].lower()]
    etag = quote_etag(f"{found.file_hash}-{found.pk}-{size}")
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        content, content_type=kind
    )
    response.headers.setdefault("ETag", etag)
    return _kept(response, is_public=shown is not None, seconds=PICTURE_SECONDS)


@require_safe
def file(request: PublicRequest, key: UUID, name: str) -> HttpResponseBase:
    shown = public.public_file(request.authority, key, at=timezone.now())
    found = shown or _for_editors(request, File, key)
    if found is None or found.filename != name:
        raise Http404
    kind = KINDS_OF_FILES.get(found.ending, "application/octet-stream")
    response = part_of(found.file, kind=kind, wanted=request.headers.get("Range", ""))
    is_attachment = found.ending not in SHOWN_IN_PLACE
    disposition = content_disposition_header(is_attachment, found.filename)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return _kept(response, is_public=shown is not None, seconds=0)


def _for_editors[T: (Picture, File)](request: PublicRequest, model: type[T], key: UUID) -> T | None:
    """What no published page shows is for those who write for this authority."""
    if not access.can_write_pages(request.memberships):  # type: ignore[attr-defined]
        return None
    found: T | None = model._base_manager.filter(authority=request.authority, key=key).first()
    return found


def _kept[R: HttpResponseBase](response: R, *, is_public: bool, seconds: int) -> R:
    response.headers["X-Content-Type-Options"] = "nosniff"
    if is_public:
        patch_cache_control(response, public=True, max_age=seconds, must_revalidate=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
