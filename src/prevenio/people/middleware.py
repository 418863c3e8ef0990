"""Which authority a request is for, and in which language and time it is answered."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix, set_urlconf
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from prevenio.people import addresses, queries
from prevenio.people.models import Authority, Membership
from prevenio.people.operations.authorities import RESERVED_PATHS

Answer = Callable[[HttpRequest], HttpResponse]
is_slug = re.compile(r"[-a-zA-Z0-9_]{1,40}").fullmatch


class AuthorityMiddleware:
    """Finds the authority by host name, else by the first part of the path.

    A path `/kielce/desk/` is answered by the authority's own addresses as `/desk/`, with `/kielce/`
    as the script prefix: so `reverse` gives right addresses in both cases, and no room knows which
    of the two it is.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first, _slash, rest = request.path_info.lstrip("/").partition("/")
        host = request.get_host().partition(":")[0]
        slug = first if is_slug(first) and first not in RESERVED_PATHS else ""
        authority = queries.authority_of(host=host, slug=slug)
        request.authority = authority  # type: ignore[attr-defined]
        request.memberships = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: memberships_of(request)
        )
        is_own_host = authority is not None and authority.host_name == host
        with addresses.answering(request, is_one_authority=is_own_host):
            if authority is None:
                return self.get_response(request)
            if is_own_host:
                return self._inside(request, authority)
            if request.path_info == f"/{first}" and request.method in {"GET", "HEAD"}:
                return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
            return self._below_path(request, authority, rest)

    def _below_path(self, request: HttpRequest, authority: Authority, rest: str) -> HttpResponse:
        before = get_script_prefix()
        set_script_prefix(f"{before}{authority.slug}/")
        request.path_info = f"/{rest}"
        try:
            return self._inside(request, authority)
        finally:
            set_script_prefix(before)

    def _inside(self, request: HttpRequest, authority: Authority) -> HttpResponse:
        request.urlconf = settings.AUTHORITY_URLCONF
        set_urlconf(settings.AUTHORITY_URLCONF)
        try:
            with timezone.override(ZoneInfo(authority.time_zone)):
                return self.get_response(request)
        finally:
            set_urlconf(None)


def memberships_of(request: HttpRequest) -> list[Membership]:
    """What the person at the screen is in the request's authority; asked for only when needed."""
    authority: Authority | None = request.authority  # type: ignore[attr-defined]
    user = request.user
    if authority is None or not user.is_authenticated:
        return []
    today = timezone.localdate(timezone=ZoneInfo(authority.time_zone))
    return queries.memberships_of(user=user, authority=authority, today=today)


class LanguageMiddleware:
    """The language the person chose, else the first of the authority's, else the browser's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        authority: Authority | None = getattr(request, "authority", None)
        if chosen in known:
            language = chosen
        elif authority is not None:
            language = authority.language
        else:
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
