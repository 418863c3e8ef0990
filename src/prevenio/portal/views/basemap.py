"""The ground of the maps: a PMTiles file of the installation, read in parts (HTTP ranges)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from prevenio.portal.showing import PublicRequest

_PART = 64 * 1024
# A part that a map asks for is small; nobody needs more at once.
_LONGEST = 16 * 1024 * 1024
_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*")


class Unsatisfiable(ValueError):
    """A range that begins beyond the end of the file, or says nothing."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    changed: float

    @property
    def tag(self) -> str:
        return quote_etag(f"{self.size:x}-{self.changed:.0f}")


@require_safe
def tiles(request: PublicRequest) -> HttpResponseBase:
    file = _basemap()
    if request.headers.get("If-None-Match") == file.tag:
        return _dressed(HttpResponse(status=HTTPStatus.NOT_MODIFIED), file)
    asked = request.headers.get("Range", "")
    if asked and not _is_outdated(request, file):
        try:
            span = range_in(asked, file.size)
        except Unsatisfiable:
            refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            refused.headers["Content-Range"] = f"bytes */{file.size}"
            return _dressed(refused, file)
        if span is not None:
            return _part(request, file, *span)
    return _whole(request, file)


def range_in(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a range, both included; None for what is no single range of bytes.

    Several ranges are answered with the whole, as HTTP allows. Raises Unsatisfiable.
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        if "," in asked or not asked.startswith("bytes"):
            return None
        raise Unsatisfiable(asked)
    if not found[1]:
        first, last = max(size - int(found[2]), 0), size - 1
        is_empty = int(found[2]) == 0
    else:
        first = int(found[1])
        last = min(int(found[2]), size - 1) if found[2] else size - 1
        is_empty = bool(found[2]) and int(found[2]) < first
    if is_empty or first >= size:
        raise Unsatisfiable(asked)
    return first, min(last, first + _LONGEST - 1)


def _basemap() -> _File:
    path = Path(settings.BASEMAP or "/nonexistent")
    if not path.is_file():
        raise Http404
    facts = path.stat()
    return _File(path, facts.st_size, facts.st_mtime)


def _is_outdated(request: PublicRequest, file: _File) -> bool:
    """Whether the parts that the browser has are of another file."""
    held = request.headers.get("If-Range", "")
    return bool(held) and held not in {file.tag, http_date(file.changed)}


def _part(request: PublicRequest, file: _File, first: int, last: int) -> HttpResponseBase:
    response = StreamingHttpResponse(
        _read(file.path, first, last) if request.method == "GET" else (),
        status=HTTPStatus.PARTIAL_CONTENT,
    )
    response.headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return _dressed(response, file)


def _whole(request: PublicRequest, file: _File) -> HttpResponseBase:
    content = _read(file.path, 0, file.size - 1) if request.method == "GET" else ()
    response = StreamingHttpResponse(content)
    response.headers["Content-Length"] = str(file.size)
    return _dressed(response, file)


def _dressed(response: HttpResponseBase, file: _File) -> HttpResponseBase:
    response.headers["Content-Type"] = "application/vnd.pmtiles"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = file.tag
    response.headers["Last-Modified"] = http_date(file.changed)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (part := file.read(min(_PART, left))):
            left -= len(part)
            yield part
