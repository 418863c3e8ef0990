"""What is done to every answer on its way out."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Pictures, PDFs and office files are packed already; a part of a file must stay as it is.
_PACKED_WELL = ("text/", "application/json", "application/geo+json", "application/xml")
_ALSO = ("image/svg+xml", "application/atom+xml", "application/manifest+json")


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
