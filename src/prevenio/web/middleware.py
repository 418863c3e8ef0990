"""What is done to every request on its way in and to every answer on its way out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Pictures, PDFs and office files are packed already; a part of a file must stay as it is.
_PACKED_WELL = ("text/", "application/json", "application/geo+json", "application/xml")
_ALSO = ("image/svg+xml", "application/atom+xml", "application/manifest+json")


class WholeTextMiddleware:
    """Makes a space of the sign NUL in what an address asks for.

    PostgreSQL refuses it in any text. Forms refuse it field by field; what lists are asked for by
    links and by hand reaches queries in many ways, and is mended once, here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "%20")
        return self.get_response(request)


class TextCompressionMiddleware(GZipMiddleware):
    """Packs pages and other text for browsers that take it.

    Django adds a random number of bytes to each answer, so that its length does not betray a
    token on the page (the attack BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if response.status_code == 206 or not kind.startswith(_PACKED_WELL + _ALSO):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed
