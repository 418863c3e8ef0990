"""Finding the programme a public page is about, and showing pages of it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from prevenio.people import addresses
from prevenio.people.models import Authority
from prevenio.programme.queries.pinned import PublicProgramme, public_programme


class PublicRequest(HttpRequest):
    """A request for a page of one authority's public site."""

    authority: Authority


type View = Callable[..., HttpResponse]


def programme_page(view: View) -> View:
    """A list or overview: it says so kindly while nothing is published."""
    return _with_programme(view, if_none=nothing_yet)


def programme_detail(view: View) -> View:
    """A part of a published programme: not found while nothing is published."""
    return _with_programme(view, if_none=_not_found)


def show(
    request: HttpRequest, shown: PublicProgramme, template: str, **parts: object
) -> HttpResponse:
    """A page of the programme; its content is marked where its language is not the page's."""
    context = {
        "shown": shown,
        "programme": shown.version.programme,
        "period": None if shown.is_current else shown.version.programme_id,
        "content_lang": content_lang(shown.authority),
        **parts,
    }
    return show_page(request, template, **context)


def show_page(request: HttpRequest, template: str, **parts: object) -> HttpResponse:
    """A page of the public site, with the one address that search engines should keep."""
    return render(request, f"portal/{template}", {"canonical": _canonical(request), **parts})


def _canonical(request: HttpRequest) -> str:
    """Where an authority has a host name of its own, its pages below a path are copies."""
    authority: Authority = request.authority  # type: ignore[attr-defined]
    home = addresses.address("portal:home", authority=authority)
    return home + escape_uri_path(request.path_info).lstrip("/")


def content_lang(authority: Authority) -> SafeString:
    """The `lang` attribute for words of the programme; nothing where the page has that language."""
    if get_language() == authority.language:
        return SafeString("")
    return format_html(' lang="{}"', authority.language)


def nothing_yet(request: HttpRequest) -> HttpResponse:
    """The honest page of an authority that has published nothing."""
    return show_page(request, "nothing_yet.html", menu="programme")


def download(
    request: HttpRequest,
    make: Callable[[], bytes],
    *,
    kind: str,
    name: str,
    etag: str,
    changed_at: datetime | None,
    is_attachment: bool = True,
) -> HttpResponse:
    """A file with its tag and day of change; not made again for those who have it already."""
    changed = int(changed_at.timestamp()) if changed_at else None
    response = get_conditional_response(
        request, etag=quote_etag(etag), last_modified=changed
    ) or HttpResponse(make(), content_type=kind)
    response.headers.setdefault("ETag", quote_etag(etag))
    if changed is not None:
        response.headers.setdefault("Last-Modified", http_date(changed))
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    disposition = content_disposition_header(is_attachment, name)
    if response.status_code == HTTPStatus.OK and disposition:
        response.headers["Content-Disposition"] = disposition
    return response


def _not_found(request: HttpRequest) -> HttpResponse:
    raise Http404


def _with_programme(view: View, *, if_none: View) -> View:
    @require_safe
    @wraps(view)
    def found(
        request: PublicRequest, /, *args: Any, period: int | None = None, **kwargs: Any
    ) -> HttpResponse:
        shown = public_programme(
            authority=request.authority, today=timezone.localdate(), programme_id=period
        )
        if shown is None and period is not None:
            raise Http404
        return view(request, shown, *args, **kwargs) if shown else if_none(request)

    return found
