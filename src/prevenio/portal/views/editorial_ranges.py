"""Files sent whole or in part: players ask for the part that they play."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

_RANGE = re.compile(r"bytes=(?=.*\d)(\d{0,18})-(\d{0,18})").fullmatch
_CHUNK = 256 * 1024


def part_of(stored: Any, *, kind: str, wanted: str) -> HttpResponseBase:
    """The file, or the bytes that a `Range` header asks for; 416 for bytes it does not have."""
    size = stored.size
    span = _span(wanted, size)
    if span is None:
        return HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            headers={"Content-Range": f"bytes */{size}"},
        )
    first, last = span
    response = StreamingHttpResponse(_chunks(stored, first, last), content_type=kind)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(last - first + 1)
    if _RANGE(wanted):
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte asked for; the whole file where nothing plain is asked."""
    asked = _RANGE(wanted)
    if asked is None:
        return (0, size - 1)
    if not asked.group(1):
        return (max(size - int(asked.group(2)), 0), size - 1) if int(asked.group(2)) else None
    first = int(asked.group(1))
    last = min(int(asked.group(2) or size - 1), size - 1)
    return (first, last) if first <= last else None


def _chunks(stored: Any, first: int, last: int) -> Iterator[bytes]:
    with stored.open("rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := opened.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
