"""Documents as answers: their kinds, their names."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from prevenio.people.models import Authority

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ZIP = "application/zip"


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """A document to keep; no cache on the way keeps it."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def file_name(authority: Authority, what: str, when: object, ending: str) -> str:
    """The name of a document's file: authority, what it is, its year or years."""
    return f"{authority.slug}-{slugify(what) or what}-{when}.{ending}"
