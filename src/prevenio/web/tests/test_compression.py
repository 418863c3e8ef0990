"""Text is packed on its way to browsers that take it; parts of files are not."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from prevenio.web.middleware import TextCompressionMiddleware

LONG = "Kto dba o moją ulicę? " * 100


def answered(kind: str, *, status: int = 200, takes: str = "gzip") -> HttpResponse:
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(LONG, content_type=kind, status=status)

    request = RequestFactory().get("/", headers={"accept-encoding": takes})
    response = TextCompressionMiddleware(answer)(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "image/svg+xml"])
def test_text_is_packed(kind: str) -> None:
    response = answered(kind)

    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == LONG


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream"])
def test_packed_files_stay_as_they_are(kind: str) -> None:
    assert "Content-Encoding" not in answered(kind).headers


def test_part_of_a_file_stays_as_it_is() -> None:
    assert "Content-Encoding" not in answered("text/plain", status=206).headers


def test_browser_that_takes_no_packed_text_gets_it_plain() -> None:
    assert answered("text/html", takes="identity").text == LONG
